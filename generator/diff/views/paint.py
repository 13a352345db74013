"""Colours of a terminal for the views that a person looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    Painter: TypeAlias = Callable[[str, str], str]

_CODES = {"red": "31", "green": "32", "yellow": "33", "blue": "34", "magenta": "35", "cyan": "36"}
_CODES |= {"bold": "1", "dim": "2", "white on red": "1;37;41"}
ACTIONS = {"created": "green", "deleted": "red", "changed": "yellow", "renamed": "cyan"}
KINDS = {
    "refused": "white on red",
    "data at risk": "white on red",
    "downtime": "red",
    "recreates": "magenta",
    "rolls pods": "yellow",
    "traffic": "blue",
    "capacity": "cyan",
}


def painter(*, coloured: bool) -> Painter:
    """What paints a text: (colour, text) -> text; "" and no colour at all leave it as it is."""
    return _painted if coloured else _plain


def _painted(colour: str, text: str) -> str:
    return f"\x1b[{_CODES[colour]}m{text}\x1b[0m" if colour and text else text


def _plain(_colour: str, text: str) -> str:
    return text

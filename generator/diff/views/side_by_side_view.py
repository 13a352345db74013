"""Both sides of each object beside each other, for a wide terminal."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from generator.diff.views import paint, text_view, wording
from generator.diff.views.yaml_view import hunks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diff.report import EnvironmentReport, ObjectReport, Report, Row

LEAST = 100
"""Columns that two sides need; on fewer the text view is easier to read."""
_BETWEEN = 3
_SIGNS = {"=": " ", "~": "|", "-": "<", "+": ">"}


def show(report: Report, width: int, *, coloured: bool) -> str:
    """The whole view; the text view where the terminal is narrow."""
    if width < LEAST:
        return text_view.show(report, width, coloured=coloured)
    colour = paint.painter(coloured=coloured)
    half = (width - _BETWEEN) // 2
    lines = [_line(report["before"], " ", report["after"], half)]
    lines += [colour("red", wording.problem(one)) for one in report["problems"]]
    for group in wording.alike(report):
        lines += _environment(group, half, colour)
    return "\n".join([*lines, ""])


def _environment(group: list[EnvironmentReport], half: int, colour: paint.Painter) -> Iterator[str]:
    yield ""
    yield f"{colour('bold', ', '.join(map(wording.title, group)))}: {wording.in_words(group[0])}"
    for one in group[0]["objects"]:
        yield ""
        yield from _object(one, half, colour)


def _object(one: ObjectReport, half: int, colour: paint.Painter) -> Iterator[str]:
    place = wording.where(one["cause"])
    yield colour(paint.ACTIONS[one["action"]], f"{wording.SIGNS[one['action']]} {wording.name_of(one)}") + (
        f"  {colour('dim', place)}" if place else ""
    )
    for effect in one["effects"]:
        kind = colour(paint.KINDS.get(effect["kind"], "bold"), f"{effect['kind']}:")
        yield f"  {kind} {effect['message']}"
    rows = one["lines"]
    for number, hunk in enumerate(hunks(rows)):
        if number:
            yield colour("dim", "…")
        yield from (_row(rows[index], half, colour) for index in hunk)


def _row(row: Row, half: int, colour: paint.Painter) -> str:
    before, after = row["before"], row["after"]
    if row["mark"] == "=":
        before, after = before if before is not None else "", after if after is not None else ""
    line = _line(before or "", _SIGNS[row["mark"]], after or "", half)
    return colour({"~": "yellow", "-": "red", "+": "green"}.get(row["mark"], ""), line)


def _line(before: str, sign: str, after: str, half: int) -> str:
    left = cut(before, half)
    return f"{left}{' ' * (half - columns(left))} {sign} {cut(after, half)}".rstrip()


def columns(text: str) -> int:
    """The columns of a terminal that a text takes: wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text
    )


def cut(text: str, width: int) -> str:
    """A text of at most so many columns, with ``…`` where something is cut off."""
    if columns(text) <= width:
        return text
    while text and columns(text) > width - 1:
        text = text[:-1]
    return f"{text}…"

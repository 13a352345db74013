"""A command line that a deploy runs."""

from __future__ import annotations

from typing import NamedTuple


class Command(NamedTuple):
    """The arguments, and the objects that it reads from its stdin, by kind and name."""

    argv: list[str]
    objects: tuple[str, ...] = ()

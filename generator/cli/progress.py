"""What a long run is busy with, for a person who waits: one line on stderr that is written over and then taken away."""

from __future__ import annotations

import sys
import time

from generator.cli.terminal import is_terminal
from generator.lean import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Item = TypeVar("Item")

PATIENCE = 0.7
"""Seconds that a run may take before anything is said."""
WIDEST = 78


class Progress:
    """A line that says what is being done; nothing where nobody sees it, and nothing in short runs."""

    def __init__(self) -> None:
        self._seen = is_terminal(sys.stderr)
        self._started = time.monotonic()
        self._width = 0

    def told(self, items: Iterable[Item], name: Callable[[Item], str]) -> Iterator[Item]:
        """The items as they are; each is named while it is worked on."""
        for item in items:
            self._say(name(item))
            yield item
        self._clear()

    def _say(self, text: str) -> None:
        if self._seen and time.monotonic() - self._started > PATIENCE:
            line = text if len(text) <= WIDEST else f"…{text[1 - WIDEST :]}"
            sys.stderr.write(f"\r{line:<{self._width}}")
            sys.stderr.flush()
            self._width = len(line)

    def _clear(self) -> None:
        if self._width:
            sys.stderr.write(f"\r{'':<{self._width}}\r")
            sys.stderr.flush()
            self._width = 0

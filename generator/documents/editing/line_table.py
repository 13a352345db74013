"""The lines of a text as YAML counts them, and the pieces that are to be replaced in it."""

from __future__ import annotations

import re
from bisect import bisect_right

from generator.documents.editing.spans import BREAKS

_BREAK = re.compile(rf"\r\n|[{BREAKS}]")
_ORDINARY = ("\n", "\r\n", "\r")


class LineTable:
    """Where the lines of a text begin and end."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]

    def start(self, index: int) -> int:
        """The start of the line that holds an index."""
        return self._starts[bisect_right(self._starts, index) - 1]

    def next(self, index: int) -> int:
        """The start of the next line; the end of the text for the last."""
        line = bisect_right(self._starts, index)
        return self._starts[line] if line < len(self._starts) else len(self.text)

    def end(self, index: int) -> int:
        """Where the line that holds an index ends, before its line break."""
        return self.next(index) - len(self._break(index))

    def column(self, index: int) -> int:
        """How many characters of its line are before an index."""
        return index - self.start(index)

    def number(self, index: int) -> int:
        """The number of the line that holds an index, counted from 0."""
        return bisect_right(self._starts, index) - 1

    def begins(self, index: int) -> bool:
        """Whether there are only blanks before an index in its line."""
        return not self.text[self.start(index) : index].strip(" \t")

    def newline(self, index: int) -> str:
        """The line break to use beside the line that holds an index: its own, or that of a line before it."""
        for line in range(bisect_right(self._starts, index) - 1, -1, -1):
            found = self._break(self._starts[line])
            if found in _ORDINARY:
                return found
        return "\n"

    def comment(self, at: int) -> int:
        """The indentation of the line that begins at an index if it is a comment, -1 if it is anything else."""
        line = self.text[at : self.next(at)]
        content = line.lstrip(" \t")
        return len(line) - len(content) if content.startswith("#") else -1

    def _break(self, index: int) -> str:
        """The line break of the line that holds an index, "" where the text ends without one."""
        line = self.text[self.start(index) : self.next(index)]
        return "\r\n" if line.endswith("\r\n") else line[-1:] if line.endswith(tuple(BREAKS)) else ""


class OverlapError(Exception):
    """Two pieces of a text are to be replaced that have a part in common."""


class Splices:
    """Pieces of a text and what is to stand in their place, all by the indexes of the text as it is."""

    def __init__(self) -> None:
        self._rows: list[tuple[int, bool, int, int, str]] = []

    def insert(self, at: int, text: str) -> None:
        """Put text before the character at an index, behind what was put there before."""
        self.replace(at, at, text)

    def replace(self, start: int, end: int, text: str = "") -> None:
        """Put text in the place of that between two indexes; what is inserted at its start stays before it."""
        self._rows.append((start, end > start, len(self._rows), end, text))

    def applied(self, text: str) -> str:
        """The text with all pieces replaced; OverlapError where that is not clear. Pieces taken out may overlap."""
        parts: list[str] = []
        at = 0
        only_removed = True
        for start, _, _, end, new in sorted(self._rows):
            if start < at and (new or not only_removed):
                raise OverlapError
            parts += text[at:start], new
            if end > at:
                at, only_removed = end, not new
        return "".join([*parts, text[at:]])

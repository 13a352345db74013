"""Where one document of a text ends and the next begins, as kubectl sees it.

kubectl cuts the text at lines that begin with ``---`` before any YAML reader sees it, and takes a text that begins
with ``{`` for a row of JSON values until one is not.
"""

from __future__ import annotations

from generator.errors import Place, Problem
from generator.lean import Any, NamedTuple

# What Kubernetes' readers count as a line break but an editor does not, and characters without a width: positions in
# texts with these are counted here and not by the parser.
_ODD_BREAKS = ("\x85", "\u2028", "\u2029", "\ufeff")


class Chunk(NamedTuple):
    """A document's text and how many lines, and characters of its first line, precede it in the source."""

    text: str
    source: str
    line: int = 0
    column: int = 0


class Positions:
    """Places in a chunk, from what the parser says about them."""

    __slots__ = ("_chunk", "_starts", "odd")

    def __init__(self, chunk: Chunk) -> None:
        self._chunk = chunk
        text = chunk.text
        self.odd = bool(chunk.column) or any(mark in text for mark in _ODD_BREAKS) or _lone_return(text)
        self._starts: list[int] | None = None

    def of(self, mark: Any) -> Place:
        """The place of the parser's mark; unless ``odd``, its line and column are right and only count from 0."""
        if self.odd:
            return self.at(mark.index)
        return Place(self._chunk.source, self._chunk.line + mark.line + 1, mark.column + 1)

    def at(self, index: int) -> Place:
        """The place of the character at an index."""
        if self._starts is None:
            self._starts = _line_starts(self._chunk.text)
        from bisect import bisect_right

        line = bisect_right(self._starts, index) - 1
        before = self._chunk.column if line == 0 else 0
        return Place(self._chunk.source, self._chunk.line + line + 1, before + index - self._starts[line] + 1)


def _lone_return(text: str) -> bool:
    return text.count("\r") != text.count("\r\n")


def _line_starts(text: str) -> list[int]:
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def split(chunk: Chunk, problems: list[Problem]) -> list[Chunk]:
    """The YAML documents of a text, those without content left out; wrong separators become problems."""
    if "---" not in chunk.text:
        return [chunk]
    found: list[Chunk] = []
    lines: list[str] = []
    start, column = chunk.line, chunk.column
    for number, line in enumerate(chunk.text.split("\n"), chunk.line):
        if not line.startswith("---"):
            lines.append(line)
            continue
        problem = _wrong_separator(line, Place(chunk.source, number + 1, 1))
        if problem:
            problems.append(problem)
        found.append(Chunk("\n".join([*lines, ""]), chunk.source, start, column))
        lines, start, column = [], number + 1, 0
    found.append(Chunk("\n".join(lines), chunk.source, start, column))
    return [one for one in found if one.text.strip(" \r\n")]


def _wrong_separator(line: str, place: Place) -> Problem | None:
    rest = line[3:].strip()
    if not rest or rest.startswith("#"):
        return None
    after = place._replace(column=line.index(rest, 3) + 1)
    return Problem(
        after,
        "",
        "a line that begins with --- separates documents and can hold nothing else",
        "put the rest on a line of its own",
    )

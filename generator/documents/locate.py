"""Where the values of a document are written, found in its lines: for documents that the quick reader has read.

It has made sure of what this rests on. Texts of several lines are indented by more than the key or dash before them:
so within a block every line at the column of the block begins an entry of it, apart from comments, and a line further
left ends it. Whatever is further right belongs to an entry and need not be looked at.
"""

from __future__ import annotations

from generator.documents.lines import TEXT, Later, line_of
from generator.lean import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from generator.documents.manifest import Path

Spot: TypeAlias = tuple[int, int, int]
"""Line and column of a value, and which entry of the line a block begins with; _LEAF for what is no block."""

_LEAF = -1
_PASSED = 1 << 30  # an indentation deeper than that of any line
_DASH = frozenset(("-", "- "))
_BRACKETS = frozenset(("[", "{"))


class Layout:
    """The lines of a document by their indentation, and the entries of those blocks that were asked for.

    All lines and columns count from 0.
    """

    __slots__ = ("_blocks", "_indents", "_lines")

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._indents = [_indent(line) for line in self._lines]
        self._indents.append(-1)
        self._blocks: dict[tuple[int, int], dict[str | int, tuple[int, int]]] = {}

    def at(self, path: Path, *, key: bool = False) -> tuple[int, int]:
        """Line and column of the value at a path, or of its key, as Document.place gives them."""
        line = self._content(0)
        spot = line, self._indents[line], 0
        key_at = spot[:2]
        for depth, step in enumerate(path):
            line, column, entry = spot
            if entry == _LEAF:
                return self._in_flow(line, column, path[depth:], key_at, key=key)
            child = (self._blocks.get((line, entry)) or self._block(line, entry)).get(step)
            if child is None:
                return key_at
            key_at, spot = self._child(*child)
        return key_at if key else spot[:2]

    def _content(self, line: int) -> int:
        """The first line from this one on that is neither blank nor a comment."""
        indents = self._indents
        while indents[line] == _PASSED:
            line += 1
        return line

    def _block(self, line: int, entry: int) -> dict[str | int, tuple[int, int]]:
        """Where the entries of the block that begins here are: a line, and which entry of the line."""
        lines, indents = self._lines, self._indents
        level, key = line_of(lines[line])[entry][:2]
        column, is_list = level >> 1, key is None
        found: dict[str | int, tuple[int, int]] = {0 if key is None else key: (line, entry)}
        for row in range(line + 1, len(indents)):
            if indents[row] > column:
                continue
            # Behind a key dashes may stand at its own column.
            if indents[row] < column or (is_list and not _is_dash(lines[row], column)):
                break
            if is_list:
                found[len(found)] = row, 0
            elif (name := line_of(lines[row])[0][1]) is not None:
                found[name] = row, 0
        self._blocks[line, entry] = found
        return found

    def _child(self, line: int, entry: int) -> tuple[tuple[int, int], Spot]:
        """Where an entry's key and its value are; as for the exact reader the value is the key of a list's item."""
        text = self._lines[line]
        entries = line_of(text)
        level, key, _, follows = entries[entry]
        column = level >> 1
        mark = column if key is None else text.find(": ", column)
        if mark < 0:
            mark = len(text) - 1
        if entry + 1 < len(entries):
            spot = line, entries[entry + 1][0] >> 1, entry + 1
        elif follows is None or follows.__class__ is Later:
            spot = line, len(text) - len(text[mark + 1 :].lstrip(" ")), _LEAF
        else:
            spot = self._below(line, column, key) or (line, mark + 1, _LEAF)
        return spot[:2] if key is None else (line, column), spot

    def _below(self, line: int, column: int, key: str | None) -> Spot | None:
        """Where the value begins that does not stand in the line of its key or dash; None for null."""
        below = self._content(line + 1)
        indent = self._indents[below]
        if indent > column or (indent == column and key is not None and _is_dash(self._lines[below], column)):
            return below, indent, _LEAF if line_of(self._lines[below])[0][0] == TEXT else 0
        return None

    def _in_flow(self, line: int, column: int, path: Path, key_at: tuple[int, int], *, key: bool) -> tuple[int, int]:
        """What ``at`` gives for a path within the brackets or braces at a column, or in no collection at all."""
        text = self._lines[line]
        if text[column : column + 1] not in _BRACKETS:
            return key_at
        from generator.documents.flow import flow_columns

        inside = flow_columns(text, column)
        at = column
        for step in path:
            found = inside.get(step)
            if found is None:
                return key_at
            key_column, at, inside = found
            key_at = line, key_column
        return key_at if key else (line, at)


def _indent(line: str) -> int:
    content = line.lstrip(" ")
    return _PASSED if not content or content[0] == "#" else len(line) - len(content)


def _is_dash(line: str, column: int) -> bool:
    return line[column : column + 2] in _DASH

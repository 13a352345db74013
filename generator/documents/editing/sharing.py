"""Anchors: which places of a document share one text, and whether all of them want the same."""

from __future__ import annotations

from generator.documents.changes import RefusedError
from generator.documents.editing.amendments import MISSING, same, value_at
from generator.documents.editing.spans import ALIAS, LIST
from generator.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.editing.line_table import LineTable
    from generator.documents.editing.spans import Entry, Span
    from generator.documents.manifest import Path
    from generator.documents.node import Plain


class Use(NamedTuple):
    """A place at which the value of an anchor is: its path, and whether it comes there as the keys of a merge."""

    path: Path
    merge: bool
    alias: Span | None


class Sharing:
    """The anchors of a document and their uses; ``old`` is the document's value, ``new`` the one it shall have.

    ``first_line`` is the number of the document's first line in its source.
    """

    def __init__(self, root: Span, old: Plain, new: Plain, lines: LineTable, first_line: int) -> None:
        self._first_line = first_line
        self._old = old
        self._new = new
        self._lines = lines
        self._uses: dict[int, list[Use]] = {}
        self._walk(root, (), None)

    def _walk(self, span: Span, path: Path, alias: Span | None, *, merge: bool = False) -> None:
        if span.kind == ALIAS and span.target is not None:
            self._walk(span.target, path, span, merge=merge)
            return
        if span.anchor is not None:
            self._uses.setdefault(id(span), []).append(Use(path, merge, alias))
        for index, entry in enumerate(span.entries):
            if entry.merge:
                for source in sources(entry):
                    self._walk(source, path, alias, merge=True)
            else:
                self._walk(entry.value, (*path, index if entry.key is None else entry.key), alias)

    def check(self, span: Span, old: Plain, new: Plain) -> None:
        """Refuse a new value for what an anchor names unless all uses of it want that too."""
        for path, merge, alias in self._uses.get(id(span), []):
            wanted = value_at(self._new, path)
            if wanted is MISSING or (_merged(wanted, old, new) if merge else same(wanted, new)):
                continue
            message = f"the anchor &{span.anchor} is also used in line {self._line(alias or span)}"
            raise RefusedError(self._uses[id(span)][0].path, f"{message}, which is not to get the same change")

    def old_value(self, span: Span) -> Plain:
        """The value that what an anchor names has."""
        return value_at(self._old, self._uses[id(span)][0].path)

    def new_value(self, span: Span) -> Plain:
        """The value that what an anchor names shall have where it is written."""
        return value_at(self._new, self._uses[id(span)][0].path)

    def check_removed(self, span: Span, path: Path) -> None:
        """Refuse to take text out that holds an anchor that is used behind it."""
        for anchor in _anchors(span):
            for use in self._uses.get(id(anchor), []):
                if use.alias is not None and not span.start <= use.alias.start < span.end:
                    wanted = value_at(self._new, use.path)
                    if wanted is not MISSING:
                        used = f"used in line {self._line(use.alias)}"
                        raise RefusedError(path, f"it holds the anchor &{anchor.anchor}, {used}")

    def _line(self, span: Span) -> int:
        return self._first_line + self._lines.number(span.start)


def sources(entry: Entry) -> list[Span]:
    """The maps that a merge takes its keys from."""
    value = entry.value
    return [child.value for child in value.entries] if value.kind == LIST else [value]


def _merged(wanted: Plain, old: Plain, new: Plain) -> bool:
    """Whether a map that the keys of another are merged into has its new keys, and none that it loses."""
    if not isinstance(wanted, dict) or not isinstance(new, dict) or not isinstance(old, dict):
        return False
    gone = old.keys() - new.keys()
    return not gone & wanted.keys() and all(key in wanted and same(wanted[key], value) for key, value in new.items())


def _anchors(span: Span) -> Iterator[Span]:
    if span.anchor is not None:
        yield span
    for entry in span.entries:
        yield from _anchors(entry.value)

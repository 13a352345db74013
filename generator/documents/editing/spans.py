"""Where the values of a YAML document are written: a tree with the start and the end of each.

Ends are those of what is written. The parser's own end of a block is where the next token begins, behind blank lines
and comments that belong to whatever follows.
"""

from __future__ import annotations

import re

from generator.documents.escapes import Mended, mend
from generator.documents.events import parser
from generator.documents.scalars import key_text
from generator.lean import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

SCALAR: Final = "scalar"
MAP: Final = "map"
LIST: Final = "list"
ALIAS: Final = "alias"
BLOCK_TEXTS: Final = ("|", ">")

BREAKS: Final = "\n\r\x85\u2028\u2029"
"""What YAML 1.1 takes for a line break."""

_SPACE = re.compile(rf"(?:[ \t\ufeff{BREAKS}]|#[^{BREAKS}]*)*")
_PROPERTIES = re.compile(
    rf"(?:(?:!<[^>]*>|[&!][^ \t,\[\]{{}}{BREAKS}]*)(?:[ \t\ufeff{BREAKS}]|(?<=[ \t{BREAKS}])#[^{BREAKS}]*)*)+"
)
_HEADER = re.compile("[|>][-+0-9]*")
_BLANK_LINE = re.compile(rf"(?<=[{BREAKS}])( *)(?:\r\n|[{BREAKS}])\Z")


class Span:
    """One value as it is written, by indexes into the text.

    ``start`` is its first character, anchor and tag included, ``content`` the first without these, ``end`` is behind
    its last character: that of the last entry for a block, the line break behind a text after ``|`` excluded.
    ``style`` is a quote, ``|`` or ``>`` of a scalar, ``{`` or ``[`` of a flow collection, "" for all else. ``target``
    is what an alias stands for, its anchor's Span.
    """

    __slots__ = ("anchor", "content", "end", "entries", "kind", "start", "style", "target")

    def __init__(self, kind: str, start: int, end: int, style: str = "", anchor: str | None = None) -> None:
        self.kind = kind
        self.start = start
        self.content = start
        self.end = end
        self.style = style
        self.anchor = anchor
        self.entries: list[Entry] = []
        self.target: Span | None = None


class Entry(NamedTuple):
    """A map's entry, its key as Kubernetes reads it, or a list's item, whose key is None; ``merge`` is one with <<."""

    key: str | None
    name: Span | None
    value: Span
    merge: bool = False


class Row(NamedTuple):
    """Where an entry begins (its key, ? or dash), what is behind its colon or dash, and where it ends.

    ``mark`` is -1 where a key has no colon.
    """

    start: int
    mark: int
    end: int
    entry: Entry


class Tree(NamedTuple):
    """The root of a document's Spans; ``aliases`` says whether there are any."""

    root: Span
    aliases: bool


def read_spans(text: str, *, pure: bool = False) -> Tree:
    """The Spans of the first document of a text that can be read; yaml.YAMLError otherwise."""
    from yaml.error import YAMLError

    mended = Mended(text, "")
    while True:
        try:
            return _Builder(mended.text, pure=pure).tree()
        except YAMLError as error:
            again = mend(mended.text, error, mended.stand_in)
            if not again:
                raise
            mended = again


def rows(text: str, span: Span) -> list[Row]:
    """The entries of a map or list with their places."""
    found: list[Row] = []
    at = span.content + 1 if span.style else span.content
    for entry in span.entries:
        start = behind_space(text, at)
        if span.style and found:
            start = behind_space(text, start + 1)  # the comma
        row = _row(text, span, entry, start)
        found.append(row)
        at = row.end
    return found


def behind_space(text: str, at: int) -> int:
    """The index of the first character from here on that is no blank, line break or comment."""
    found = _SPACE.match(text, at)
    return found.end() if found else at


def header_end(text: str, span: Span) -> int:
    """Where the ``|-`` of a text of several lines ends."""
    found = _HEADER.match(text, span.content)
    return found.end() if found else span.content


def last_text(span: Span) -> Span | None:
    """The text of several lines that a value in a block ends with, if it ends with one."""
    while span.entries and not span.style:
        span = span.entries[-1].value
    return span if span.style in BLOCK_TEXTS else None


def _row(text: str, span: Span, entry: Entry, start: int) -> Row:
    value = entry.value
    if entry.name is None:
        mark = start if span.style else start + 1
        return Row(start, mark, max(mark, value.end), entry)
    colon = behind_space(text, entry.name.end)
    if text[colon : colon + 1] != ":":
        return Row(start, -1, entry.name.end, entry)
    empty = value.start == value.end
    return Row(start, colon + 1, colon + 1 if empty else value.end, entry)


class _Builder:
    """The tree of one document, from the parser's events."""

    def __init__(self, text: str, *, pure: bool) -> None:
        from yaml import events

        self._events: Any = events
        self._text = text
        self._next: Callable[[], Any] = parser(text, pure=pure).get_event
        self._anchors: dict[str, Span] = {}
        self._keys: dict[str, tuple[str, str | None, bool]] = {}
        self._aliases = False

    def tree(self) -> Tree:
        self._next()
        self._next()
        return Tree(self._node(self._next()), self._aliases)

    def _node(self, event: Any) -> Span:
        kind = type(event)
        start, end = event.start_mark.index, event.end_mark.index
        if kind is self._events.AliasEvent:
            self._aliases = True
            span = Span(ALIAS, start, end)
            span.target = self._anchors[event.anchor]
            return span
        if kind is self._events.ScalarEvent:
            span = Span(SCALAR, start, end, event.style or "", event.anchor)
            self._opened(span, event)
            if event.anchor is not None:
                self._keys[event.anchor] = event.value, event.tag, event.implicit[0]
            if span.style in BLOCK_TEXTS:
                span.end = _block_text_end(self._text, span.content, end)
            return span
        return self._map(event, start) if kind is self._events.MappingStartEvent else self._list(event, start)

    def _opened(self, span: Span, event: Any) -> None:
        if event.anchor is not None:
            self._anchors[event.anchor] = span
        if event.anchor is not None or event.tag is not None:
            found = _PROPERTIES.match(self._text, span.start)
            span.content = found.end() if found else span.start
            if span.kind == SCALAR and not span.style:
                span.content = min(span.content, span.end)  # nothing may stand behind an anchor

    def _list(self, event: Any, start: int) -> Span:
        span = Span(LIST, start, start, "[" if event.flow_style else "", event.anchor)
        self._opened(span, event)
        while type(event := self._next()) is not self._events.SequenceEndEvent:
            value = self._node(event)
            span.entries.append(Entry(None, None, value))
            span.end = value.end
        if span.style:
            span.end = event.end_mark.index
        return span

    def _map(self, event: Any, start: int) -> Span:
        span = Span(MAP, start, start, "{" if event.flow_style else "", event.anchor)
        self._opened(span, event)
        while type(event := self._next()) is not self._events.MappingEndEvent:
            name = self._node(event)
            key, merge = self._key(event)
            value = self._node(self._next())
            span.entries.append(Entry(key, name, value, merge))
            # The value that a key without a colon has not is where the next token is.
            empty = value.start == value.end and self._text[value.start - 1 : value.start] != ":"
            span.end = name.end if empty else value.end
        if span.style == self._text[span.content : span.content + 1]:
            span.end = event.end_mark.index
        return span

    def _key(self, event: Any) -> tuple[str, bool]:
        """A key's text as Kubernetes reads it, and whether it is a merge."""
        if type(event) is self._events.AliasEvent:
            text, tag, plain = self._keys[event.anchor]
        else:
            text, tag, plain = event.value, event.tag, event.implicit[0]
            if text == "<<" and (plain or tag == "tag:yaml.org,2002:merge"):
                return text, True
        try:
            return key_text(text, tag, plain), False
        except ValueError:  # a problem of the document, which is read all the same
            return str(text), False


def _block_text_end(text: str, start: int, end: int) -> int:
    """Where a text of several lines ends: behind its last line, or its last blank line where these are kept (+)."""
    found = _HEADER.match(text, start)
    header = found[0] if found else ""
    line = end
    while text[line - 1] == " ":
        line -= 1
    if text[line - 1] in BREAKS:
        end = line
    body = text[start:end]
    if "+" not in header:
        deepest = 0 if any(mark.isdigit() for mark in header) else _first_indent(body)
        while (blank := _BLANK_LINE.search(body)) and len(blank[1]) <= deepest:
            body = body[: blank.start()]
    if body.endswith("\r\n"):
        return start + len(body) - 2
    return start + len(body) - (body[-1] in BREAKS)


def _first_indent(body: str) -> int:
    """The indentation of the first line with content behind the header; that of all lines of the text."""
    found = re.search(rf"[{BREAKS}]( *)[^ {BREAKS}]", body)
    return len(found[1]) if found else 0

"""Where the values of a JSON text are written: the same tree as that of YAML."""

from __future__ import annotations

import re
from json import JSONDecoder

from generator.documents.editing.spans import LIST, MAP, SCALAR, Entry, Span, Tree

_DECODER = JSONDecoder()
_BLANKS = re.compile(r"[ \t\r\n]*")
_ATOM = re.compile(r"[-+.0-9a-zA-Z]+")


def read_json_spans(text: str) -> Tree | None:
    """The Spans of the JSON value that a text is, None where it is none."""
    try:
        root, end = _value(text, 0)
    except ValueError:
        return None
    return Tree(root, aliases=False) if _skip(text, end) == len(text) else None


def _skip(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _value(text: str, at: int) -> tuple[Span, int]:
    start = _skip(text, at)
    first = text[start : start + 1]
    if first == '"':
        span = Span(SCALAR, start, _DECODER.raw_decode(text, start)[1], '"')
    elif first and first in "{[":
        span = Span(MAP if first == "{" else LIST, start, start, first)
        span.end = _entries(text, span)
    else:
        found = _ATOM.match(text, start)
        if not found:
            raise ValueError("no JSON")
        span = Span(SCALAR, start, found.end())
    return span, span.end


def _entries(text: str, span: Span) -> int:
    """Fill the entries of a map or list; the index behind it."""
    close = "}" if span.kind == MAP else "]"
    at = _skip(text, span.start + 1)
    if text[at : at + 1] == close:
        return at + 1
    while True:
        entry, at = _entry(text, at, is_map=span.kind == MAP)
        span.entries.append(entry)
        at = _skip(text, at)
        if text[at : at + 1] == close:
            return at + 1
        at = _expect(text, ",", at)


def _entry(text: str, at: int, *, is_map: bool) -> tuple[Entry, int]:
    if not is_map:
        value, at = _value(text, at)
        return Entry(None, None, value), at
    start = _skip(text, at)
    if text[start : start + 1] != '"':
        raise ValueError("no JSON")
    key, end = _DECODER.raw_decode(text, start)
    value, at = _value(text, _expect(text, ":", _skip(text, end)))
    return Entry(key, Span(SCALAR, start, end, '"'), value), at


def _expect(text: str, mark: str, at: int) -> int:
    if text[at : at + 1] != mark:
        raise ValueError("no JSON")
    return at + 1

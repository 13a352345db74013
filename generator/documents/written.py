"""How a document is written, as far as that misleads: what looks like something else, and what nobody reads."""

from __future__ import annotations

from yaml import events as kinds
from yaml.error import YAMLError

from generator.documents.chunks import Positions
from generator.documents.escapes import Mended, mend
from generator.documents.events import parser
from generator.errors import Place, Problem
from generator.lean import TYPE_CHECKING, Any, Pattern, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.chunks import Chunk
    from generator.documents.manifest import Path
    from generator.documents.node import Node, Plain
    from generator.documents.reading import Text

Ambiguous: TypeAlias = tuple[Place, "Path", str, "Plain"]
"""Where a scalar stands, its path, how it is written, and what Kubernetes reads. A key's value is its text."""

_DECIMAL = Pattern(r"-?(?:0|[1-9][0-9]*)?(?:\.[0-9]*)?")
_NUMBER_KEY = Pattern(r"[-+.0-9][-+.0-9einf]*")
_KEY_MARKS = Pattern(r"(?:[&!]\S*\s+)*")
_KEY_TEXT = Pattern(r"[^\s:,\[\]{}#]*")
_NO_CONTENT = Pattern(r"(?:[ \t\r\n\ufeff]|#[^\r\n]*|(?<![^\r\n])\.\.\.(?!\S))*")


def ambiguous_scalars(root: Node, whole: Text) -> Iterator[Ambiguous]:
    """The scalars, keys too, that Kubernetes reads otherwise than they look; those of a merged map once."""
    seen: set[int] = set()
    rows: list[tuple[Path, Node]] = [((), root)]
    while rows:
        path, node = rows.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if path and isinstance(path[-1], str):
            written = _odd_key(path[-1], node.key_place, whole)
            if written:
                yield (node.key_place, path, written, path[-1])
        value = node.value
        if isinstance(value, dict | list) and id(value) not in seen:
            seen.add(id(value))
            steps = value.items() if isinstance(value, dict) else enumerate(value)
            rows += reversed([((*path, step), child) for step, child in steps])
        if node.text is not None and _misleads(node.text, value):
            yield (node.place, path, node.text, value)


def _misleads(text: str, value: Plain) -> bool:
    """Whether a scalar is written as one would write something else: ``yes``, ``0400``, ``1e3``."""
    if isinstance(value, bool):
        return text not in {"true", "false"}
    if isinstance(value, float) and "." not in text:
        return True  # a whole number of more digits than it keeps, or one with an exponent
    return isinstance(value, int | float) and not _DECIMAL.fullmatch(text)


def _odd_key(key: str, place: Place, whole: Text) -> str:
    """How a key is written that is no text to Kubernetes and reads otherwise; "" for all others."""
    if key not in {"true", "false"} and not _NUMBER_KEY.fullmatch(key):
        return ""
    line = whole.line(place.line)[place.column - 1 :]
    marks = _KEY_MARKS.match(line)
    found = _KEY_TEXT.match(line, marks.end() if marks else 0)
    written = found[0] if found else ""
    return "" if written == key or written[:1] in {'"', "'", "*", "?"} else written


def dropped_text(chunk: Chunk) -> list[Problem]:
    """The problem of text behind the end of a chunk's document, which Kubernetes drops without a word."""
    if "..." not in chunk.text and "---" not in chunk.text:
        return []
    end = _end(chunk.text)
    found = _NO_CONTENT.match(chunk.text, end) if end else None
    if not found or found.end() == len(chunk.text):
        return []
    return [
        Problem(
            Positions(chunk).at(found.end()),
            "",
            "this stands behind the end of the document (...), and Kubernetes drops it without a word",
            "begin a document of its own with a line ---, or remove it",
        )
    ]


def _end(text: str) -> int:
    """The index behind a text's first document, 0 where that cannot be read or nothing can follow."""
    mended: Mended | None = Mended(text, "")
    while mended:
        events = parser(mended.text)
        try:
            while type(event := events.get_event()) is not kinds.DocumentEndEvent:
                if type(event) is kinds.StreamEndEvent:
                    return 0
            mark: Any = event.end_mark
            return int(mark.index)
        except YAMLError as error:
            mended = mend(mended.text, error, mended.stand_in)
    return 0

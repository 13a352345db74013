"""Short flow collections on one line, ``["sh", "-c"]`` and ``{app: web}``, as far as they are beyond doubt."""

from __future__ import annotations

from generator.documents.ordinary import MISS, OddError, plain_value, unquoted
from generator.lean import TYPE_CHECKING, Any, Pattern, TypeAlias, remembering

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

Columns: TypeAlias = "dict[str | int, tuple[int, int, Columns]]"
"""By key or index: the column of the key, of the value, and what is in the value; an item is its own key."""

_DEEPEST = 5
_WORD = r"[\w./$-][\w./$()@%*+=~;-]*"
# A mark, a text in quotes, or one without: these have no colons, and so there is no doubt where they end.
_PART = Pattern(rf""" *(?:([][{{}},])|("(?:[^"\\]|\\["\\nt])*"|'(?:[^']|'')*')|({_WORD}(?: {_WORD})*))(?:(: +)| *)""")


def flow_value(text: str) -> Any:
    """The list or map that a text is, or MISS."""
    parts = _parts(text)
    try:
        value = _value(next(parts), parts, 0)
        return value if next(parts, None) is None else MISS
    except (OddError, StopIteration):
        return MISS


def flow_columns(line: str, start: int) -> Columns:
    """Where in a line the keys and values of the collection at a column stand, of which flow_value gives the value.

    Columns count from 0. The caller must not change the result.
    """
    return _columns((line, start))


@remembering(256)
def _columns(beginning: tuple[str, int]) -> Columns:
    line, start = beginning
    comment = line.find(" #", start)
    whole: Columns = {}
    blocks = [whole]
    key: tuple[str, int] | None = None
    for part in _parts(line[start : comment if comment >= 0 else None]):
        mark, quoted, word, colon = part.groups()
        at = start + max(part.start(1), part.start(2), part.start(3))
        if colon:
            key = _scalar(quoted, word), at
        elif mark in {"]", "}"}:
            blocks.pop()
        elif mark != ",":
            inner: Columns = {}
            step, step_at = key or (len(blocks[-1]), at)
            blocks[-1][step] = step_at, at, inner
            key = None
            if mark:
                blocks.append(inner)
    return whole[0][2]


def _parts(text: str) -> Iterator[re.Match[str]]:
    end = 0
    while end < len(text):
        found = _PART.match(text, end)
        if not found:
            raise OddError
        end = found.end()
        yield found


def _value(part: re.Match[str], parts: Iterator[re.Match[str]], depth: int) -> Any:
    mark, quoted, word, colon = part.groups()
    if colon or depth > _DEEPEST:
        raise OddError
    if mark == "[":
        return _list(parts, depth + 1)
    if mark == "{":
        return _map(parts, depth + 1)
    return _scalar(quoted, word)


def _scalar(quoted: str | None, word: str | None) -> Any:
    if quoted:
        return unquoted(quoted[1:-1], quoted[0])
    value = plain_value(word) if word else MISS
    if value is MISS:
        raise OddError
    return value


def _list(parts: Iterator[re.Match[str]], depth: int) -> list[Any]:
    items: list[Any] = []
    part = next(parts)
    if part[1] == "]":
        return items
    while True:
        items.append(_value(part, parts, depth))
        if _ends(next(parts), "]"):
            return items
        part = next(parts)


def _map(parts: Iterator[re.Match[str]], depth: int) -> dict[str, Any]:
    children: dict[str, Any] = {}
    part = next(parts)
    if part[1] == "}":
        return children
    while True:
        key = _scalar(part[2], part[3])
        if not part[4] or type(key) is not str or key in children:
            raise OddError
        children[key] = _value(next(parts), parts, depth)
        if _ends(next(parts), "}"):
            return children
        part = next(parts)


def _ends(part: re.Match[str], mark: str) -> bool:
    """Whether this part ends the collection; if not, it has to be a comma."""
    if part[4] or part[1] not in {mark, ","}:
        raise OddError
    return part[1] == mark

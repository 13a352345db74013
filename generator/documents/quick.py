"""A quick reader of ordinary YAML: blocks of maps and lists with simple scalars, as nearly all manifests are.

It knows no positions and reports nothing: what is not beyond doubt it leaves to the exact reader. The tests hold it
to the exact reader's values.
"""

from __future__ import annotations

from itertools import chain, islice
from operator import length_hint

from generator.documents.lines import TEXT, Later, line_of, plain_tail, value_of
from generator.documents.ordinary import MISS, OddError, quoted_part, unquoted
from generator.lean import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.node import Plain

__all__ = ["MISS", "read_block"]

_DEEPEST = 80  # below the exact reader's limit, with room for what one line can nest
_ASCII = bytes(range(0x20, 0x7F)) + b"\n"


def read_block(text: str) -> Plain:
    """The value of a document's text, None where it has none; MISS where only the exact reader can tell."""
    if not _is_ordinary(text):
        return MISS
    content = _before_end(text) if "\n..." in text else text
    try:
        value = _block(content.split("\n"))
    except OddError:
        return MISS
    # A document that has an end needs to have a value.
    return MISS if value is None and content is not text else value


def _before_end(text: str) -> str:
    """The text without the mark of the document's end, if nothing follows it."""
    content = text.rstrip("\n ")
    return content[:-3] if content.endswith("\n...") else text


def _is_ordinary(text: str) -> bool:
    """Whether the text has no control characters, tabs, invisible characters or other line breaks than LF."""
    if text.isascii():
        return not text.encode().translate(None, _ASCII)
    return text.replace("\n", "").isprintable()


def _block(lines: list[str]) -> Plain:
    """The value that these lines are.

    ``block`` is the list or map that the line before belongs to, on its ``level``; ``outer`` are those around it.
    ``slot`` is where a deeper block is to be put, None if nowhere. A list holds the document's value, as if it were
    the item of a list around it. ``free`` is the index behind the last value of several lines.
    """
    rows = iter(lines)
    block: Any = [None]
    root = block
    outer: list[tuple[int, Any]] = []
    level, free = -1, 0
    slot: Any = -1
    for here, key, value, follows in chain.from_iterable(map(line_of, rows)):
        if here != level:
            if here == TEXT:
                _put_text(lines, rows, level >> 1, block, (slot, free))
                slot = None
                continue
            if here > level and slot is not None and len(outer) <= _DEEPEST:
                outer.append((level, block))
                inner: Any = [] if here & 1 else {}
                block[slot] = inner
                level, block = here, inner
            else:
                while level > here >= 0:
                    level, block = outer.pop()
                if level != here:
                    raise OddError
        if follows is not None and follows.__class__ is Later:
            value, follows, free = _later(follows, lines, rows, level >> 1)  # noqa: PLW2901 - as if it stood here
        if key is None:
            block.append(value)
        elif key in block:
            raise OddError
        else:
            block[key] = value
        slot = follows
    return root[0]


def _position(lines: list[str], rows: Iterator[str]) -> int:
    """The index of the line that comes next."""
    return len(lines) - length_hint(rows)


def _forward(rows: Iterator[str], count: int) -> None:
    next(islice(rows, count, count), None)


def _put_text(lines: list[str], rows: Iterator[str], column: int, block: Any, before: tuple[Any, int]) -> None:
    """Put the text that stands alone in the last line where it belongs, with the lines in which it goes on.

    ``column`` is the block's. With ``before``, the slot and index of _block, it is either the value of the line
    before, or goes on with the unquoted text in it.
    """
    at = _position(lines, rows)
    slot, free = before
    content, here = line_of(lines[at - 1])[0][2:]
    if here <= column or column < 0:
        raise OddError
    if slot is not None:
        value = value_of(content)
        flow = value.__class__ is Later and not value.style
        if value is MISS or (value.__class__ is Later and not flow):
            raise OddError
        block[slot] = value.value if flow else value
        return
    last = at - 2
    while last >= free and not lines[last].strip(" "):
        last -= 1
    text = plain_tail(lines[last]) if last >= free else ""
    if not text:
        raise OddError
    text, end = _folded(lines, at - 1, text, at - 2 - last, column)
    block[-1 if type(block) is list else next(reversed(block))] = text
    _forward(rows, end - at)


def _folded(lines: list[str], at: int, text: str, breaks: int, column: int) -> tuple[str, int]:
    """An unquoted text with the lines from an index on that it goes on in, and the index behind them."""
    end = at
    for index in range(at, len(lines)):
        if not lines[index].strip(" "):
            breaks += 1
            continue
        entries = line_of(lines[index])
        if not entries or entries[0][0] != TEXT or entries[0][3] <= column:
            break
        more = entries[0][2]
        text += ("\n" * breaks or " ") + more
        breaks, end = 0, index + 1
    return text, end


def _later(later: Later, lines: list[str], rows: Iterator[str], column: int) -> tuple[Plain, None, int]:
    """The value of a Later whose following lines come next, no slot, and the index behind these lines."""
    at = end = _position(lines, rows)
    if not later.style:
        value = _copy(later.value)
    elif later.style in {'"', "'"}:
        value, end = _quoted(later, lines, at, column)
    else:
        value, end = _literal(later.style, lines, at, column)
    _forward(rows, end - at)
    return value, None, end


def _quoted(later: Later, lines: list[str], at: int, column: int) -> tuple[str, int]:
    """The text within quotes that goes on at an index, and the index behind it."""
    text, breaks = str(later.value), 0
    for index in range(at, len(lines)):
        content = lines[index].lstrip(" ")
        if not content:
            breaks += 1
            continue
        part = quoted_part(content.rstrip(" "), later.style)
        if part is None or len(lines[index]) - len(content) <= column:
            break
        text += ("\n" * breaks or " ") + part[0]
        if part[1]:
            return unquoted(text, later.style), index + 1
        breaks = 0
    raise OddError


def _literal(style: str, lines: list[str], at: int, column: int) -> tuple[str, int]:
    """The text of the lines from an index on that are indented by more than a column, and the index behind it."""
    first = at
    while first < len(lines) and not lines[first].strip(" "):
        first += 1
    start = lines[first] if first < len(lines) else ""
    indent = len(start) - len(start.lstrip(" "))
    if indent <= column or any(len(line) > indent for line in lines[at:first]):
        raise OddError
    prefix, end = start[:indent], len(lines)
    rows = [""] * (first - at)
    for index in range(first, end):
        line = lines[index]
        if not line.startswith(prefix) and line.strip(" "):
            end = index
            break
        rows.append(line[indent:])
    text = "\n".join(rows).rstrip("\n")
    unfinished = end == len(lines) and lines[-1] != ""
    if unfinished and not lines[-1].strip(" "):
        raise OddError
    if style[0] == ">":
        # Lines that are indented further, or empty, fold by rules of their own.
        if "\n " in text or "\n\n" in text or text[0] in {" ", "\n"}:
            raise OddError
        text = text.replace("\n", " ")
    return text if unfinished or style[-1] == "-" else f"{text}\n", end


def _copy(value: Plain) -> Plain:
    if type(value) is dict:
        return {key: _copy(child) for key, child in value.items()}
    return [_copy(child) for child in value] if type(value) is list else value

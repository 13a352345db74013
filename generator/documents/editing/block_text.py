"""Lines of block YAML in the style of the document they are put into."""

from __future__ import annotations

from generator.documents import emitter
from generator.documents.editing.spans import LIST, MAP
from generator.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.editing.line_table import LineTable
    from generator.documents.editing.spans import Span
    from generator.documents.node import Plain

_LONGEST_SIMPLE_KEY = 1000  # YAML readers know no longer keys before a colon; quotes and escapes count too


class BlockStyle(NamedTuple):
    """How far a map stands right of its key, a list's dashes right of theirs, and the blanks behind a dash.

    ``literal`` says whether texts of several lines are written as such, after ``|``, or in quotes.
    """

    step: int = 2
    dash: int = 2
    gap: int = 1
    literal: bool = True


class Example(NamedTuple):
    """A place in the document that shows how it is written: at which index, which part of BlockStyle, how wide."""

    at: int
    part: str
    width: int


def entry_lines(key: str, value: Plain, style: BlockStyle) -> list[str]:
    """The lines of a map's entry whose key is at column 0."""
    name = emitter.key(key)
    first, *rest = behind_key(value, style)
    if len(name) > _LONGEST_SIMPLE_KEY:
        return [f"? {name}", f": {first}".rstrip(" "), *rest]
    return [f"{name}: {first}" if first else f"{name}:", *rest]


def item_lines(value: Plain, style: BlockStyle) -> list[str]:
    """The lines of a list's item whose dash is at column 0."""
    first, *rest = behind_dash(value, style)
    return [f"-{' ' * style.gap}{first}", *rest]


def behind_key(value: Plain, style: BlockStyle) -> list[str]:
    """What stands behind the colon of a key at column 0, "" for nothing, and the lines below it."""
    if value and isinstance(value, dict):
        return ["", *moved(map_lines(value, style), style.step)]
    if value and isinstance(value, list):
        return ["", *moved(list_lines(value, style), style.dash)]
    return _leaf(value, style.step, literal=style.literal)


def behind_dash(value: Plain, style: BlockStyle) -> list[str]:
    """What stands behind a dash at column 0 and its gap, and the lines below it."""
    inside = style.gap + 1
    if value and isinstance(value, dict | list):
        first, *rest = map_lines(value, style) if isinstance(value, dict) else list_lines(value, style)
        return [first, *moved(rest, inside)]
    return _leaf(value, inside, literal=style.literal)


def map_lines(value: dict[str, Plain], style: BlockStyle) -> list[str]:
    """The lines of a map at column 0."""
    return [line for key, child in value.items() for line in entry_lines(key, child, style)]


def list_lines(value: list[Plain], style: BlockStyle) -> list[str]:
    """The lines of a list whose dashes are at column 0."""
    return [line for child in value for line in item_lines(child, style)]


def _leaf(value: Plain, indent: int, *, literal: bool) -> list[str]:
    text = emitter.literal(value) if literal and isinstance(value, str) else None
    return [text[0], *moved(text[1:], indent)] if text else [emitter.scalar(value)]


def moved(lines: list[str], indent: int) -> list[str]:
    """The lines moved right; those that are empty stay so."""
    pad = " " * indent
    return [pad + line if line else line for line in lines]


def examples(span: Span, lines: LineTable, column: int = -1) -> Iterator[Example]:
    """What the blocks in a value show; ``column`` is that of the value's key, -1 where it has none."""
    if span.style or not span.entries:
        return
    first = span.entries[0]
    if span.kind == MAP:
        start = first.name.start if first.name else span.content
        own = lines.column(start)
        if column >= 0 and lines.begins(start):
            yield Example(start, "step", own - column)
        for entry in span.entries:
            yield from examples(entry.value, lines, own)
    elif span.kind == LIST:
        own = lines.column(span.content)
        if column >= 0:
            yield Example(span.content, "dash", own - column)
        for entry in span.entries:
            value = entry.value
            if value.entries and value.start == value.content and not lines.begins(value.start):
                yield Example(value.start, "gap", lines.column(value.start) - own - 1)
            yield from examples(value, lines)


def style_at(found: list[Example], span: Span, at: int, dash: int) -> BlockStyle:
    """The style for what is put into a map or list at an index: that of its siblings, else of the nearest places.

    ``dash`` is that of a document without a list.
    """
    siblings = {entry.value.content for entry in span.entries}
    style: dict[str, int] = {}
    for example in sorted(found, key=lambda one: (one.at not in siblings, abs(one.at - at))):
        style.setdefault(example.part, example.width)
    step = style.get("step") or style.get("dash") or 2
    return BlockStyle(step, style.get("dash", step if dash else 0), style.get("gap", 1))

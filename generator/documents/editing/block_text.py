"""Lines of block YAML in the style of the document they are put into."""

from __future__ import annotations

from bisect import bisect_left

from generator.documents import emitter
from generator.documents.editing.spans import MAP
from generator.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
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


class Examples:
    """How the blocks of a document are written: places that show a part of BlockStyle, and how wide it is there."""

    def __init__(self, root: Span, lines: LineTable) -> None:
        self._lines = lines
        self._widths: dict[str, dict[int, int]] = {}
        self._walk(root, -1)
        self._places = {part: sorted(widths) for part, widths in self._widths.items()}

    def style(self, span: Span, at: int, dash: int) -> BlockStyle:
        """The style for what is put into a map or list at an index: that of its siblings, else of the nearest places.

        ``dash`` is that of a document without a list.
        """
        siblings = [entry.value.content for entry in span.entries]
        found = {part: self._width(part, siblings, at) for part in self._widths}
        step = found.get("step") or found.get("dash") or 2
        return BlockStyle(step, found.get("dash", step if dash else 0), found.get("gap", 1))

    def _width(self, part: str, siblings: list[int], at: int) -> int:
        widths, places = self._widths[part], self._places[part]
        near = [place for place in siblings if place in widths]
        if not near:
            index = bisect_left(places, at)
            near = places[max(index - 1, 0) : index + 1]
        return widths[min(near, key=lambda place: abs(place - at))]

    def _walk(self, span: Span, column: int) -> None:
        """Collect what a value shows; ``column`` is that of its key, -1 where it has none."""
        if span.style or not span.entries:
            return
        own = self._lines.column(span.content)
        is_map = span.kind == MAP
        if column >= 0 and (not is_map or self._lines.begins(span.content)):
            self._add("step" if is_map else "dash", span.content, own - column)
        for entry in span.entries:
            value = entry.value
            if not is_map and value.entries and value.start == value.content and not self._lines.begins(value.start):
                self._add("gap", value.start, self._lines.column(value.start) - own - 1)
            self._walk(value, own if is_map else -1)

    def _add(self, part: str, at: int, width: int) -> None:
        self._widths.setdefault(part, {})[at] = width

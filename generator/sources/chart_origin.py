"""Where in a chart's templates, and values files, the values of a rendered object come from."""

from __future__ import annotations

from generator.errors import Place
from generator.lean import TYPE_CHECKING, cached_property
from generator.sources.alignment import aligned
from generator.sources.counterparts import existing, value_at
from generator.sources.template_lines import TemplateLine, settings_in, template_lines

if TYPE_CHECKING:
    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.documents.reading import Document
    from generator.documents.written import Ambiguous
    from generator.sources.chart_files import ChartFile, ValuesFile

HEADER = "# Source: "


def header_before(rendered: str, line: int) -> str:
    """What helm says that the document at a line, or behind it, came from: shop/templates/web.yaml."""
    rows = rendered.split("\n")
    if line < len(rows) and rows[line].startswith(HEADER):
        return rows[line].removeprefix(HEADER).strip()
    found = next((row for row in reversed(rows[: line + 1]) if row.startswith(HEADER)), HEADER)
    return found.removeprefix(HEADER).strip()


def line_behind(rendered: str, line: int, template: ChartFile) -> tuple[int, str]:
    """The line of a template, and its text, that gave a line of everything that was rendered; 0 without a template."""
    if not template.text:
        return 0, ""
    rows = rendered.split("\n")
    start = next((index for index in range(min(line, len(rows)) - 1, -1, -1) if rows[index].startswith(HEADER)), 0)
    end = next((index for index in range(start + 1, len(rows)) if rows[index].startswith("---")), len(rows))
    lines = template_lines(template.text)
    mapping = aligned(rows[start:end], lines)
    number = mapping[min(line - 1 - start, len(mapping) - 1)]
    return number + 1, lines[number].text


class TemplateOrigin:
    """The origin of one rendered object: places are lines of the template that it came from.

    ``values`` are the values files that it was rendered with, the last word first.
    """

    def __init__(self, document: Document, template: ChartFile, values: tuple[ValuesFile, ...]) -> None:
        self._document = document
        self._template = template
        self._values = values

    @property
    def source(self) -> str:
        """The file of the template."""
        return self._template.shown

    @property
    def text(self) -> str:
        """What was rendered."""
        return self._document.text

    @property
    def ambiguous(self) -> tuple[Ambiguous, ...]:
        """The scalars that Kubernetes reads otherwise than they look."""
        return tuple((self._place(place), *rest) for place, *rest in self._document.ambiguous)

    def place(self, path: Path, *, key: bool = False) -> Place:
        """The line of the template that gave the value at a path, or its key."""
        return self._place(self._document.place(path, key=key))

    def line(self, place: Place) -> str:
        """The line of the template at a place."""
        index = place.line - 1
        return self._lines[index].text if place.source == self.source and 0 <= index < len(self._lines) else ""

    def cause(self, path: Path) -> Place | None:
        """Where the value at a path stands in a values file, None where none is plainly the one."""
        path = existing(self._document.value, path)
        row = self._row(self._document.place(path))
        if row is None or not self._mapping:
            return None
        value = value_at(self._document.value, path)
        for setting in reversed(settings_in(self._lines[self._mapping[row]])):
            for start in range(len(path) + 1):
                place = self._value_place((*setting, *path[start:]), value)
                if place is not None:
                    return place
        return None

    def _value_place(self, setting: Path, value: Plain) -> Place | None:
        """The place of a setting in the first values file that has it, if it is what was rendered, or a part of it."""
        for file in self._values:
            found = file.path(setting)
            if existing(file.value, found) == found:
                same = _is_part(value_at(file.value, found), value)
                return file.place(found) if same else None
        return None

    @cached_property
    def _lines(self) -> list[TemplateLine]:
        return template_lines(self._template.text)

    @cached_property
    def _rendered(self) -> list[str]:
        return self._document.chunk.text.split("\n")

    @cached_property
    def _mapping(self) -> list[int]:
        return aligned(self._rendered, self._lines) if self._template.text else []

    def _row(self, place: Place) -> int | None:
        row = place.line - 1 - self._document.chunk.line
        return row if 0 <= row < len(self._rendered) else None

    def _place(self, rendered: Place) -> Place:
        row = self._row(rendered)
        if row is None or not self._mapping:
            return Place(self.source, 1 if self._template.text else 0, 1 if self._template.text else 0)
        number = self._mapping[row]
        return Place(self.source, number + 1, _column(self._lines[number], self._rendered[row], rendered.column))


def _column(line: TemplateLine, rendered: str, column: int) -> int:
    """The column of what stands at a column of a rendered line, or of the action that gave it."""
    same = 0
    for own, other in zip(line.text, rendered, strict=False):
        if own != other:
            break
        same += 1
    blank = len(line.text) - len(line.text.lstrip())
    return max(min(column, same + 1), blank + 1) if line.text.strip() else 1


def _is_part(setting: Plain, value: Plain) -> bool:
    """Whether a rendered value is a setting, or a text that holds it."""
    if isinstance(setting, dict | list) or isinstance(value, dict | list):
        return type(setting) is type(value)
    if isinstance(value, str) and setting not in (None, "", True, False):
        return str(setting) in value
    return setting is not None and bool(setting == value)

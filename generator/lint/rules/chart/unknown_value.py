"""A template that reads a value which `values.yaml` does not have.

It renders as nothing (`replicas:` without a number), or stops with a nil pointer where something below it is read. A
value that may be absent is read in a condition, or with a default: `{{ with .Values.x }}`,
`{{ .Values.x | default 1 }}`. One that must be given is read with `required`.

Nothing is said of a value that a condition asks for anywhere in the chart.

Source: https://helm.sh/docs/chart_template_guide/values_files.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.chart import VALUES, ChartFolder, Reads

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.node import Plain
    from generator.documents.source import Folder
    from generator.errors import Problem

_OF_HELM = ("global", "tags")


def check(folder: Folder, _: Mapping[str, Plain]) -> Iterator[Problem]:
    """The values that are read and not there."""
    from generator.errors import Place, Problem

    chart = ChartFolder(folder)
    if chart.is_library:
        return
    values = chart.value(VALUES)
    reads = Reads({path: text for path, text in chart.readers().items() if path in chart.files})
    for path, (file, line, column) in reads.paths.items():
        if path[0] in _OF_HELM or _is_there(values, path) or _is_guarded(path, reads):
            continue
        row = chart.files[file].split("\n")[line - 1].rstrip("\r")
        place = Place(chart.shown(file), line, column)
        cure = "add it to values.yaml, or read it with default, with or required"
        yield Problem(place, "", f"values.yaml has no {'.'.join(path)}", cure, row)


def _is_there(values: Plain, path: tuple[str, ...]) -> bool:
    """Whether a path is in the values, or may be: below an empty map and a null people put what they like."""
    for step in path:
        if not isinstance(values, dict) or not values:
            return True
        if step not in values:
            return False
        values = values[step]
    return True


def _is_guarded(path: tuple[str, ...], reads: Reads) -> bool:
    return any(path[: len(asked)] == asked for asked in reads.guarded)

"""What helm says when it cannot render a chart, as problems at the places that it speaks of."""

from __future__ import annotations

import re

from generator.documents.reading import read
from generator.errors import Place, Problem
from generator.lean import TYPE_CHECKING
from generator.sources.chart_files import VALUES
from generator.sources.folders import CHART

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Path
    from generator.sources.chart_files import Chart, ChartFile

_HINT = "Use --debug flag to render out invalid YAML"
_IN_TEMPLATE = re.compile(
    r"""(?x)
    (?: (?:execution|parse)\ error\ at\ \( (?P<at>[^\s:()]+/[^\s:()]+) :(?P<at_line>\d+) (?: :(?P<at_column>\d+) )? \):?
    |   (?:template:\ )? (?P<in>[^\s:()]+/[^\s:()]+) :(?P<in_line>\d+) (?: :(?P<in_column>\d+) )? (?: :\s | \s ) )
    \s* (?P<said>.*)"""
)
_UNREADABLE = re.compile(r"YAML parse error on (?P<file>\S+): (?P<said>.*)")
_DEPENDENCY = re.compile(r"missing in charts/? directory: (?P<names>.*)")
_AGAINST_SCHEMA = "values don't meet the specifications of the schema"
_SCHEMA_ROW = re.compile(r"- (?:at '(?P<pointer>[^']*)'|(?P<dotted>[^:]+)): (?P<said>.*)")


def problems_of(stderr: str, chart: Chart, values: ChartFile | None) -> tuple[Problem, ...]:
    """The problems in what helm wrote; ``values`` is the values file that it was given."""
    said = stderr.replace(_HINT, "").strip()
    unreadable = _unreadable_files(chart, values)
    if unreadable:
        return unreadable
    said = said[said.find("Error: ") + len("Error: ") :] if "Error: " in said else said
    if _AGAINST_SCHEMA in said:
        return tuple(_against_schema(said, chart, values))
    return (_one(" ".join(said.split()), chart),)


def _unreadable_files(chart: Chart, values: ChartFile | None) -> tuple[Problem, ...]:
    """What is wrong with the YAML of Chart.yaml and the values files, of which helm says no line."""
    files = [chart.files.get(CHART), chart.files.get(VALUES), values]
    return tuple(problem for file in files if file is not None for problem in read(file.text, file.shown).problems)


def _one(said: str, chart: Chart) -> Problem:
    found = _DEPENDENCY.search(said)
    if found:
        return _dependency(found["names"], chart)
    found = _UNREADABLE.search(said)
    if found:
        file, _ = chart.template(found["file"])
        return Problem(Place(file.shown, 0, 0), "", f"does not render to YAML: {found['said']}")
    found = _IN_TEMPLATE.match(said)
    if found:
        return _in_template(found, chart)
    if "kubeVersion" in said:
        place, line = _in_file(chart.files.get(CHART), ("kubeVersion",), chart.at(CHART))
        cure = "name a version that it takes: --kube-version"
        return Problem(place, "kubeVersion", f"the chart cannot be rendered: {said}", cure, line)
    return Problem(Place(chart.at(CHART), 0, 0), "", f"the chart cannot be rendered: {said}")


def _in_template(found: re.Match[str], chart: Chart) -> Problem:
    name = found["at"] or found["in"]
    line = int(found["at_line"] or found["in_line"])
    # helm counts columns from 0
    column = int(found["at_column"] or found["in_column"] or 0) + 1
    file, _ = chart.template(name)
    rows = file.text.split("\n")
    if line > len(rows):
        line, column = len(rows), 1
    said = re.sub(r'^executing "[^"]*" at ', "at ", found["said"])
    return Problem(Place(file.shown, line, column), "", f"cannot be rendered: {said}", "", rows[line - 1].rstrip("\r"))


def _dependency(names: str, chart: Chart) -> Problem:
    place, line = _in_file(chart.files.get(CHART), ("dependencies",), chart.at(CHART))
    cure = f"helm dependency build {chart.shown}"
    return Problem(place, "dependencies", f"not rendered, because charts/ lacks {names}", cure, line)


def _against_schema(said: str, chart: Chart, values: ChartFile | None) -> Iterator[Problem]:
    """A problem for each row of what the values' schema says, at the value in the values file that it is about."""
    for row in said.splitlines():
        found = _SCHEMA_ROW.match(row.strip())
        if not found:
            continue
        text = found["pointer"].lstrip("/").replace("/", ".") if found["pointer"] is not None else found["dotted"]
        path: Path = tuple(
            int(step) if step.isdigit() else step for step in text.replace("(root)", "").split(".") if step
        )
        file, place, line = chart.files.get(VALUES), Place(chart.at(VALUES), 0, 0), ""
        for candidate in (values, file):
            if candidate is not None and _has(candidate, path):
                place, line = _in_file(candidate, path, candidate.shown)
                break
        yield Problem(place, text.replace("(root)", ""), f"values.schema.json refuses it: {found['said']}", "", line)


def _has(file: ChartFile, path: Path) -> bool:
    from generator.sources.counterparts import existing

    documents = read(file.text, file.shown).documents
    return bool(documents) and bool(path) and existing(documents[0].value, path) == path


def _in_file(file: ChartFile | None, path: Path, shown: str) -> tuple[Place, str]:
    documents = read(file.text, file.shown).documents if file is not None else []
    if not documents:
        return Place(shown, 0, 0), ""
    place = documents[0].place(path, key=True)
    return place, documents[0].line(place)

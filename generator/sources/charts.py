"""Charts as sources: rendered by the real helm, once with each values file, with places in the templates."""

from __future__ import annotations

import os

from generator.documents.manifest import Manifest
from generator.documents.reading import read
from generator.documents.source import Folder, Source
from generator.errors import Place, Problem, ProgramError
from generator.lean import TYPE_CHECKING, NamedTuple
from generator.sources.chart_errors import problems_of
from generator.sources.chart_files import VALUES, Chart, ChartFile, unpacked, values_of
from generator.sources.folders import CHART
from generator.sources.texts import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.documents.reading import Reading
    from generator.sources.chart_files import ValuesFile

_DESTINATION = 53
"""Characters that helm allows the name of a release."""


class _Rendered(NamedTuple):
    """What helm gave for a chart with one values file, None for values.yaml alone."""

    chart: Chart
    values: ChartFile | None
    stdout: str = ""
    problems: tuple[Problem, ...] = ()


def chart_sources(path: str, values: Sequence[str] = (), minor: int = 0) -> Iterator[Source]:
    """A source for each values file of a chart (a folder, or a .tgz), rendered for Kubernetes 1.``minor``.

    The values files are ``values``, or where none are named values.yaml alone and those that lie beside it; 0 is the
    newest Kubernetes. Where there are several, the chart's own files are in a source before these.
    """
    if os.path.isdir(path):
        yield from _sources(Chart(path, path), values, minor)
        return
    import tempfile

    with tempfile.TemporaryDirectory(prefix="fairlead-chart-") as folder:
        try:
            chart = Chart(unpacked(path, folder), path)
        except (OSError, ValueError) as error:
            problem = Problem(Place(path, 0, 0), "", f"is no packaged chart: {error}")
            yield Source(path, "chart", (), problems=(problem,), files=(path,))
            return
        yield from _sources(chart, values, minor)


def _sources(chart: Chart, values: Sequence[str], minor: int) -> Iterator[Source]:
    if chart.value.get("type") == "library":
        yield _source(_Rendered(chart, None), several=False)
        return
    from generator.programs.run import ahead

    files = list(_values(chart, values))
    wanted = minor or _newest()
    if len(files) > 1:
        yield Source(chart.shown, "chart", (), folder=_folder(chart, files), files=_shown_files(chart, files))
    for rendered in ahead(lambda file: _render(chart, file, wanted), files):
        yield _source(rendered, several=len(files) > 1)


def _values(chart: Chart, named: Sequence[str]) -> Iterator[ChartFile | None]:
    if not named:
        yield None
        yield from (chart.files[path] for path in chart.values_files())
        return
    for path in named:
        text = text_of(path)
        yield ChartFile(path, text if isinstance(text, str) else "")


def _newest() -> int:
    from generator.schemas.bundle import versions

    return int(versions()[-1])


def _render(chart: Chart, values: ChartFile | None, minor: int) -> _Rendered:
    from generator.programs.helm import find_helm, template_arguments
    from generator.programs.run import complete

    files = (_on_disk(chart, values),) if values is not None else ()
    try:
        name = release_name(chart.name)
        arguments = template_arguments(find_helm(), name, chart.folder, minor, files, namespace=name)
        done = complete(arguments)
        if done.code and "YAML parse error" in done.stderr:
            # With --debug helm gives all that it rendered, also what is no YAML: the reader tells where that is.
            again = complete([*arguments, "--debug"])
            return _Rendered(chart, values, again.stdout, problems_of(done.stderr, chart, values))
    except ProgramError as error:
        message, _, cure = str(error).partition("; cure: ")
        problem = Problem(Place(chart.at(CHART), 0, 0), "", f"the chart cannot be rendered: {message}", cure)
        return _Rendered(chart, values, problems=(problem,))
    problems = problems_of(done.stderr, chart, values) if done.code else ()
    return _Rendered(chart, values, done.stdout, problems)


def release_name(chart: str) -> str:
    """The name of a chart as helm allows it for a release."""
    name = "".join(one if one.isascii() and (one.isalnum() or one in "-.") else "-" for one in chart.lower())
    return name[:_DESTINATION].strip("-.") or "release"


def _on_disk(chart: Chart, values: ChartFile) -> str:
    """Where a values file really is: one of a packaged chart was unpacked."""
    if chart.shown == chart.folder or not values.shown.startswith(f"{chart.shown}/"):
        return values.shown
    return os.path.join(chart.folder, values.shown.removeprefix(f"{chart.shown}/"))


def _source(rendered: _Rendered, *, several: bool) -> Source:
    chart, values = rendered.chart, rendered.values
    environment = _shown_values(chart, values) if several else ""
    reading = read(rendered.stdout, chart.shown)
    manifests, problems = _manifests(rendered, reading, environment)
    return Source(
        chart.shown,
        "chart",
        manifests,
        tuple(reading.documents),
        problems or rendered.problems,
        environment,
        whole=not rendered.problems,
        folder=None if several else _folder(chart, [values]),
        files=_shown_files(chart, [values]),
    )


def _folder(chart: Chart, values: Sequence[ChartFile | None]) -> Folder:
    texts = {path: file.text for path, file in chart.files.items()}
    return Folder("chart", chart.shown, texts, tuple(_shown_values(chart, file) for file in values))


def _shown_files(chart: Chart, values: Sequence[ChartFile | None]) -> tuple[str, ...]:
    """The files of a chart and the values files that it is rendered with, each once."""
    every = [*chart.files.values(), *(file for file in values if file is not None)]
    return tuple(dict.fromkeys(file.shown for file in every))


def _shown_values(chart: Chart, values: ChartFile | None) -> str:
    if values is None:
        return VALUES
    return os.path.relpath(values.shown, chart.shown) if values.shown.startswith(chart.at("")) else values.shown


def _manifests(
    rendered: _Rendered, reading: Reading, environment: str
) -> tuple[tuple[Manifest, ...], tuple[Problem, ...]]:
    """The objects that helm gave, and what could not be read of them, with places in the templates."""
    from generator.sources.chart_origin import TemplateOrigin, header_before

    values: dict[tuple[str, ...], tuple[ValuesFile, ...]] = {}
    manifests = []
    for document in reading.documents:
        file, names = rendered.chart.template(header_before(rendered.stdout, document.chunk.line))
        if names not in values:
            values[names] = values_of(rendered.chart, rendered.values, names)
        manifests.append(
            Manifest(document.value, TemplateOrigin(document, file, values[names]), environment=environment)
        )
    return tuple(manifests), tuple(_problems(rendered, reading))


def _problems(rendered: _Rendered, reading: Reading) -> Iterator[Problem]:
    """What is wrong with the YAML that helm gave, at the line of the template that gave it."""
    from generator.sources.chart_origin import header_before, line_behind

    for problem in reading.problems:
        line = problem.place.line if problem.place else 1
        file, _ = rendered.chart.template(header_before(rendered.stdout, line))
        number, row = line_behind(rendered.stdout, line, file)
        place = Place(file.shown, number, min(len(row) - len(row.lstrip()) + 1, len(row) + 1) if number else 0)
        message = f"{problem.message} (rendered: {problem.source_line.strip()})"
        yield Problem(place, problem.path, message, problem.cure, row, problem.severity)

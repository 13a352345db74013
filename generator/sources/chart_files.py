"""The files of a chart, in a folder or packaged, with those of the charts inside it."""

from __future__ import annotations

import os

from generator.documents.reading import read
from generator.lean import TYPE_CHECKING, NamedTuple
from generator.objects.values import at, maps
from generator.sources.folders import CHART
from generator.sources.texts import LARGEST, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from tarfile import TarFile, TarInfo

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.documents.reading import Document
    from generator.errors import Place

VALUES = "values.yaml"
_PACKAGED = (".tgz", ".tar.gz")
_MOST_FILES = 5000


class ChartFile(NamedTuple):
    """A text of a chart; ``shown`` is where it is as a person would name it."""

    shown: str
    text: str


class ValuesFile(NamedTuple):
    """A values file as the templates of a chart see it.

    ``prefix`` leads from the top of the file to the chart's own values, which are below the chart's name in the
    values of the chart around it.
    """

    document: Document
    prefix: tuple[str, ...] = ()

    @property
    def value(self) -> Plain:
        """The values of the file."""
        return self.document.value

    def path(self, setting: Path) -> Path:
        """The path in the file of a setting of the chart; ``global`` is the same for all charts."""
        return setting if setting[:1] == ("global",) else (*self.prefix, *setting)

    def place(self, path: Path) -> Place:
        """Where a value of the file is written."""
        return self.document.place(path)


class Chart:
    """A chart on disk: ``folder`` is where it is, ``shown`` how a person named it, ``files`` its texts by path."""

    def __init__(self, folder: str, shown: str) -> None:
        self.folder = folder
        self.shown = shown
        self.files = dict(_texts(folder, shown, "", set()))
        self.value: dict[str, Plain] = _map_in(self.files.get(CHART))

    @property
    def name(self) -> str:
        """The chart's name, or its folder's where it says none."""
        name = self.value.get("name")
        return name if isinstance(name, str) and name else os.path.basename(os.path.abspath(self.folder))

    def template(self, source: str) -> tuple[ChartFile, tuple[str, ...]]:
        """The file that helm calls ``chart/templates/web.yaml``, and the names of the charts that lead to it."""
        steps = source.split("/")[1:]
        names: tuple[str, ...] = ()
        while steps[:1] == ["charts"] and len(steps) > 2:  # noqa: PLR2004 - charts/<name>/<file>
            names += (steps[1],)
            steps = steps[2:]
        path = f"{self.folder_of(names)}{'/'.join(steps)}"
        return self.files.get(path, ChartFile(self.at(path), "")), names

    def folder_of(self, names: tuple[str, ...]) -> str:
        """The folder, by its path in this one, of a chart that names lead to."""
        inside = ""
        for name in names:
            inside = self._inner(inside, name)
        return inside

    def at(self, path: str) -> str:
        """How a person would name a file of the chart."""
        return path if self.shown == "." else os.path.join(self.shown, path)

    def values_files(self) -> list[str]:
        """The paths of the values files beside values.yaml."""
        found = [
            path
            for path in self.files
            if path.endswith((".yaml", ".yml"))
            and (path.startswith(("values.", "values-")) or (path.startswith("ci/") and "-values." in path))
        ]
        return sorted(path for path in found if path != VALUES and path.count("/") == path.startswith("ci/"))

    def _inner(self, inside: str, name: str) -> str:
        """The folder of a chart in this one: its own name, or the one that an alias stands for."""
        folder = f"{inside}charts/{name}/"
        if any(path.startswith(folder) for path in self.files):
            return folder
        for dependency in maps(_map_in(self.files.get(f"{inside}{CHART}")).get("dependencies")):
            if dependency.get("alias") == name:
                return f"{inside}charts/{dependency.get('name')}/"
        return folder


def values_of(chart: Chart, extra: ChartFile | None, names: tuple[str, ...]) -> tuple[ValuesFile, ...]:
    """The values files that the templates of a chart, or of one inside it, are rendered with; the last word first."""
    found = []
    folder = chart.folder_of(names)
    inner = [(f"{folder}{VALUES}", ())] if names else []
    for file, prefix in [
        (extra, names),
        (chart.files.get(VALUES), names),
        *((chart.files.get(p), q) for p, q in inner),
    ]:
        documents = read(file.text, file.shown).documents if file is not None else []
        found += [ValuesFile(document, prefix) for document in documents[:1]]
    return tuple(found)


def unpacked(path: str, folder: str) -> str:
    """Unpack a packaged chart into a folder, and give the chart's own. OSError or ValueError where it is none."""
    import tarfile

    try:
        with tarfile.open(path) as archive:
            members = archive.getmembers()
            if len(members) > _MOST_FILES or sum(member.size for member in members) > LARGEST:
                raise ValueError("it is larger than a chart can be")
            for member in members:
                _extract(archive, member, folder)
    except (tarfile.TarError, EOFError) as error:
        raise ValueError(str(error)) from None
    found = [name for name in sorted(os.listdir(folder)) if os.path.isfile(os.path.join(folder, name, CHART))]
    if not found:
        raise ValueError("there is no Chart.yaml in it")
    return os.path.join(folder, found[0])


def _extract(archive: TarFile, member: TarInfo, folder: str) -> None:
    """Write a member of a package below a folder; what is no file, or would be elsewhere, is left out."""
    steps = member.name.split("/")
    stream = archive.extractfile(member) if member.isfile() else None
    if stream is None or steps[0] == "" or ".." in steps or "\\" in member.name:
        return
    path = os.path.join(folder, *steps)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(stream.read())


def _texts(folder: str, shown: str, inside: str, seen: set[str]) -> Iterator[tuple[str, ChartFile]]:
    """The texts below a folder by their path; those of packaged charts inside it as if they were unpacked.

    ``seen`` are the folders that were looked at: links between them may go round in a circle.
    """
    real = os.path.realpath(os.path.join(folder, inside))
    if real in seen:
        return
    seen.add(real)
    for entry in _entries(os.path.join(folder, inside)):
        path = f"{inside}{entry}"
        whole = os.path.join(folder, path)
        name = path if shown == "." else os.path.join(shown, path)
        if os.path.isdir(whole):
            yield from _texts(folder, shown, f"{path}/", seen)
        elif inside.endswith("charts/") and entry.endswith(_PACKAGED):
            yield from _packaged(whole, name, inside)
        else:
            text = text_of(whole)
            if isinstance(text, str):
                yield path, ChartFile(name, text)


def _entries(folder: str) -> list[str]:
    try:
        return sorted(name for name in os.listdir(folder) if not name.startswith(".") or name == ".helmignore")
    except OSError:
        return []


def _packaged(path: str, shown: str, inside: str) -> Iterator[tuple[str, ChartFile]]:
    import tempfile

    with tempfile.TemporaryDirectory(prefix="fairlead-chart-") as folder:
        try:
            inner = unpacked(path, folder)
        except (OSError, ValueError):
            return
        for name, file in _texts(inner, shown, "", set()):
            yield f"{inside}{os.path.basename(inner)}/{name}", file


def _map_in(file: ChartFile | None) -> dict[str, Plain]:
    if file is None:
        return {}
    value = at([document.value for document in read(file.text, file.shown).documents], 0)
    return value if isinstance(value, dict) else {}

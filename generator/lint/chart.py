"""What the files of a chart say: Chart.yaml, its values, and which of these its templates read.

Source: https://helm.sh/docs/topics/charts and the best practices there.
"""

from __future__ import annotations

from functools import lru_cache

from generator.documents.reading import read
from generator.errors import Place, Problem
from generator.lean import TYPE_CHECKING, Any
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Path
    from generator.documents.reading import Document
    from generator.documents.source import Folder

CHART = "Chart.yaml"
VALUES = "values.yaml"
_VALUES_OF = ".Values"
_GUARDS = (
    *("if", "with", "range", "else", "and", "or", "not", "default", "required", "coalesce", "ternary", "empty", "fail"),
    *("hasKey", "dig", "get", "index"),
)
"""What asks whether a value is there, or has an answer where it is not."""


class ChartFolder:
    """A chart's own files, without those of the charts inside it."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self.files = {path: text for path, text in folder.files.items() if not path.startswith("charts/")}
        self.chart = self.value(CHART)

    @property
    def is_library(self) -> bool:
        """Whether it only lends templates to other charts."""
        return self.chart.get("type") == "library"

    @property
    def path(self) -> str:
        """The chart's folder, or package, as a person named it."""
        return self._folder.path

    def shown(self, file: str) -> str:
        """A file as a person would name it."""
        return file if self.path == "." else f"{self.path.rstrip('/')}/{file}"

    def value(self, file: str) -> dict[str, Any]:
        """The map that a file holds; {} for any other."""
        document = self.document(file)
        return document.value if document is not None and isinstance(document.value, dict) else {}

    def document(self, file: str) -> Document | None:
        """The first document of a file."""
        documents = _documents(self.files.get(file, ""), self.shown(file))
        return documents[0] if documents else None

    def problem(self, file: str, path: Path, message: str, cure: str = "", *, key: bool = False) -> Problem:
        """A problem at a path of a YAML file, or at the file where it has no such thing."""
        document = self.document(file)
        if document is None:
            return Problem(Place(self.shown(file), 0, 0), "", message, cure)
        place = document.place(path, key=key)
        return Problem(place, "", message, cure, document.line(place))

    def missing(self, field: str, message: str, cure: str) -> Iterator[Problem]:
        """The problem of a field that Chart.yaml has not."""
        if self.chart and not self.chart.get(field):
            place = Place(self.shown(CHART), 1, 1)
            yield Problem(place, "", message, cure, self.files[CHART].partition("\n")[0])

    def templates(self) -> list[str]:
        """The paths of the templates, also of those that only help others."""
        return sorted(path for path in self.files if path.startswith("templates/"))

    @property
    def inner(self) -> set[str]:
        """The names that the charts inside it go by in its values."""
        found = {path.split("/")[1] for path in self._folder.files if path.startswith("charts/")}
        for dependency in maps(self.chart.get("dependencies")):
            found.add(str(dependency.get("alias") or dependency.get("name")))
        return found

    @property
    def lacks_charts(self) -> bool:
        """Whether Chart.yaml names charts that are not there, which may read values of this one."""
        there = {path.split("/")[1] for path in self._folder.files if path.startswith("charts/")}
        return any(dependency.get("name") not in there for dependency in maps(self.chart.get("dependencies")))

    def readers(self) -> dict[str, str]:
        """The texts that may read values: all but values and prose, with those of charts that lend templates."""
        lenders = tuple(
            f"{path.rpartition('/')[0]}/"
            for path, text in self._folder.files.items()
            if path.startswith("charts/") and path.endswith(f"/{CHART}") and "\ntype: library" in text
        )
        return {
            path: text
            for path, text in self._folder.files.items()
            if (path in self.files or path.startswith(lenders or ("\0",)))
            and not path.endswith((".md", VALUES))
            and _VALUES_OF in text
        }


@lru_cache(maxsize=64)
def _documents(text: str, source: str) -> tuple[Document, ...]:
    """The documents of a text; asked for by one rule after the other."""
    return tuple(read(text, source).documents)


class Reads:
    """Which values the templates of a chart read.

    ``paths`` are all of them, with the file, line and column where each is read first; ``guarded`` those that are
    asked for in a condition or with a default. ``everything`` says that the values are passed on as a whole somewhere.
    """

    def __init__(self, texts: dict[str, str]) -> None:
        self.paths: dict[tuple[str, ...], tuple[str, int, int]] = {}
        self.guarded: set[tuple[str, ...]] = set()
        self.everything = False
        for file, text in texts.items():
            for number, line in enumerate(text.split("\n"), 1):
                if _VALUES_OF in line:
                    self._read(file, number, line)

    def _read(self, file: str, number: int, line: str) -> None:
        words = set(line.replace("(", " ").replace("{{-", " ").replace("{{", " ").split())
        guarded = not words.isdisjoint(_GUARDS)
        column = line.find(_VALUES_OF)
        while column >= 0:
            path = _path_at(line, column + len(_VALUES_OF))
            if path:
                self.paths.setdefault(path, (file, number, column + 1))
                if guarded:
                    self.guarded.add(path)
            else:
                self.everything = True
            column = line.find(_VALUES_OF, column + 1)

    def is_read(self, path: tuple[str, ...]) -> bool:
        """Whether a value is read, or one around it or in it."""
        return any(path[: len(read)] == read or read[: len(path)] == path for read in self.paths)


def _path_at(line: str, start: int) -> tuple[str, ...]:
    """The path that a template reads from ``.Values`` on: ``.web.image``, and names in quotes behind it (``index``)."""
    end = start
    while end < len(line) and (line[end].isalnum() or line[end] in "_."):
        end += 1
    steps = [step for step in line[start:end].split(".") if step]
    rest = line[end:]
    while rest.startswith(' "') and '"' in rest[2:]:
        name, _, rest = rest[2:].partition('"')
        steps.append(name)
    return tuple(steps)

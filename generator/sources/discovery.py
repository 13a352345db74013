"""From what a person names to sources, one after the other."""

from __future__ import annotations

import os
import sys

from generator.errors import InputError, Place, Problem
from generator.lean import TYPE_CHECKING, NamedTuple
from generator.schemas.bundle import versions
from generator.sources.folders import CHART, KUSTOMIZATIONS, Folder, is_description, is_kustomization
from generator.sources.manifests import STDIN, Workers, manifest_source, text_source
from generator.sources.texts import LARGEST, PIPES, decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.source import Source

_PACKAGED = (".tgz", ".tar.gz")


class Request(NamedTuple):
    """What to look at.

    ``paths`` are files, folders, charts (folders or .tgz), kustomizations, app descriptions and ``-``, stdin.
    ``exclude`` are patterns of what is left out of folders; what is named itself is never left out. ``values`` are
    the values files that charts are rendered with, () for those that lie beside them. ``minor`` is the Kubernetes
    version 1.``minor`` that charts are rendered for, 0 for the newest that there are schemas for. ``jobs`` are the
    processes that read large folders, 0 for one each CPU. ``settling`` says that manifests about which the schemas
    of ``minor`` have nothing to say are only to be counted.
    """

    paths: tuple[str, ...]
    exclude: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    minor: int = 0
    jobs: int = 1
    settling: bool = False


def sources(request: Request) -> Iterator[Source]:
    """The sources that a request asks for, each made when it is asked for.

    A folder gives one source of the manifests in it, and one of each chart with each values file, each kustomization
    and each environment of each app description in it; several files give one source together. InputError, before
    anything else, for a path that leads to nothing; everything that is wrong with a file is in its source.
    """
    plan = _Plan(request)
    if plan.problems:
        raise InputError(plan.problems)
    return plan.sources()


class _Plan:
    """What the paths of a request lead to; each thing once, also where two paths lead to it."""

    def __init__(self, request: Request) -> None:
        self.problems: list[Problem] = []
        self._request = request
        self._folders: dict[str, Folder] = {}
        self._files: list[str] = []
        self._charts: list[str] = []
        self._kustomizations: list[str] = []
        self._apps: list[str] = []
        self._stdin = False
        for path in dict.fromkeys(request.paths):
            self._add(path)
        for path in request.values:
            if not os.path.isfile(path):
                self.problems.append(Problem(Place(path, 0, 0), "", "there is no such values file"))

    def _add(self, path: str) -> None:
        if path == "-":
            self._stdin = True
        elif os.path.isdir(path):
            shown = os.path.normpath(path)
            self._folders[shown] = Folder(shown, self._request.exclude)
        elif not os.path.exists(path):
            message = "is a link that leads to nothing" if os.path.islink(path) else "there is no such file or folder"
            self.problems.append(Problem(Place(path, 0, 0), "", message))
        else:
            self._add_file(path)

    def _add_file(self, path: str) -> None:
        path = os.path.normpath(path)
        folder, name = os.path.split(path)
        if name == CHART:
            self._charts.append(folder or ".")
        elif name.endswith(_PACKAGED):
            self._charts.append(path)
        elif name in KUSTOMIZATIONS and is_kustomization(path):
            self._kustomizations.append(folder or ".")
        elif not path.startswith(PIPES) and is_description(path):
            self._apps.append(path)
        else:
            self._files.append(path)

    def sources(self) -> Iterator[Source]:
        """Everything that was found, each made when it is asked for."""
        folders = list(self._folders.values())
        kustomizations = _once(self._kustomizations, *(folder.kustomizations for folder in folders))
        owned = self._owned(kustomizations)
        named, taken = set(self._files), set()
        if self._stdin:
            yield text_source(STDIN, _stdin())
        for folder in folders:
            files = [path for path in folder.files if path not in taken and (path in named or not _is_in(path, owned))]
            taken.update(files)
            if files or folder.problems:
                yield manifest_source(folder.root, files, named, folder.problems, self._workers())
        files = [path for path in self._files if path not in taken]
        if files:
            name = files[0] if len(files) == 1 else ", ".join(files[:2])
            yield manifest_source(name, files, named, workers=self._workers())
        yield from self._charts_of(_once(self._charts, *(folder.charts for folder in folders)))
        yield from _kustomizations_of(kustomizations)
        yield from _apps_of(_once(self._apps, *(folder.apps for folder in folders)))

    def _workers(self) -> Workers:
        return Workers(self._request.jobs, self._request.minor or versions()[-1], self._request.settling)

    def _owned(self, kustomizations: list[str]) -> set[str]:
        """The files, as absolute paths, that are read as parts of kustomizations."""
        if not kustomizations:
            return set()
        from generator.sources.kustomization_files import owned_files

        return owned_files(kustomizations)

    def _charts_of(self, folders: list[str]) -> Iterator[Source]:
        if folders:
            from generator.sources.charts import chart_sources

            for folder in folders:
                yield from chart_sources(folder, self._request.values, self._request.minor)


def _kustomizations_of(folders: list[str]) -> Iterator[Source]:
    if folders:
        from generator.sources.kustomizations import kustomization_sources

        yield from kustomization_sources(folders)


def _apps_of(paths: list[str]) -> Iterator[Source]:
    if paths:
        from generator.sources.descriptions import description_sources

        for path in paths:
            yield from description_sources(path)


def _once(*lists: list[str]) -> list[str]:
    return list(dict.fromkeys(path for one in lists for path in one))


def _is_in(path: str, owned: set[str]) -> bool:
    return bool(owned) and os.path.abspath(path) in owned


def _stdin() -> str | Problem:
    data = sys.stdin.buffer.read(LARGEST + 1)
    if len(data) > LARGEST:
        return Problem(Place(STDIN, 0, 0), "", f"is larger than {LARGEST // (1024 * 1024)} MiB: it is not read")
    return decoded(data, STDIN)

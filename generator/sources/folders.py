"""What is in a folder: files that may be manifests, charts, kustomizations and app descriptions."""

from __future__ import annotations

import os

from generator.errors import Place, Problem
from generator.lean import TYPE_CHECKING
from generator.sources.texts import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

ENDINGS = (".yaml", ".yml", ".json")
CHART = "Chart.yaml"
KUSTOMIZATIONS = ("kustomization.yaml", "kustomization.yml", "Kustomization")
_APPS = ("app.yaml", "app.yml")
_FLUX = "kustomize.toolkit.fluxcd.io/"
"""How the apiVersion of Flux's own objects begins, whose kind is Kustomization as well."""
_DESCRIPTION = "fairlead/"
"""How the apiVersion of an app description begins."""
_FOREIGN = frozenset({"node_modules", "__pycache__"})
"""Folders that hold other people's files; hidden ones (.git, .venv, .terraform) are left out as well."""


RENDERED = ".fairlead"
"""The file that marks a folder that fairlead has rendered (``generator.render.folder``)."""


class Folder:
    """What a folder and those below it hold; paths begin with the folder's as a person named it, all sorted.

    Nothing below a chart is looked at: its templates are no manifests. A kustomization's folder is, for what is below
    it and it does not name.
    """

    def __init__(self, root: str, exclude: Iterable[str] = ()) -> None:
        self.root = root
        self.files: list[str] = []
        self.charts: list[str] = []
        self.kustomizations: list[str] = []
        self.apps: list[str] = []
        self.problems: list[Problem] = []
        self._excluded = _Patterns(root, exclude)
        self._real_root = ""
        self._links: list[str] = []
        self._rendered: list[str] = []
        self._visited: set[str] = set()
        self._look(root, "" if root == "." else root)
        self._without_links_to_the_same()
        if self.apps:
            self._without_rendered()

    def _look(self, folder: str, shown: str) -> None:
        try:
            with os.scandir(folder) as found:
                every = list(found)
        except OSError as error:
            self.problems.append(Problem(Place(folder, 0, 0), "", f"cannot be read: {error.strerror or error}"))
            return
        entries = [entry for entry in every if not entry.name.startswith(".")]
        if any(entry.name == RENDERED for entry in every):
            self._rendered.append(folder)
        prefix = f"{shown.rstrip('/')}/" if shown else ""
        if any(entry.name == CHART for entry in entries) and not self._excluded.matches(prefix + CHART):
            self.charts.append(folder)
            return
        entries.sort(key=_name)
        built = [entry.name for entry in entries if entry.name in KUSTOMIZATIONS and is_kustomization(entry.path)]
        if built:
            self.kustomizations.append(folder)
            entries = [entry for entry in entries if entry.name not in KUSTOMIZATIONS]
        for entry in entries:
            path = prefix + entry.name
            if entry.name.endswith(ENDINGS) and self._take(entry, path):
                continue
            if entry.name not in _FOREIGN and _is_folder(entry) and self._is_wanted(entry, path):
                self._look(path, path)

    def _is_wanted(self, entry: os.DirEntry[str], path: str) -> bool:
        return not self._excluded.matches(path) and (not entry.is_symlink() or self._leads_elsewhere(path))

    def _take(self, entry: os.DirEntry[str], path: str) -> bool:
        """Take a file in; False for a folder with the name of a file."""
        if not _is_file(entry):
            return False
        if self._excluded.matches(path):
            return True
        if entry.is_symlink():
            self._links.append(path)
        if entry.name in _APPS and is_description(path):
            self.apps.append(path)
        else:
            self.files.append(path)
        return True

    def _leads_elsewhere(self, path: str) -> bool:
        """Whether a link to a folder leads out of what is looked at anyway, to where nothing has been seen yet."""
        self._real_root = self._real_root or os.path.realpath(self.root)
        real = os.path.realpath(path)
        inside = f"{real}/".startswith(f"{self._real_root.rstrip('/')}/") or self._real_root.startswith(f"{real}/")
        if inside or any(f"{real}/".startswith(f"{seen}/") for seen in self._visited):
            return False
        self._visited.add(real)
        return True

    def _without_links_to_the_same(self) -> None:
        """Leave out links to files that are read anyway."""
        if not self._links:
            return
        links = set(self._links)
        own = {os.path.realpath(path) for path in (*self.files, *self.apps) if path not in links}
        for listed in (self.files, self.apps):
            for path in [path for path in listed if path in links]:
                real = os.path.realpath(path)
                if real in own:
                    listed.remove(path)
                own.add(real)

    def _without_rendered(self) -> None:
        """Leave out what fairlead has rendered: the description that it comes from says the same at its source."""
        starts = tuple(f"{folder}/" for folder in self._rendered if folder != self.root)
        for listed in (self.files, self.charts, self.kustomizations):
            listed[:] = [path for path in listed if not f"{path}/".startswith(starts)]


def is_kustomization(path: str) -> bool:
    """Whether a file with the name of a kustomization is one that kustomize builds, and not an object of Flux."""
    text = text_of(path)
    return isinstance(text, Problem) or not _says(text, f"apiVersion: {_FLUX}")


def is_description(path: str) -> bool:
    """Whether a file is an app description: it says so, or has a name and components and is no Kubernetes object."""
    text = text_of(path)
    if isinstance(text, Problem):
        return False
    if any(_says(text, f"apiVersion: {quote}{_DESCRIPTION}") for quote in ("", '"', "'")):
        return True
    return _says(text, "components:") and _says(text, "name:") and not _says(text, "apiVersion:", "kind:")


def _says(text: str, *starts: str) -> bool:
    """Whether a line of a text begins with any of these."""
    return any(f"\n{start}" in text or text.startswith(start) for start in starts)


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is no folder: what is neither (a pipe, a link to nothing) is said when it is read."""
    return not _is_folder(entry)


class _Patterns:
    """The patterns of what to leave out.

    One without a slash is about the name of any file or folder; one with a slash about the path, from the folder
    named or from where fairlead runs. ``*`` is any text, ``**/`` any folders or none.
    """

    def __init__(self, root: str, patterns: Iterable[str]) -> None:
        every = [pattern.removeprefix("./").rstrip("/") for pattern in patterns]
        self._root = "" if root == "." else f"{root.rstrip('/')}/"
        self._names = [pattern for pattern in every if "/" not in pattern]
        self._paths = [form for pattern in every if "/" in pattern for form in (pattern, pattern.replace("**/", ""))]

    def matches(self, path: str) -> bool:
        """Whether a path is to be left out."""
        if not self._names and not self._paths:
            return False
        from fnmatch import fnmatchcase

        name = path.rpartition("/")[2]
        below = path.removeprefix(self._root)
        return any(fnmatchcase(name, pattern) for pattern in self._names) or any(
            fnmatchcase(path, pattern) or fnmatchcase(below, pattern) for pattern in self._paths
        )


def refers_to_others(name: str, file: str) -> bool:
    """Whether a file of a name is read together with others by its own account: an app description, a kustomization."""
    known = (CHART, *KUSTOMIZATIONS, *_APPS)
    return os.path.basename(name) in known or is_description(file)

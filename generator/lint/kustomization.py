"""What a kustomization says: the files that it names, and an overlay with the resources that it changes.

Source: the Kustomization type of kustomize's api/types, and https://kubectl.docs.kubernetes.io/references/kustomize.
"""

from __future__ import annotations

from functools import lru_cache

from generator.documents.reading import read
from generator.errors import Problem
from generator.lean import TYPE_CHECKING, Any, NamedTuple
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.documents.reading import Document
    from generator.documents.source import Folder
    from generator.errors import Place

NAMES = ("kustomization.yaml", "kustomization.yml", "Kustomization")
"""The files that a kustomization may be in, the first that there is."""
FOLDERS = ("resources", "bases", "components")
"""What names resources, and the folders of other kustomizations."""
_LISTS = (*FOLDERS, "crds", "configurations", "generators", "transformers", "validators", "patchesStrategicMerge")
_WITH_PATH = ("patches", "patchesJson6902", "replacements")
_GENERATORS = ("configMapGenerator", "secretGenerator")
_CHARTS = ("helmCharts", "helmChartInflationGenerator")
_MAKERS = (*_GENERATORS, *_CHARTS, "generators")


def named_files(value: dict[str, Plain]) -> Iterator[tuple[Path, str]]:
    """The files and folders that a kustomization names, with the paths where; text that stands for one is left out."""
    for path, text in _names(value):
        if isinstance(text, str) and text and "\n" not in text:
            yield path, text


def _names(value: dict[str, Plain]) -> Iterator[tuple[Path, Plain]]:
    for key in _LISTS:
        for index, item in enumerate(_list(value.get(key))):
            yield (key, index), item
    for key in _WITH_PATH:
        for index, item in enumerate(maps(value.get(key))):
            yield (key, index, "path"), item.get("path")
    for key in _GENERATORS:
        yield from _generated(key, value)
    for key in _CHARTS:
        for index, item in enumerate(maps(value.get(key))):
            yield (key, index, "valuesFile"), item.get("valuesFile")
    yield ("openapi", "path"), at(value, "openapi", "path")


def _generated(key: str, value: dict[str, Plain]) -> Iterator[tuple[Path, Plain]]:
    """The files of the generators of ConfigMaps or Secrets; ``name=path`` renames a file."""
    for index, item in enumerate(maps(value.get(key))):
        for part in ("files", "envs"):
            for number, text in enumerate(_list(item.get(part))):
                yield (key, index, part, number), text.rpartition("=")[2] if isinstance(text, str) else None
        yield (key, index, "env"), item.get("env")


class PatchEntry(NamedTuple):
    """A patch of a kustomization: where it stands, its text (``is_inline``) or the file that it is in, its target."""

    where: Path
    text: str
    is_inline: bool
    target: Plain


def patches(value: dict[str, Plain]) -> Iterator[PatchEntry]:
    """The patches of a kustomization."""
    for key in ("patches", "patchesJson6902"):
        for index, patch in enumerate(maps(value.get(key))):
            for part in ("patch", "path"):
                if isinstance(patch.get(part), str):
                    yield PatchEntry((key, index, part), patch[part], part == "patch", patch.get("target"))
    for index, text in enumerate(_list(value.get("patchesStrategicMerge"))):
        if isinstance(text, str):
            yield PatchEntry(("patchesStrategicMerge", index), text, "\n" in text, None)


class Patch(NamedTuple):
    """A document of a patch: where the kustomization has it, its target, and whether it is written there itself."""

    overlay: Overlay
    where: Path
    target: Plain
    document: Document
    is_inline: bool

    @property
    def value(self) -> Any:
        """A map (a strategic merge patch) or a list (operations of a JSON patch)."""
        return self.document.value

    def problem(self, path: Path, message: str, cure: str = "", *, key: bool = False) -> Problem:
        """A problem at a path of the patch; at the patch as a whole where it is inside another file's text."""
        if self.is_inline:
            return self.overlay.problem(self.where, message, cure, key=True)
        place = self.document.place(path, key=key)
        return Problem(place, "", message, cure, self.document.line(place))

    def resources(self) -> Iterator[dict[str, Plain]]:
        """The objects that the patch changes, as their files have them."""
        for resource in self.overlay.resources:
            if self._is_about(resource):
                yield resource

    def _is_about(self, resource: dict[str, Plain]) -> bool:
        name = at(resource, "metadata", "name")
        if isinstance(self.target, dict):
            kind, own = self.target.get("kind"), self.target.get("name")
            return kind in (None, "", resource.get("kind")) and (not own or _matches(str(own), str(name)))
        own = at(self.value, "metadata", "name")
        return isinstance(self.value, dict) and self.value.get("kind") == resource.get("kind") and own == name


class Overlay:
    """A kustomization with everything that it is made of.

    ``value`` is what its file says, ``resources`` the objects in the files that it and its bases name. ``is_whole``
    says that these are all there are: nothing is generated, fetched from elsewhere or missing.
    """

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self.file = next((name for name in NAMES if name in folder.files), "")
        self._document = self._first(self.file)
        self.value: dict[str, Plain] = _map(self._document.value if self._document else None)
        self.resources: list[dict[str, Plain]] = []
        self.is_whole = bool(self.value)
        self._gather("", self.value, {""})

    def problem(self, path: Path, message: str, cure: str = "", *, key: bool = False) -> Problem:
        """A problem at a path of the kustomization's file."""
        place = self.place(path, key=key)
        line = self._document.line(place) if self._document is not None and place is not None else ""
        return Problem(place, "", message, cure, line)

    def place(self, path: Path, *, key: bool = False) -> Place | None:
        """Where the value at a path of the kustomization's file is written, or its key; None without a file."""
        return self._document.place(path, key=key) if self._document is not None else None

    def patches(self) -> Iterator[Patch]:
        """The documents of its own patches that can be read."""
        for entry in patches(self.value):
            file = self.file if entry.is_inline else _joined("", entry.text)
            content = entry.text if entry.is_inline else self._folder.files.get(file, "")
            for document in _documents(content, self._shown(file)):
                yield Patch(self, entry.where, entry.target, document, entry.is_inline)

    def strategic(self) -> Iterator[tuple[Patch, dict[str, Plain]]]:
        """Its own strategic merge patches, each with each object that it changes."""
        for patch in self.patches():
            if isinstance(patch.value, dict):
                for resource in patch.resources():
                    yield patch, resource

    def values(self) -> Iterator[Plain]:
        """What all its files hold; of its own the images are left out."""
        for file, text in self._folder.files.items():
            if file == self.file:
                yield {key: value for key, value in self.value.items() if key != "images"}
            else:
                yield from (document.value for document in _documents(text, self._shown(file)))

    def _gather(self, inside: str, value: dict[str, Plain], seen: set[str]) -> None:
        if any(value.get(key) for key in _MAKERS):
            self.is_whole = False
        for path, name in named_files(value):
            if path[0] not in FOLDERS:
                continue
            file = _joined(inside, name)
            found = next((own for own in (f"{file}/{name}" for name in NAMES) if own in self._folder.files), "")
            if found and file not in seen:
                seen.add(file)
                document = self._first(found)
                self._gather(file, _map(document.value if document else None), seen)
            elif file in self._folder.files:
                documents = _documents(self._folder.files[file], self._shown(file))
                self.resources += [one.value for one in documents if isinstance(one.value, dict)]
            elif not found:
                self.is_whole = False

    def _first(self, file: str) -> Document | None:
        documents = _documents(self._folder.files.get(file, ""), self._shown(file))
        return documents[0] if documents else None

    def _shown(self, file: str) -> str:
        return _joined("" if self._folder.path == "." else self._folder.path, file)


@lru_cache(maxsize=256)
def _documents(text: str, source: str) -> tuple[Document, ...]:
    """The documents of a text; asked for by one rule after the other."""
    return tuple(read(text, source).documents)


def _joined(folder: str, path: str) -> str:
    import os

    return os.path.normpath(os.path.join(folder, path))


def _matches(pattern: str, name: str) -> bool:
    """Whether a target's name, which is a regular expression for the whole, is that of an object."""
    import re

    try:
        return re.fullmatch(pattern, name) is not None
    except (re.error, OverflowError):
        return pattern == name


def _list(value: Plain) -> list[Plain]:
    return value if isinstance(value, list) else []


def _map(value: Plain) -> dict[str, Plain]:
    return value if isinstance(value, dict) else {}

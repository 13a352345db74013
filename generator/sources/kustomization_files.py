"""Kustomizations as they are on disk: what each names, and which of them make up one that is built."""

from __future__ import annotations

import os

from generator.documents.reading import read
from generator.errors import Place, Problem
from generator.lean import TYPE_CHECKING, NamedTuple
from generator.lint.kustomization import FOLDERS, NAMES, named_files
from generator.sources.texts import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.documents.reading import Document


class Reference(NamedTuple):
    """A file or folder that a kustomization names: where in its file, as written, and the path from where we are."""

    path: Path
    text: str
    target: str

    @property
    def is_remote(self) -> bool:
        """Whether it is fetched from elsewhere."""
        if os.path.exists(self.target):
            return False
        start = ("git@", "git::", "github.com/", "gitlab.com/", "bitbucket.org/", "s3::", "ssh:")
        return "://" in self.text or "?ref=" in self.text or self.text.startswith(start)


class Kustomization(NamedTuple):
    """A kustomization: its folder and file as a person named them, its text, document and value."""

    folder: str
    file: str
    text: str
    document: Document | None
    value: dict[str, Plain]
    problems: tuple[Problem, ...] = ()

    @property
    def is_component(self) -> bool:
        """Whether it is a part for others, and cannot be built by itself."""
        return self.value.get("kind") == "Component"

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Where something in its file is written."""
        return self.document.place(path, key=key) if self.document else Place(self.file, 1, 1)

    def line(self, place: Place) -> str:
        """The line of a place in its file."""
        return self.document.line(place) if self.document else ""

    def references(self) -> Iterator[Reference]:
        """The files and folders that it names; what stands in the place of a name (a patch) is left out."""
        for path, text in named_files(self.value):
            yield Reference(path, text, os.path.normpath(os.path.join(self.folder, text)))


def kustomization_in(folder: str) -> Kustomization | None:
    """The kustomization of a folder, None where it has none."""
    file = next((path for path in _files(folder) if os.path.isfile(path)), None)
    if file is None:
        return None
    text = text_of(file)
    if isinstance(text, Problem):
        return Kustomization(folder, file, "", None, {}, (text,))
    reading = read(text, file)
    document = reading.documents[0] if reading.documents else None
    value = document.value if document is not None and isinstance(document.value, dict) else {}
    return Kustomization(folder, file, text, document, value, tuple(reading.problems))


def chain(top: Kustomization) -> list[Kustomization]:
    """A kustomization and those that it is made of, the outermost first, each once."""
    found = {os.path.realpath(top.folder): top}
    for kustomization in (queue := [top]):
        for reference in kustomization.references():
            if reference.path[0] not in FOLDERS or not os.path.isdir(reference.target):
                continue
            real = os.path.realpath(reference.target)
            inner = None if real in found else kustomization_in(reference.target)
            if inner is not None:
                found[real] = inner
                queue.append(inner)
    return list(found.values())


def owned_files(folders: Iterable[str]) -> set[str]:
    """The files, as absolute paths, that the kustomizations of some folders name."""
    kustomizations = [found for folder in folders if (found := kustomization_in(folder)) is not None]
    return {os.path.abspath(one.target) for kustomization in kustomizations for one in kustomization.references()}


def _files(folder: str) -> Iterator[str]:
    return (os.path.join("" if folder == "." else folder, name) for name in NAMES)

"""Where the values of an object that kustomize built were written: in a resource, a patch, or a kustomization."""

from __future__ import annotations

import os

from generator.lean import TYPE_CHECKING
from generator.objects.values import at
from generator.sources.counterparts import alike, counterpart, existing, value_at
from generator.sources.kustomization_changes import Changed, change_behind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.documents.reading import Document
    from generator.errors import Place
    from generator.sources.kustomization_files import Kustomization

ANNOTATION = "config.kubernetes.io/origin"


def take_origin(value: dict[str, Plain], outer: str, folder: str) -> str:
    """Take the annotation that says where an object came from out of it, and give the file, "" for a generated one.

    ``outer`` is the folder that kustomize ran in, which what it says is relative to; ``folder`` is the kustomization
    as a person named it, which the answer begins with.
    """
    annotations = at(value, "metadata", "annotations")
    said = annotations.pop(ANNOTATION, None) if isinstance(annotations, dict) else None
    if annotations == {} and said is not None:
        del value["metadata"]["annotations"]
    if not isinstance(said, str) or "repo:" in said:
        return ""
    path = next((line.removeprefix("path: ") for line in said.splitlines() if line.startswith("path: ")), "")
    real = os.path.realpath(os.path.join(outer, path))
    return os.path.normpath(os.path.join(folder, os.path.relpath(real, os.path.realpath(folder)))) if path else ""


class Parts:
    """What a kustomization was built from: the kustomizations, the outermost first, and the resources."""

    __slots__ = ("_by_file", "_files", "chain")

    def __init__(self, chain: list[Kustomization], resources: list[Document], files: Mapping[str, str]) -> None:
        self.chain = chain
        self._files = files
        self._by_file: dict[str, list[Document]] = {}
        for document in resources:
            self._by_file.setdefault(document.source, []).append(document)

    def resource(self, file: str, value: dict[str, Plain]) -> Document | None:
        """The document of a file that an object was made from: its kind, and a name that its name was made from."""
        name = str(at(value, "metadata", "name") or "")
        found = [
            document
            for document in self._by_file.get(file, ())
            if at(document.value, "kind") == value.get("kind")
            and (own := at(document.value, "metadata", "name")) is not None
            and str(own) in name
        ]
        return max(found, key=lambda document: len(str(document.value["metadata"]["name"])), default=None)

    def line(self, place: Place) -> str:
        """The line of a place in one of the files."""
        lines = self._files.get(place.source, "").split("\n")
        return lines[place.line - 1].rstrip("\r") if 0 < place.line <= len(lines) else ""


class BuiltOrigin:
    """The origin of one object: places are in the files that a person wrote.

    A value that stands in the resource as it does in the object was written there; any other in a patch that has it,
    or in the field of a kustomization that sets such values; where neither is found, the place is the resource's
    nearest, or the kustomization's file.
    """

    __slots__ = ("_document", "_parts", "_resource", "_value")

    def __init__(self, parts: Parts, document: Document, file: str) -> None:
        self._parts = parts
        self._document = document
        self._value: dict[str, Plain] = document.value
        self._resource = parts.resource(file, document.value)

    @property
    def source(self) -> str:
        """The file of the resource, or of the kustomization that generated it."""
        return self._resource.source if self._resource is not None else self._parts.chain[0].file

    @property
    def text(self) -> str:
        """What kustomize gave."""
        return self._document.text

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Where the value at a path, or the nearest above it, was written."""
        there = existing(self._value, path)
        key, path = key or there != path, there
        value = value_at(self._value, path)
        resource = self._resource
        own, whole = counterpart(self._value, resource.value, path) if resource is not None else ((), False)
        if resource is not None and whole and alike(value_at(resource.value, own), value):
            return resource.place(own, key=key)
        name = at((resource or self._document).value, "metadata", "name")
        change = change_behind(self._parts.chain, Changed(self._value, str(name or ""), path, value))
        if change is not None:
            return change
        return self._parts.chain[0].place(()) if resource is None else resource.place(own, key=True)

    def resource_with(self, paths: Iterable[Path]) -> Document | None:
        """The document of the resource, None unless all that is at some paths, or would be new there, is its own."""
        if self._resource is None:
            return None
        for path in paths:
            there = existing(self._value, path)
            own, whole = counterpart(self._value, self._resource.value, there)
            if len(there) < len(path) - 1 or not whole or own != there:
                return None
            if not alike(value_at(self._resource.value, own), value_at(self._value, there)):
                return None
            if there != path and existing(self._resource.value, path) == path:
                return None
        return self._resource

    def line(self, place: Place) -> str:
        """The line of a place, in whichever of the files it is."""
        return self._parts.line(place)

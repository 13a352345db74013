"""What is linted, as it would be with other texts in some files: nothing is written where anybody would see it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.documents.reading import Document
    from generator.documents.source import Source, SourceKind

_TEMPORARY = "fairlead-fix-"


class Trial(Protocol):
    """A source, or those of one chart, that can be had again with other texts.

    ``files`` are the files that it is made from, as a person named them; ``kind`` is that of its sources.
    """

    files: frozenset[str]
    kind: SourceKind

    def sources(self, texts: Mapping[str, str]) -> list[Source]:
        """The sources with other texts for some of the files."""

    def real(self, name: str) -> str:
        """The name of a file, as a person named it, by that which it has in the sources."""

    def close(self) -> None:
        """Remove what was made for it."""


class TextTrial:
    """Manifests, which nothing but their texts is needed for."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.files = frozenset(source.files)
        self.kind = source.kind

    def sources(self, texts: Mapping[str, str]) -> list[Source]:
        """The source with the documents of other texts in the place of those of the files."""
        from generator.documents.manifest import Manifest
        from generator.documents.reading import read

        source = self._source
        changed = {file: read(texts[file], file) for file in self.files & texts.keys()}
        if not changed:
            return [source]
        documents: dict[str, list[Document]] = {}
        for document in source.documents:
            documents.setdefault(document.source, []).append(document)
        problems = [one for one in source.problems if not (one.place and one.place.source in changed)]
        for file, reading in changed.items():
            documents[file] = reading.documents
            problems += reading.problems
        every = tuple(document for some in documents.values() for document in some)
        manifests = tuple(Manifest(document.value, document) for document in every)
        return [source._replace(manifests=manifests, documents=every, problems=tuple(problems))]

    def real(self, name: str) -> str:
        """The name itself."""
        return name

    def close(self) -> None:
        """Nothing was made."""


class CopyTrial:
    """A chart or a kustomization, which helm or kustomize make objects of: a copy of its files in a folder of its own.

    In the copy each file has the path that it has from the root on, so that whatever it names is where it was.
    """

    def __init__(self, source: Source, values: tuple[str, ...] = (), minor: int = 0) -> None:
        import tempfile

        self.files = frozenset(source.files)
        self.kind = source.kind
        self._source = source
        self._values = values
        self._minor = minor
        self._folder = tempfile.TemporaryDirectory(prefix=_TEMPORARY)
        self._root = os.path.realpath(self._folder.name)
        self._names = {self._inside(file): file for file in source.files}
        self._changed: set[str] = set()
        self._copy()

    def _inside(self, file: str) -> str:
        return self._root + os.path.abspath(file)

    def _copy(self) -> None:
        import shutil

        if self.kind == "chart":
            shutil.copytree(self._source.name, self._inside(self._source.name))
        for file in self.files:
            if not os.path.exists(self._inside(file)):
                os.makedirs(os.path.dirname(self._inside(file)), exist_ok=True)
                shutil.copyfile(file, self._inside(file))

    def sources(self, texts: Mapping[str, str]) -> list[Source]:
        """The sources that the copy gives, with other texts in some files."""
        import shutil

        for file in self._changed:
            shutil.copyfile(file, self._inside(file))
        self._changed = set(self.files & texts.keys())
        for file in self._changed:
            with open(self._inside(file), "w", encoding="utf-8", newline="") as copy:
                copy.write(texts[file])
        return list(self._made(self._inside(self._source.name)))

    def _made(self, folder: str) -> Iterator[Source]:
        if self.kind == "chart":
            from generator.sources.charts import chart_sources

            return chart_sources(folder, self._values, self._minor)
        from generator.sources.kustomizations import kustomization_sources

        return kustomization_sources([folder])

    def real(self, name: str) -> str:
        """The name of a file of which the copy is named."""
        return self._names.get(name, name)

    def close(self) -> None:
        """Remove the copy."""
        self._folder.cleanup()


def trials(sources: Iterable[Source], values: tuple[str, ...], minor: int) -> list[Trial]:
    """A trial for each thing whose files may be changed: not for app descriptions and packaged charts."""
    found: dict[tuple[str, str], Trial] = {}
    for source in sources:
        key = (source.kind, source.name)
        if source.kind == "manifests":
            found[key] = TextTrial(source)
        elif source.kind != "app" and key not in found and os.path.isdir(source.name):
            found[key] = CopyTrial(source, values, minor)
    return list(found.values())

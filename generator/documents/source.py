"""A source: the manifests that one thing a person named gave, with all that is known of how they came about."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal, TypeAlias

    from generator.documents.manifest import Manifest
    from generator.documents.reading import Document
    from generator.errors import Problem

    SourceKind: TypeAlias = Literal["manifests", "chart", "kustomization", "app"]


class Folder(NamedTuple):
    """The files of a chart or a kustomization as they are on disk, for the rules about these files themselves.

    ``files`` are the texts by their path below ``path``, which is the folder as a person named it. Files that are no
    UTF-8 text are left out; ``values`` names the values files that a chart was rendered with.
    """

    kind: Literal["chart", "kustomization"]
    path: str
    files: Mapping[str, str]
    values: tuple[str, ...] = ()


class Source(NamedTuple):
    """Objects that belong together, and may refer to each other.

    ``name`` is what a person named. ``problems`` is what could not be read or rendered; it hides no manifest that
    could. ``documents`` are those of the files that were read, for what only the text can tell. ``environment`` is
    the environment, or the values file, that it was rendered for. ``minor`` is the Kubernetes version 1.``minor`` that
    the source itself names, None where it names none. ``whole`` says that these are all the objects of an
    application. ``files`` names the files that were read for it, ``left_out`` those that were met in a folder and are
    plainly no manifests (values, workflows, compositions). ``settled`` counts further objects, which Kubernetes takes
    as they are and about which nobody wants to know more.
    """

    name: str
    kind: SourceKind
    manifests: tuple[Manifest, ...]
    documents: tuple[Document, ...] = ()
    problems: tuple[Problem, ...] = ()
    environment: str = ""
    minor: int | None = None
    whole: bool = False
    folder: Folder | None = None
    files: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    settled: int = 0

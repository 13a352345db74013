"""Kustomizations as sources: built by the real kustomize, with places in the files that they were built from."""

from __future__ import annotations

import os

from generator.documents.manifest import Manifest
from generator.documents.reading import read
from generator.documents.source import Folder, Source
from generator.errors import Place, Problem, ProgramError
from generator.lean import TYPE_CHECKING, NamedTuple
from generator.lint.kustomization import FOLDERS
from generator.sources.kustomization_files import Kustomization, chain, kustomization_in
from generator.sources.texts import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.documents.reading import Document

_TEMPORARY = "fairlead-kustomization-"


class _Built(NamedTuple):
    """What kustomize gave: ``stdout``, or what it said where it failed; ``outer`` is the folder it was run in."""

    chain: list[Kustomization]
    stdout: str = ""
    failure: str = ""
    outer: str = ""
    problems: tuple[Problem, ...] = ()


def kustomization_sources(folders: Iterable[str]) -> Iterator[Source]:
    """A source for each kustomization; components are part of those that use them, and are left out."""
    from generator.programs.run import ahead

    found = (kustomization_in(folder) for folder in folders)
    for built in ahead(_build, (one for one in found if one is not None and not one.is_component)):
        yield _source(built)


def _build(top: Kustomization) -> _Built:
    whole = chain(top)
    problems = tuple(problem for one in whole for problem in (*one.problems, *_missing(one)))
    if problems:
        return _Built(whole, problems=problems)
    import tempfile

    from generator.programs.kustomize import build_arguments, find_kustomize
    from generator.programs.run import complete

    try:
        with tempfile.TemporaryDirectory(prefix=_TEMPORARY) as made:
            outer = os.path.realpath(made)
            _write_around(outer, top.folder)
            done = complete(build_arguments(find_kustomize(), outer))
    except (OSError, ProgramError) as error:
        return _Built(whole, failure=str(error))
    return _Built(whole, done.stdout, done.stderr if done.code else "", outer)


def _write_around(outer: str, folder: str) -> None:
    """Write a kustomization that is the one in a folder, and has kustomize say where each object came from."""
    import json

    inner = os.path.relpath(os.path.realpath(folder), outer)
    content = {"resources": [inner], "buildMetadata": ["originAnnotations"]}
    with open(os.path.join(outer, "kustomization.yaml"), "w", encoding="utf-8") as file:
        json.dump(content, file)


def _missing(kustomization: Kustomization) -> Iterator[Problem]:
    """What a kustomization names and cannot be read: missing files, and what is fetched from elsewhere."""
    for reference in kustomization.references():
        message, cure = "", ""
        if reference.is_remote:
            message = f"{reference.text} is fetched from elsewhere: this kustomization is not built"
            cure = "keep a copy beside it, or lint what it builds to: kustomize build … | fairlead lint -"
        elif not os.path.exists(reference.target):
            message = f"{reference.text} is not there"
        elif reference.path[0] in FOLDERS and _is_bare(reference.target):
            message, cure = f"{reference.text} is a folder without a kustomization.yaml", "name the files in it"
        if message:
            place = kustomization.place(reference.path)
            severity = "warning" if reference.is_remote else "error"
            yield Problem(place, "", message, cure, kustomization.line(place), severity)


def _is_bare(path: str) -> bool:
    """Whether a path is a folder without a kustomization."""
    return os.path.isdir(path) and kustomization_in(path) is None


def _source(built: _Built) -> Source:
    top = built.chain[0]
    files = _texts(built.chain)
    relative = {os.path.relpath(path, top.folder): text for path, text in files.items()}
    folder = Folder("kustomization", top.folder, relative)
    problems = built.problems
    if built.failure:
        problems = (*problems, _failure(built))
    resources = _resources(built.chain, files)
    if problems:
        manifests = tuple(Manifest(one.value, one) for one in resources if _is_object(one))
    else:
        manifests = tuple(_manifests(built, resources, files))
    return Source(
        top.folder,
        "kustomization",
        manifests,
        tuple(resources),
        problems,
        whole=not problems,
        folder=folder,
        files=tuple(files),
    )


def _texts(whole: list[Kustomization]) -> dict[str, str]:
    """The texts of the kustomizations and of the local files that they name, by path."""
    found = {one.file: one.text for one in whole}
    for kustomization in whole:
        for reference in kustomization.references():
            if reference.target not in found and os.path.isfile(reference.target):
                text = text_of(reference.target)
                if isinstance(text, str):
                    found[reference.target] = text
    return found


def _resources(whole: list[Kustomization], files: dict[str, str]) -> list[Document]:
    """The documents of the files that are resources of the kustomizations."""
    named = {
        one.target: None for kustomization in whole for one in kustomization.references() if one.path[0] in FOLDERS
    }
    return [document for path in named if path in files for document in read(files[path], path).documents]


def _manifests(built: _Built, resources: list[Document], files: dict[str, str]) -> Iterator[Manifest]:
    """What kustomize gave, without the annotations that it was asked for."""
    from generator.sources.kustomization_origin import BuiltOrigin, Parts, take_origin

    parts = Parts(built.chain, resources, files)
    for document in read(built.stdout, built.chain[0].file).documents:
        if isinstance(document.value, dict):
            file = take_origin(document.value, built.outer, built.chain[0].folder)
            yield Manifest(document.value, BuiltOrigin(parts, document, file))


def _failure(built: _Built) -> Problem:
    """What kustomize said, at the line that names what it is about."""
    top = built.chain[0]
    said, _, cure = built.failure.strip().removeprefix("Error: ").partition("; cure: ")
    if built.outer:
        inner = os.path.relpath(os.path.realpath(top.folder), built.outer)
        said = _innermost(said, inner).replace(os.path.realpath(top.folder), top.folder)
    for kustomization in built.chain:
        for reference in kustomization.references():
            if reference.text in said or os.path.realpath(reference.target) in built.failure:
                place = kustomization.place(reference.path)
                return Problem(place, "", f"cannot be built: {said}", cure, kustomization.line(place))
    place = Place(top.file, 1, 1)
    return Problem(place, "", f"cannot be built: {said}", cure, top.line(place))


def _innermost(said: str, inner: str) -> str:
    """What is wrong, without how kustomize came upon it through the kustomization around."""
    marks = ("must resolve to a file': ", "recursed accumulation of path ")
    if inner in said:
        for mark in marks:
            said = said.rpartition(mark)[2]
        if said.startswith("'"):
            said = said[1:].partition("': ")[2] or said
    return " ".join(said.split())


def _is_object(document: Document) -> bool:
    value = document.value
    return isinstance(value, dict) and "kind" in value and "apiVersion" in value

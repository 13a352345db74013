"""Injecting: texts in, texts out."""

from __future__ import annotations

from generator.documents.edits import Change, edit_text
from generator.documents.manifest import Manifest, flatten
from generator.documents.reading import read
from generator.inject.planning import plans
from generator.inject.result import Injected, Note
from generator.inject.templating import template_problem
from generator.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from generator.documents.edits import Refusal
    from generator.documents.node import Plain
    from generator.documents.reading import Document
    from generator.errors import Problem
    from generator.inject.plan import Plan
    from generator.inject.settings import Settings


class File(NamedTuple):
    """A file as a person named it (``deploy/web.yaml``, ``<stdin>``), and its text with the line breaks it has."""

    name: str
    text: str


class _Read(NamedTuple):
    """A file with its documents, [] where it is not to be touched, and why not."""

    file: File
    documents: list[Document]
    problems: list[Problem]


def inject(
    files: Sequence[File], settings: Settings, *, whole: bool = False, wanted: Container[tuple[str, str]] | None = None
) -> dict[str, Injected]:
    """Each file, by its name, with what its workloads need for a safe rollout.

    All files are one scope: a Service of one file selects the pods of another. ``whole`` says that these are all the
    objects of an application (what a chart or a kustomization gives), so that what is not there is nowhere.
    ``wanted`` are the objects that may be changed, by the names of their files and their own (``Deployment/web``);
    None for all. It raises for no text: what cannot be used is told in ``problems`` and ``notes``.
    """
    found = [_read(file) for file in files]
    manifests = [Manifest(one.value, one) for each in found for one in each.documents]
    made = plans(flatten(manifests), settings, whole=whole)
    if wanted is not None:
        made = [one for one in made if (one.resource.manifest.origin.source, str(one.resource)) in wanted]
    return {each.file.name: _written(each, made) for each in found}


def _read(file: File) -> _Read:
    problem = template_problem(file.name, file.text)
    if problem is not None:
        return _Read(file, [], [problem])
    reading = read(file.text, file.name)
    wrong = [one for one in reading.problems if one.severity == "error"]
    return _Read(file, [] if wrong else reading.documents, wrong)


def _written(each: _Read, made: Sequence[Plan]) -> Injected:
    """A file with the changes of the plans for its objects."""
    index = {id(document): number for number, document in enumerate(each.documents)}
    own = [plan for plan in made if id(plan.resource.manifest.origin) in index]
    refused: list[Note] = []
    while True:
        text, refusals = _edited(each, own, index)
        if not refusals:
            notes = [note for plan in own for note in plan.notes]
            return Injected(text, [*notes, *refused], each.problems)
        own, more = _without(own, refusals, index)
        refused += more


def _edited(each: _Read, own: Sequence[Plan], index: dict[int, int]) -> tuple[str, list[Refusal]]:
    changes: dict[int, list[Change]] = {}
    appended: dict[int, list[Plain]] = {}
    for plan in own:
        number = index[id(plan.resource.manifest.origin)]
        prefix = plan.resource.manifest.prefix
        changes.setdefault(number, []).extend(one._replace(path=prefix + one.path) for one in plan.changes)
        if plan.objects:
            appended.setdefault(number, []).extend(plan.objects)
    if not any(changes.values()) and not appended:
        return each.file.text, []
    edited = edit_text(each.documents, changes, appended)
    return edited.text, edited.refusals


def _without(own: Sequence[Plan], refusals: Sequence[Refusal], index: dict[int, int]) -> tuple[list[Plan], list[Note]]:
    """The plans without the changes of a document of which one cannot be written, and what is told of its objects.

    A document stays as it was as a whole: what one of its objects takes from another by an alias goes together.
    """
    found = {one.document: one for one in reversed(refusals)}
    kept, notes = [], []
    for plan in own:
        refusal = found.get(index[id(plan.resource.manifest.origin)])
        if refusal is None or not (plan.changes or plan.objects):
            kept.append(plan)
            continue
        left = [note for note in plan.notes if note.action in ("kept", "refused")]
        kept.append(plan._replace(changes=[], objects=[], notes=left))
        notes.append(Note(str(plan.resource), refusal.place, (), None, "refused", refusal.message))
    return kept, notes

"""The text of a file with cures in it: as many as can be written beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.documents.edits import REMOVED, Change, edit_text
from generator.documents.reading import read
from generator.lint.fixing_tokens import rewritten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.documents.manifest import Path
    from generator.documents.reading import Document
    from generator.lint.fixing import Cure
    from generator.lint.rule import Fix

_UNREADABLE = "the file cannot be read as a whole"
_SHARED = "it is written in a way that cannot be changed by itself"
_EDITS = ("set", "remove")


class Fixed(NamedTuple):
    """The text of a file with cures in it, those cures, and those that cannot be written, each with the reason."""

    text: str
    done: list[Cure]
    refused: list[tuple[Cure, str]]


class _Placed(NamedTuple):
    """A cure, and which document of the text it is about."""

    number: int
    cure: Cure


def fixed(text: str, source: str, cures: Iterable[Cure]) -> Fixed:
    """A file's text with all cures that can be written beside each other; one in the way of another is left for later.

    A cure is written as a whole or not at all.
    """
    reading = read(text, source)
    if reading.problems:
        return Fixed(text, [], [(cure, _UNREADABLE) for cure in cures])
    indexes = {_start(document): index for index, document in enumerate(reading.documents)}
    accepted = [_Placed(indexes[_start(cure.document)], cure) for cure in _compatible(cures)]
    refused: list[tuple[Cure, str]] = []
    while accepted:
        found, wrong = _edited(reading.documents, accepted)
        if not wrong:
            found, wrong = _rewritten(found, source, accepted)
        if not wrong:
            return Fixed(found, [one.cure for one in accepted], refused)
        refused += [(one.cure, reason) for one, reason in wrong]
        failed = [one for one, _ in wrong]
        accepted = [one for one in accepted if one not in failed]
    return Fixed(text, [], refused)


def _start(document: Document) -> tuple[int, int]:
    return document.chunk.line, document.chunk.column


def _compatible(cures: Iterable[Cure]) -> Iterator[Cure]:
    """The cures without those that a cure before them is in the way of."""
    taken: dict[tuple[int, int], dict[Path, Fix]] = {}
    for cure in cures:
        steps = taken.setdefault(_start(cure.document), {})
        if not any(_clash(step, other) for step in cure.steps for other in steps.values()):
            steps.update((step.path, step) for step in cure.steps)
            yield cure


def _clash(one: Fix, other: Fix) -> bool:
    """Whether two steps are not the same and cannot both be done: at one path, or one inside what the other sets."""
    if one.path == other.path:
        return repr(one) != repr(other)
    short, long = sorted((one, other), key=lambda step: len(step.path))
    return short.action != "rename" and long.path[: len(short.path)] == short.path


def _edited(documents: Sequence[Document], accepted: Sequence[_Placed]) -> tuple[str, list[tuple[_Placed, str]]]:
    """The text after all steps that set and remove, and the cures of which one was refused."""
    changes: dict[int, list[Change]] = {}
    for index, cure in accepted:
        for step in cure.steps:
            if step.action in _EDITS:
                value = REMOVED if step.action == "remove" else step.value
                changes.setdefault(index, []).append(Change(step.path, value, step.before))
    if not changes:
        return documents[0].whole, []
    edited = edit_text(documents, changes)
    reasons = {(one.document, one.change.path): one.message for one in edited.refusals}
    wrong = []
    for one in accepted:
        found = [reasons[key] for step in one.cure.steps if (key := (one.number, step.path)) in reasons]
        if found:
            wrong.append((one, found[0]))
    return edited.text, wrong


def _rewritten(text: str, source: str, accepted: Sequence[_Placed]) -> tuple[str, list[tuple[_Placed, str]]]:
    """The text after all steps that rename and rewrite, and the cures of which one cannot be done."""
    steps: dict[int, list[Fix]] = {}
    for one in accepted:
        steps.setdefault(one.number, []).extend(step for step in one.cure.steps if step.action not in _EDITS)
    wrong = []
    for index, some in steps.items():
        found = rewritten(text, source, index, some) if some else text
        if found is None:
            suspects = [one for one in accepted if one.number == index]
            wrong += [(one, _SHARED) for one in suspects if _fails(text, source, one)] or [(suspects[0], _SHARED)]
        else:
            text = found
    return text, wrong


def _fails(text: str, source: str, placed: _Placed) -> bool:
    """Whether the steps of a cure that rename and rewrite cannot be done by themselves."""
    own = [step for step in placed.cure.steps if step.action not in _EDITS]
    return bool(own) and rewritten(text, source, placed.number, own) is None

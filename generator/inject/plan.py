"""What is to be done to one workload, and why."""

from __future__ import annotations

from generator.documents.edits import REMOVED, Change
from generator.inject import placement, security
from generator.inject.amending import amended, lacking
from generator.inject.consistency import DEADLINE, consistent, without_deadline
from generator.inject.description import describe
from generator.inject.disruption import is_missing, new_budget
from generator.inject.faults import consequences, faults
from generator.inject.knowledge import gathered
from generator.inject.resources import requests
from generator.inject.result import Note
from generator.inject.said import Said
from generator.inject.versions import valid_for
from generator.lean import TYPE_CHECKING, NamedTuple
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.inject.consistency import Consistent
    from generator.inject.description import Described
    from generator.inject.faults import Fault
    from generator.inject.knowledge import Known
    from generator.inject.placement import Want
    from generator.inject.settings import Settings
    from generator.inject.workload import Workload
    from generator.objects.resource import Resource

_KUBERNETES: Mapping[Path, Plain] = {
    ("spec", "strategy", "type"): "RollingUpdate",
    ("spec", "strategy", "rollingUpdate", "maxSurge"): "25%",
    ("spec", "strategy", "rollingUpdate", "maxUnavailable"): "25%",
}
"""What a strategy that is there need not say, since it is so anyway."""


class Plan(NamedTuple):
    """The changes of an object by paths within it, the new objects that go with it, and what is told of both."""

    resource: Resource
    changes: list[Change]
    objects: list[Plain]
    notes: list[Note]


class _Object:
    """An object while it is changed."""

    def __init__(self, resource: Resource, value: dict[str, Plain], *, override: bool) -> None:
        self.resource = resource
        self.override = override
        self.written = value
        self.value = value
        self.changes: dict[Path, Change] = {}
        self.notes: list[Note] = []
        self.judged: set[Path] = set()
        self.cured: dict[Path, Fault] = {}
        self.reasons: dict[Path, Want] = {}

    def note(self, path: Path, value: Plain, action: str, reason: str, source: str = "") -> None:
        """Tell of something at a path."""
        place = self.resource.manifest.place(path)
        self.notes.append(Note(str(self.resource), place, path, value, action, reason, source))  # type: ignore[arg-type]

    def refuse(self, left: Consistent) -> dict[str, Known]:
        """What is left of what people say; the rest is told."""
        for path, reason in left.refused:
            self.note(path, None, "refused", reason)
        return left.known

    def judge(self, fault: Fault) -> bool:
        """Tell of something wrong; with --override take it out, or write what is right in its place, and say so.

        What was told of already, and what was taken out with more around it, is done.
        """
        if fault.path in self.judged or any(
            fault.path[: len(path)] == path and one.value is REMOVED for path, one in self.cured.items()
        ):
            return False
        self.judged.add(fault.path)
        if not self.override:
            self.note(fault.path, at(self.value, *fault.path), "kept", fault.reason, fault.source)
            return False
        self.value = amended(self.value, fault.path, fault.value)
        self.cured[fault.path] = fault
        return True

    def add(self, want: Want) -> None:
        """Put in what is lacking of what is wanted."""
        had = at(self.value, *want.path)
        missing = [
            (path, one) for path, one in lacking(had, want.value, want.path) if not _goes_without(had, path, one)
        ]
        if not missing:
            return
        for path, one in missing:
            self.value = amended(self.value, path, one)
            self.changes[path] = Change(path, one, want.before if path == want.path else ())
        if want.path in self.cured or any(want.path[: len(path)] == path for path in self.cured):
            self.reasons[want.path] = want
        else:
            self.note(want.path, at(self.value, *want.path), "added", want.reason, want.source)

    def finish(self) -> list[Change]:
        """The changes from what was written to what it is now."""
        for path, fault in self.cured.items():
            now, before = at(self.value, *path), at(self.written, *path)
            if now == before or any(path[: len(other)] == other for other in self.cured if len(other) < len(path)):
                continue
            self.changes = {key: one for key, one in self.changes.items() if key[: len(path)] != path}
            self.changes[path] = Change(path, REMOVED if now is None else now)
            want = self.reasons.get(path)
            reason = fault.reason if want is None else f"{fault.reason}: {want.reason}"
            self.note(path, now, "changed", reason, fault.source)
        return list(self.changes.values())


def _goes_without(had: Plain, path: Path, value: Plain) -> bool:
    return bool(had) and path in _KUBERNETES and _KUBERNETES[path] == value


def planned(workload: Workload, settings: Settings, minors: tuple[int, ...]) -> Plan:
    """What is to be done to a workload that is valid for some Kubernetes versions, so that it stays so."""
    known, misspoken = gathered(workload.resource, settings)
    target = _Object(workload.resource, workload.resource.value, override=settings.override)
    for one in misspoken:
        target.note(one.path, None, "refused", one.message)
    known = target.refuse(consistent(workload, target.value, known, minors[0], override=settings.override))
    said, known, described = _described(target, workload, known, minors[0])
    for want in _wants(workload, said, known, described):
        if want.refusal:
            target.note(want.path, None, "refused", want.reason)
        else:
            target.add(want)
    changes = target.finish()
    if changes and valid_for(target.value, minors) != minors:
        target.notes = [one for one in target.notes if one.action not in ("added", "changed")]
        target.note((), None, "refused", "what it needs would make it invalid for a version that it is valid for")
        changes = []
    target.notes.sort(key=lambda note: note.place)
    return Plan(workload.resource, changes, _budget(workload, described, target), target.notes)


def _described(
    target: _Object, workload: Workload, known: dict[str, Known], minor: int
) -> tuple[Said, dict[str, Known], Described]:
    """What is right in what a workload says, what people say that can be, and the description that both make."""
    while True:
        said = _righted(target, workload, known)
        described = describe(workload, said, known, minor)
        late = DEADLINE not in said.spec
        kept = target.refuse(without_deadline(known, described.longest_start)) if late else known
        cured = [fault for fault in consequences(workload, said, known, described) if target.judge(fault)]
        if kept is known and not cured:
            return said, known, described
        known = kept


def _righted(target: _Object, workload: Workload, known: Mapping[str, Known]) -> Said:
    """What a workload says; with --override, without all that is wrong. One cure may make another thing wrong."""
    while True:
        said = Said(workload, target.value, known)
        if not [fault for fault in faults(workload, said, known) if target.judge(fault)]:
            return said


def _wants(workload: Workload, said: Said, known: Mapping[str, Known], described: Described) -> Iterator[Want]:
    yield from placement.wants(workload, said, known, described)
    yield from requests(workload, said, known)
    if "security" in known and known["security"].value != "none":
        yield from security.wants(workload, said, known["security"])


def _budget(workload: Workload, described: Described, target: _Object) -> list[Plain]:
    if not is_missing(workload):
        return []
    budget, refusal = new_budget(workload, described)
    if refusal:
        target.note(("kind",), None, "refused", refusal)
    if budget is None:
        return []
    reason = f"a drain takes few of the {workload.replicas} pods at a time, and no budget selects them"
    name = "/".join(one for one in (budget["kind"], workload.resource.namespace, budget["metadata"]["name"]) if one)
    place = workload.resource.manifest.place(())
    spec = {key: one for key, one in budget["spec"].items() if key != "selector"}
    note = Note(name, place, ("spec",), spec, "added", reason, described.told(("disruptionBudget",)))
    target.notes.append(note)
    return [budget]

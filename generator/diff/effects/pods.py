"""Which pods are replaced because their template has another hash, and which wait although it has.

Source: kubernetes pkg/controller/deployment/util (EqualIgnoreHash: every field of the template counts, labels and
annotations too), pkg/controller/statefulset (getPatch: the template alone; partition), pkg/controller/daemon.
"""

from __future__ import annotations

from generator.diff.effects.rolling import peak_numbers, told_peak
from generator.diff.effects.wording import called, listed, pods, running, texts
from generator.diff.steps import preferred
from generator.diff.ways import command
from generator.lean import TYPE_CHECKING, NamedTuple
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Literal

    from generator.diff.effect import Effect
    from generator.diff.effects.change import Change
    from generator.diff.effects.side import Workload
    from generator.documents.node import Plain
    from generator.objects.resource import Resource

    Fate = Literal["rolls", "recreates", "paused", "waits", "held", "none"]

ROLLING = frozenset({"Deployment", "StatefulSet", "DaemonSet"})
CHECKSUMS = ("checksum", "hash")
"""What stands in the names of annotations that are there to make pods roll with a configuration."""


class Roll(NamedTuple):
    """What becomes of the pods of a workload whose template changed.

    ``fate``: they are replaced one after the other ("rolls") or all at once ("recreates"), or stay because the
    Deployment is paused, the strategy is OnDelete ("waits"), a partition holds all of them ("held"), or there are none.
    ``pods`` is how many are replaced, None for one on each node.
    """

    fate: Fate
    pods: int | None
    before: Workload
    after: Workload


def roll_of(change: Change | None) -> Roll | None:
    """What a change does to the pods of a workload, None where their template is what it was."""
    if change is None or not change.stays or not change.template or change.resource.type not in ROLLING:
        return None
    if change.is_refused:
        return None
    before, after = change.workloads
    if before is None or after is None:
        return None
    held = _held(after.resource, before.least)
    count = None if before.least is None else max(0, before.least - held)
    return Roll(_fate(after.resource, count, held), count, before, after)


def _fate(workload: Resource, count: int | None, held: int) -> Fate:
    spec = workload.spec
    if _is_on_delete(spec):
        return "waits"
    if spec.get("paused") is True:
        return "paused"
    if count == 0:
        return "held" if held else "none"
    return "recreates" if at(spec, "strategy", "type") == "Recreate" else "rolls"


def _held(workload: Resource, replicas: int | None) -> int:
    """How many pods of a StatefulSet its partition keeps as they are."""
    if workload.type != "StatefulSet" or not replicas:
        return 0
    partition = at(workload.spec, "updateStrategy", "rollingUpdate", "partition") or 0
    start = at(workload.spec, "ordinals", "start") or 0
    return min(max(partition - start, 0), replicas)


def effects(change: Change) -> Iterator[Effect]:
    """What becomes of the pods whose template changed."""
    roll = roll_of(change)
    if roll is None:
        yield from _let_go(change)
        return
    if roll.fate == "recreates":
        return
    why = reason(change)
    on = preferred(change.template)
    if roll.fate == "rolls":
        numbers = peak_numbers(roll.before, roll.after)
        message = f"rolls {_which(roll)}: {why}{told_peak(roll.before, roll.after)}"
        yield change.effect("rolls pods", message, on=on, pods=roll.pods, numbers=numbers)
        return
    message, cure = _waiting(roll, why)
    yield change.effect("in place", message, cure, on=on, pods=0)


def _let_go(change: Change) -> Iterator[Effect]:
    """Rollouts that waited, and that nothing holds back any more."""
    before, after = change.workloads
    if before is None or after is None or not change.stays or before.least == 0:
        return
    old, new = before.resource.spec, after.resource.spec
    held = _held(before.resource, before.least), _held(after.resource, before.least)
    if old.get("paused") is True and new.get("paused") is not True:
        what, on = "resumes: what changed in its template while it was paused", change.first("spec", "paused")
    elif _is_on_delete(old) and not _is_on_delete(new):
        what, on = "is no longer OnDelete: an update that waited", change.first("spec", "updateStrategy")
    elif held[1] < held[0]:
        what = f"holds {held[1]} instead of {held[0]} of {running(before)} back: an update that waited"
        on = change.first("spec", "updateStrategy")
    else:
        return
    yield change.effect("in place", f"{what} rolls now", on=on)


def _is_on_delete(spec: Mapping[str, Plain]) -> bool:
    return bool(at(spec, "updateStrategy", "type") == "OnDelete")


def _which(roll: Roll) -> str:
    if roll.pods is None or roll.before.least is None or roll.before.is_scaled:
        return running(roll.before)
    if roll.pods < roll.before.least:
        return f"{roll.pods} of {pods(roll.before.least)}, the others are below its partition"
    return pods(roll.pods)


def _waiting(roll: Roll, why: str) -> tuple[str, str]:
    resource = roll.after.resource
    if roll.fate == "waits":
        cure = "delete the pods one after the other, or set updateStrategy: {type: RollingUpdate}"
        return f"nothing rolls until pods are deleted by hand, because its strategy is OnDelete: {why}", cure
    if roll.fate == "paused":
        return (
            f"nothing rolls while it is paused: {why}",
            f"`{command(resource, 'rollout resume')}`, or take paused out",
        )
    if roll.fate == "held":
        cure = "lower spec.updateStrategy.rollingUpdate.partition"
        return f"nothing rolls: its partition holds all {pods(roll.before.least or 0)}: {why}", cure
    return f"no pods run (replicas is 0), so nothing rolls: {why}", ""


def reason(change: Change) -> str:
    """The fields that gave the template another hash; for a checksum the configuration behind it."""
    pod = change.resource.pod
    start = len(pod.path) if pod is not None else 0
    changed = called(checksummed(change))
    found = (
        f"{text} (of {changed})" if changed and _is_checksum(text) else text
        for one in change.template
        for text in texts(one, start)
    )
    return f"the hash of their template changes with {listed(found)}"


def checksummed(change: Change) -> list[Resource]:
    """The changed ConfigMaps and Secrets that a changed checksum on the template stands for."""
    if not any(_is_checksum(text) for one in change.template if "annotations" in one.path for text in texts(one, 0)):
        return []
    workload = change.workloads[1]
    return [other.resource for other in change.around.configs if workload is not None and _reads(workload, other)]


def _is_checksum(text: str) -> bool:
    """Whether the name of an annotation, or a text with it, is that of a checksum."""
    return any(word in text.lower() for word in CHECKSUMS)


def _reads(workload: Workload, other: Change) -> bool:
    uses = other.around.after.uses.get((other.resource.type, other.resource.name), [])
    return any(use.workload.resource is workload.resource for use in uses)

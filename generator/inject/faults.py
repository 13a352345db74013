"""What a workload says and what is wrong: with the facts that lint has, or against what people say of it."""

from __future__ import annotations

from generator.documents.edits import REMOVED
from generator.inject import probe_faults
from generator.inject.knowledge import MANIFEST
from generator.inject.said import GRACE
from generator.lean import TYPE_CHECKING, NamedTuple
from generator.objects import probe_times, scaling, shutdown
from generator.objects.int_or_percent import is_zero
from generator.objects.rollouts import unavailable
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.changes import Removed
    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.inject.description import Described
    from generator.inject.knowledge import Known
    from generator.inject.said import Said
    from generator.inject.workload import Workload

_SEVERAL = 2
_DEADLINE = 600
_SLEEP = "preStopSleepSeconds"
_LONGEST = "longestRequestSeconds"


class Fault(NamedTuple):
    """Something that is there and wrong.

    ``path`` is where, in the object; ``reason`` why, and ``source`` who says so. ``value`` is what it ought to be:
    REMOVED where the policies fill the place anew, or where nothing belongs there.
    """

    path: Path
    reason: str
    value: Plain | Removed = REMOVED
    source: str = MANIFEST


def faults(workload: Workload, said: Said, known: Mapping[str, Known]) -> Iterator[Fault]:
    """What is wrong in what a workload says."""
    yield from _replicas(workload, said)
    yield from _strategy(workload, said, known)
    yield from _numbers(workload, said, known)
    yield from _grace(workload, said, known)
    yield from _sleep(workload, said, known)
    for container in workload.pod.running:
        is_main = workload.main is not None and container.path == workload.main.path
        path = workload.path(container)
        written = container._replace(value=said.container(container))
        for fault in probe_faults.faults(written, known if is_main else {}, workload.ports(container)):
            yield Fault((*path, *fault.path), fault.reason, fault.value, fault.source)


def _replicas(workload: Workload, said: Said) -> Iterator[Fault]:
    scalers = scaling.scalers(workload.resource, workload.scope)
    replicas = said.spec.get("replicas")
    if scalers and replicas is not None:
        reason = f"replicas is {replicas}, and {scalers[0]} sets it as well: every apply undoes what it did"
        yield Fault(("spec", "replicas"), reason, source=str(scalers[0]))


def _strategy(workload: Workload, said: Said, known: Mapping[str, Known]) -> Iterator[Fault]:
    kind = said.strategy.get("type")
    if workload.resource.type != "Deployment":
        if kind == "OnDelete":
            reason = "OnDelete updates nothing until somebody deletes the pods"
            yield Fault(("spec", "updateStrategy"), reason, {"type": "RollingUpdate"})
        return
    if kind == "Recreate":
        if workload.served and not (workload.needs_own_node or workload.has_single_mount):
            yield Fault(("spec", "strategy"), "Recreate ends all pods before the first new one starts")
        return
    surge = at(said.strategy, "rollingUpdate", "maxSurge")
    if said.volumes and said.strategy and not (surge is not None and is_zero(surge)):
        claim = next(iter(said.volumes))
        reason = f"a rolling update starts the new pod before the old one ends, and the claim {claim} is of one node"
        yield Fault(("spec", "strategy"), reason, source=f"PersistentVolumeClaim/{claim}")
    elif not ("maxSurge" in known or "maxUnavailable" in known):
        yield from _capacity(workload, said)


def _capacity(workload: Workload, said: Said) -> Iterator[Fault]:
    rolling = at(said.strategy, "rollingUpdate") or {}
    if workload.replicas < _SEVERAL or not workload.served or workload.has_single_mount or workload.needs_own_node:
        return
    lost = unavailable(workload.resource, workload.replicas)
    written = [key for key in ("maxUnavailable", "maxSurge") if rolling.get(key) is not None]
    if not lost or not written or ("maxUnavailable" not in written and not is_zero(rolling["maxSurge"])):
        return
    taken = min(lost, workload.replicas)
    reason = f"a rolling update takes {taken} of {workload.replicas} pods away before others are ready"
    path = ("spec", "strategy", "rollingUpdate")
    if rolling.get("maxUnavailable") is not None:
        yield Fault((*path, "maxUnavailable"), reason, said.usual["rollout"]["maxUnavailable"])
    if rolling.get("maxSurge") is not None and is_zero(rolling["maxSurge"]):
        yield Fault((*path, "maxSurge"), f"{reason}, since there may be no pod more", said.usual["rollout"]["maxSurge"])


def _numbers(workload: Workload, said: Said, known: Mapping[str, Known]) -> Iterator[Fault]:
    """Waiting times that are too short, and bounds that are not what people say."""
    for key in ("minReadySeconds", "progressDeadlineSeconds"):
        written, told = said.spec.get(key), known.get(key)
        if written is not None and told is not None and written < told.value:
            yield Fault(("spec", key), f"{told.value} is asked for", told.value, told.source)
    if workload.resource.type != "Deployment":
        return
    yield from _bounds(said, known)
    if "progressDeadlineSeconds" not in known:
        yield from _deadline(workload, said)


def _bounds(said: Said, known: Mapping[str, Known]) -> Iterator[Fault]:
    """Bounds of a rolling update that are not what people say, or do not go with it."""
    rolling, path = said.strategy.get("rollingUpdate") or {}, ("spec", "strategy", "rollingUpdate")
    for key in ("maxSurge", "maxUnavailable"):
        told = known.get(key)
        if told is not None and rolling.get(key) not in (None, told.value):
            yield Fault((*path, key), f"{told.value} is asked for", told.value, told.source)
    lost, surge = known.get("maxUnavailable"), rolling.get("maxSurge")
    if lost and is_zero(lost.value) and surge is not None and is_zero(surge) and "maxSurge" not in known:
        reason = f"with maxUnavailable {lost.value} no pod could be replaced"
        yield Fault((*path, "maxSurge"), reason, said.usual["rollout"]["maxSurge"], lost.source)


def _deadline(workload: Workload, said: Said) -> Iterator[Fault]:
    """A deadline that is shorter than a start may take."""
    probes = [said.container(one).get("startupProbe") for one in workload.pod.running]
    yield from _short_deadline(said, max((probe_times.budget(probe) for probe in probes if probe), default=0))


def consequences(workload: Workload, said: Said, known: Mapping[str, Known], described: Described) -> Iterator[Fault]:
    """What gets wrong in what a workload says by what is put in beside it."""
    told = known.get("startupBudgetSeconds")
    yield from _short_deadline(said, described.start, told.source if told else MANIFEST)
    for container in workload.pod.running:
        written = container._replace(value=said.container(container))
        readiness = described.value(*described.names[container.path], "readinessProbe")
        for fault in probe_faults.impatient(written, readiness):
            yield Fault((*workload.path(container), *fault.path), fault.reason, fault.value, fault.source)


def _short_deadline(said: Said, start: int, source: str = MANIFEST) -> Iterator[Fault]:
    """A deadline that is written and not more than a start of some seconds, and minReadySeconds."""
    deadline, waits = said.spec.get("progressDeadlineSeconds"), start + (said.spec.get("minReadySeconds") or 0)
    if deadline is not None and deadline <= waits:
        reason = f"the rollout counts as failed while a pod may still start, for {waits} s"
        yield Fault(("spec", "progressDeadlineSeconds"), reason, source=source)


def _grace(workload: Workload, said: Said, known: Mapping[str, Known]) -> Iterator[Fault]:
    """A grace period that is shorter than preStop, or than preStop and the longest request that people tell of."""
    written, longest = said.pod.get(GRACE), known.get(_LONGEST)
    if written is None or written == 0:
        return
    usual = said.usual["shutdown"]
    sleep = said.sleep
    if sleep is None:
        told = known.get(_SLEEP)
        sleep = (told.value if told else usual.get(_SLEEP, 0)) if workload.served else 0
    path = (*workload.pod.path, "spec", GRACE)
    if longest is not None and written < sleep + longest.value:
        reason = f"{written} s are over before preStop {sleep} + longest request {longest.value}"
        yield Fault(path, reason, source=longest.source)
    elif sleep >= written and (said.sleep is not None or _SLEEP in known):
        reason = f"preStop sleeps {shutdown.seconds(sleep)} of a grace period of {written} s: no time is left to end"
        yield Fault(path, reason)


def _sleep(workload: Workload, said: Said, known: Mapping[str, Known]) -> Iterator[Fault]:
    told = known.get(_SLEEP)
    if told is None or workload.is_windows or said.pod.get(GRACE) == 0:
        return
    for container in workload.servers:
        pause = shutdown.pause(container._replace(value=said.container(container)))
        if pause is not None and pause.seconds < told.value:
            path = (*workload.path(container), "lifecycle", "preStop")
            reason = f"it sleeps {shutdown.seconds(pause.seconds)}, and {told.value} s are asked for"
            yield Fault(path, reason, source=told.source)

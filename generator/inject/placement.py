"""Where in an object the values of the policies belong, and which of them it is to have."""

from __future__ import annotations

from generator.inject.said import GRACE
from generator.lean import TYPE_CHECKING, NamedTuple
from generator.objects.rollouts import unavailable
from generator.objects.shutdown import DEFAULT_GRACE
from generator.objects.values import at
from generator.resources.availability import spread_constraint
from generator.resources.shutdown import NATIVE_SLEEP

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.inject.description import Described
    from generator.inject.knowledge import Known
    from generator.inject.said import Said
    from generator.inject.workload import Workload

_DEADLINE = "progressDeadlineSeconds"
_READY = "minReadySeconds"
_DEFAULT_DEADLINE = 600
_SEVERAL = 2
_BOUNDS = ("maxSurge", "maxUnavailable")
_BEFORE_TEMPLATE = ("selector", "template")
_BEFORE_CONTAINERS = ("initContainers", "containers")
_CROWDED = "each pod needs a node of its own: with maxUnavailable 0 an update may wait for one more node for ever"
_PROBES = ("startup", "readiness", "liveness")
_BY_IMAGE = (
    "sleep until every proxy knows that the pod is going, by the image's own `sleep`: one without it ends at once "
    f"(with -k 1.{NATIVE_SLEEP} Kubernetes itself sleeps)"
)


class Want(NamedTuple):
    """A value that an object is to have at a path, why, and who says so.

    ``before``: a new key is put before these. A ``refusal`` says why it cannot be; it then has no value.
    """

    path: Path
    value: Plain
    reason: str
    source: str
    before: tuple[str, ...] = ()
    refusal: bool = False


def wants(workload: Workload, said: Said, known: Mapping[str, Known], described: Described) -> Iterator[Want]:
    """What a workload is to have; what it says itself is among it only where it belongs to something that is not."""
    yield from _waiting(workload, said, known, described)
    yield from _strategy(workload, said, known, described)
    yield from _grace(workload, described)
    yield from _spread(workload, said, described)
    for container in workload.pod.running:
        probing, name = described.probings[container.path], described.names[container.path]
        path = workload.path(container)
        for probe in _PROBES:
            key = f"{probe}Probe"
            if probe in probing.refused:
                yield Want((*path, key), None, probing.refused[probe], "", refusal=True)
            elif probe in probing.wanted:
                yield Want((*path, key), described.value(*name, key), *probing.wanted[probe])
    yield from _hooks(workload, said, described)


def _strategy(workload: Workload, said: Said, known: Mapping[str, Known], described: Described) -> Iterator[Want]:
    if workload.resource.type != "Deployment":
        return
    value, told = described.value("strategy"), any(key in known for key in _BOUNDS)
    if value["type"] == "Recreate":
        if not said.strategy:
            claim = next(iter(said.volumes))
            reason = f"the claim {claim} is of one node: a new pod could not mount it beside the old one"
            yield Want(("spec", "strategy"), value, reason, f"PersistentVolumeClaim/{claim}", _BEFORE_TEMPLATE)
        elif workload.served and workload.needs_own_node:
            yield Want(("spec", "strategy"), None, _CROWDED, "", refusal=True)
    elif told or (workload.served and not workload.has_single_mount and not workload.needs_own_node):
        missing = [("rollout", key) for key in _BOUNDS if key not in (said.strategy.get("rollingUpdate") or {})]
        reason, source = described.reason("strategy"), described.told(*missing)
        yield Want(("spec", "strategy"), value, reason, source, _BEFORE_TEMPLATE)
    elif workload.served and workload.needs_own_node and unavailable(workload.resource, workload.replicas):
        yield Want(("spec", "strategy"), None, _CROWDED, "", refusal=True)


def _waiting(workload: Workload, said: Said, known: Mapping[str, Known], described: Described) -> Iterator[Want]:
    """minReadySeconds and the progress deadline."""
    rolls = workload.served and (described.value("strategy") or {}).get("type") != "Recreate"
    ready, deadline = described.value(_READY), described.value(_DEADLINE)
    if _READY not in said.spec and (rolls or _READY in known) and ready:
        if deadline is not None and deadline <= described.longest_start:
            reason = (
                f"{_DEADLINE} is {deadline}, which has to be more than a start {described.start} + {_READY} {ready}"
            )
            yield Want(("spec", _READY), None, reason, "", refusal=True)
        else:
            reason = "a pod that ends right after it was ready does not count"
            yield Want(("spec", _READY), ready, reason, described.sources(_READY), _BEFORE_TEMPLATE)
    if deadline is not None and (rolls or deadline > _DEFAULT_DEADLINE or _DEADLINE in known):
        sources = described.sources(_DEADLINE)
        yield Want(("spec", _DEADLINE), deadline, described.reason(_DEADLINE), sources, _BEFORE_TEMPLATE)


def _grace(workload: Workload, described: Described) -> Iterator[Want]:
    grace = described.value(GRACE)
    if grace is not None and (workload.served or grace > DEFAULT_GRACE):
        path = (*workload.pod.path, "spec", GRACE)
        yield Want(path, grace, described.reason(GRACE), described.sources(GRACE), _BEFORE_CONTAINERS)


def _spread(workload: Workload, said: Said, described: Described) -> Iterator[Want]:
    several = workload.replicas >= _SEVERAL or workload.scaled
    if not several or workload.has_single_mount or at(said.pod, "affinity", "podAntiAffinity"):
        return
    spread = described.value("spread") or {}
    selector = said.spec.get("selector")
    if not spread or not selector:
        return
    value = [spread_constraint(name, one, selector) for name, one in spread.items()]
    sources = [described.sources("spread", name) for name in spread]
    reason = "one zone or one node that is lost does not take all pods"
    path = (*workload.pod.path, "spec", "topologySpreadConstraints")
    yield Want(path, value, reason, ", ".join(dict.fromkeys(sources)))


def _hooks(workload: Workload, said: Said, described: Described) -> Iterator[Want]:
    """The sleep of each container that requests come to."""
    hook = described.value("lifecycle")
    for container in workload.servers:
        if said.has_hook(container):
            continue
        path = (*workload.path(container), "lifecycle", "preStop")
        refusal = _refusal(workload, described, hook)
        if refusal:
            yield Want(path, None, refusal, "", refusal=True)
        elif hook is not None:
            reason = described.reason("lifecycle") if "sleep" in hook["preStop"] else _BY_IMAGE
            yield Want(path, hook["preStop"], reason, described.sources("lifecycle"))


def _refusal(workload: Workload, described: Described, hook: Plain) -> str:
    """Why the containers cannot sleep before they end, "" where they can or shall not."""
    sleep, grace = described.said("shutdown", "preStopSleepSeconds"), described.value(GRACE)
    if grace is not None and grace <= max(sleep or 0, 1):
        return f"the grace period is {grace} s, which leaves no room for a sleep{f' of {sleep} s' if sleep else ''}"
    if hook is not None and "exec" in hook["preStop"] and workload.is_windows:
        return f"there is no `sleep` on Windows: Kubernetes sleeps itself from 1.{NATIVE_SLEEP} on, say -k"
    return ""

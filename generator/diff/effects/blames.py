"""Settings that cost availability while the pods of a workload are replaced.

Source: Kubernetes documentation, "Pod Lifecycle" (termination of pods), "Deployments" (strategy), "Perform a Rolling
Update on a DaemonSet", "StatefulSets" (rolling updates), "Persistent Volumes" (access modes).
"""

from __future__ import annotations

from generator.diff.effects.rolling import lost, node_surge, surge
from generator.diff.effects.wording import pods
from generator.lean import TYPE_CHECKING, NamedTuple
from generator.objects import shutdown
from generator.objects.rollouts import has_single_mount
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from generator.diff.effects.side import Side, Workload

_NATIVE_SLEEP = 30
_READY = "add a readinessProbe that asks whether requests can be answered"


class Blame(NamedTuple):
    """A setting that costs availability: a word for it, its field, what it does, the cure.

    ``kind`` is "capacity" where pods are missing for a while and the others answer.
    """

    setting: str
    field: str
    message: str
    cure: str
    kind: Literal["downtime", "capacity"] = "downtime"


def starting(workload: Workload, side: Side) -> Iterator[Blame]:
    """What a workload lacks for new pods to take the place of old ones."""
    if not workload.is_served or workload.least == 0:
        return
    if workload.resource.type == "DaemonSet":
        yield from _of_nodes(workload)
    else:
        yield from _of_strategy(workload, workload.least or 0, side)
    for container in workload.servers:
        if not container.value.get("readinessProbe"):
            message = f"{container.name} has no readinessProbe: requests come to new pods before they can answer them"
            yield Blame(f"readinessProbe {container.name}", "readinessProbe", message, _READY)


def _of_nodes(workload: Workload) -> Iterator[Blame]:
    if node_surge(workload):
        return
    cure = "maxSurge: 1, maxUnavailable: 0"
    if _is_local(workload):
        message = "on each node nothing answers between the end of the old pod and the start of the new one"
        yield Blame("maxSurge", "maxSurge", f"{message}: a port of the node is taken by one pod", "")
    else:
        message = "on one node after the other no pod answers until the new one is ready: maxSurge is 0"
        yield Blame("maxSurge", "maxSurge", message, cure, "capacity")


def _is_local(workload: Workload) -> bool:
    """Whether requests come to a port of the node, which only its own pod answers."""
    ports = [port for one in workload.pod.running for port in maps(one.value.get("ports"))]
    return workload.pod.spec.get("hostNetwork") is True or any(port.get("hostPort") for port in ports)


def _of_strategy(workload: Workload, count: int, side: Side) -> Iterator[Blame]:
    resource = workload.resource
    if at(resource.spec, "strategy", "type") == "Recreate":
        message = "nothing answers between the end of the old pods and the start of the new ones: strategy is Recreate"
        yield Blame("Recreate", "strategy", message, "strategy: {type: RollingUpdate}, if two can run at once")
        return
    gone = lost(workload, count, side.scope.minor)
    if resource.type == "StatefulSet":
        yield _of_stateful_set(count, gone)
        return
    if surge(workload, count) and has_single_mount(workload.pod, side.scope):
        message = "new pods may not start beside the old ones, whose disk only one node can mount: the rollout hangs"
        yield Blame("mount", "volumes", message, "strategy: {type: Recreate}, or a claim with ReadWriteMany")
    if gone:
        written = at(resource.spec, "strategy", "rollingUpdate", "maxUnavailable")
        said = "is 25% by default" if written is None else f"is {written}"
        message = f"{gone} of {pods(count)} may be away before others are ready: maxUnavailable {said}"
        yield Blame("maxUnavailable", "maxUnavailable", message, "maxUnavailable: 0, with maxSurge: 25%")


def _of_stateful_set(count: int, gone: int) -> Blame:
    if count == gone:
        which = "its only pod" if count == 1 else "its pods"
        message = f"nothing answers between the end of {which} and the start of the next: a StatefulSet has no surge"
        return Blame("stateful", "maxUnavailable", message, "replicas: 2 or more")
    message = f"{gone} of {pods(count)} {'is' if gone == 1 else 'are'} away at a time: a StatefulSet has no surge"
    return Blame("stateful", "maxUnavailable", message, "", "capacity")


def ending(workload: Workload, minor: int) -> Iterator[Blame]:
    """What pods lack that end while requests still come to them."""
    if not workload.is_served or workload.least == 0:
        return
    for container in workload.servers:
        if at(container.value, "lifecycle", "preStop"):
            continue
        sleep = "sleep: {seconds: 10}" if minor >= _NATIVE_SLEEP else 'exec: {command: [sleep, "10"]}'
        message = f"{container.name} has no preStop hook: requests still come to the old pods when they end"
        yield Blame(f"preStop {container.name}", "lifecycle", message, f"lifecycle: {{preStop: {{{sleep}}}}}")
    yield from _of_grace(workload)


def _of_grace(workload: Workload) -> Iterator[Blame]:
    """A grace period that is shorter than what has to happen in it."""
    grace, longest = shutdown.grace(workload.pod), longest_request(workload)
    pauses = (shutdown.pause(one) for one in workload.servers)
    sleep = max((one.seconds for one in pauses if one is not None), default=0)
    field = "terminationGracePeriodSeconds"
    if sleep >= grace:
        message = f"the old pods are killed in their preStop hook: it sleeps {sleep:g} s of a grace period of {grace} s"
    elif longest and grace < sleep + longest:
        left = f"{grace - sleep:g} s after the {sleep:g} s of preStop" if sleep else f"{grace} s"
        message = f"requests of up to {longest:g} s are cut off: the grace period leaves {left}"
    else:
        return
    yield Blame("grace", field, message, f"{field}: {int(sleep + (longest or shutdown.DEFAULT_GRACE))} or more")


def longest_request(workload: Workload) -> float | None:
    """The longest request in seconds, as an annotation of the workload or of its pods says."""
    notes = {**workload.resource.annotations, **(workload.pod.metadata.get("annotations") or {})}
    return shutdown.duration(notes.get(shutdown.LONGEST_REQUEST))

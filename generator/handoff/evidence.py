"""Why a rollout failed: what the cluster says about it before a rollback takes it away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.errors import ProgramError
from generator.handoff.snapshot import snapshot
from generator.objects.masking import line_holds_secret
from generator.objects.values import at, maps
from generator.programs import kubectl
from generator.programs.run import complete, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.handoff.snapshot import PodState, WorkloadState
    from generator.handoff.target import Target

LINES = 20
"""The last lines of a log that are kept."""
PODS = 3
"""The pods of a workload that are looked at closely: the others mostly fail alike."""
EVENTS = 8
"""The latest warnings about an object that are kept."""
HIDDEN = "•••• (a line that may hold a secret)"


class ContainerEvidence(NamedTuple):
    """A container that is not as it should be.

    ``state`` is in words ("waiting: ImagePullBackOff: …"), ``last`` how it ended before its last restart, "" where it
    did not. ``log`` and ``previous`` are the last lines of this run and of the one before; () where they are the
    same.
    """

    name: str
    state: str
    last: str
    restarts: int
    log: tuple[str, ...]
    previous: tuple[str, ...]


class PodEvidence(NamedTuple):
    """A pod that is not ready, or has failed."""

    name: str
    phase: str
    reason: str
    containers: tuple[ContainerEvidence, ...]
    events: tuple[str, ...]


class Evidence(NamedTuple):
    """What is wrong with a workload, or with pods of no workload (``object`` "")."""

    object: str
    summary: str
    events: tuple[str, ...]
    pods: tuple[PodEvidence, ...]


def collected(target: Target) -> tuple[Evidence, ...]:
    """What is wrong in the cluster now; nothing that cannot be asked stops the rest."""
    try:
        now = snapshot(target)
    except ProgramError as error:
        return (Evidence("", f"the cluster cannot be asked: {error}", (), ()),)
    events = _events(target)
    found = [_workload(target, one, events) for one in now.workloads if _is_bad(one)]
    lost = [one for one in now.pods if one.phase == "Failed" or (one.reason and not one.ending)]
    if lost:
        pods = tuple(_pod(target, one, events) for one in lost[:PODS])
        found.append(Evidence("", "pods of hooks and tests", (), pods))
    return tuple(found)


def _is_bad(workload: WorkloadState) -> bool:
    if workload.kind == "Job":
        return bool(workload.failed) or any(pod.reason for pod in workload.pods)
    return not workload.is_done


def _workload(target: Target, workload: WorkloadState, events: list[dict[str, Any]]) -> Evidence:
    bad = [pod for pod in workload.pods if (pod.reason or pod.phase == "Failed") and not pod.ending]
    summary = workload.failed or f"{workload.available} of {workload.wanted} pods are available"
    own = {workload.name, *_replica_sets(workload.pods)}
    said = _about(events, own, pods=False)
    # Pods of the newest template are the ones that cannot start.
    newest = sorted(bad, key=lambda pod: str(at(pod.value, "metadata", "creationTimestamp")), reverse=True)
    return Evidence(str(workload), summary, said, tuple(_pod(target, pod, events) for pod in newest[:PODS]))


def _replica_sets(pods: Iterable[PodState]) -> Iterator[str]:
    for pod in pods:
        yield from (str(one.get("name")) for one in maps(at(pod.value, "metadata", "ownerReferences")))


def _pod(target: Target, pod: PodState, events: list[dict[str, Any]]) -> PodEvidence:
    status = pod.value.get("status") or {}
    every = [*maps(status.get("initContainerStatuses")), *maps(status.get("containerStatuses"))]
    containers = tuple(_container(target, pod, one) for one in every if _is_worth_telling(one))
    reason = f"{pod.reason}: {pod.message}" if pod.message else pod.reason
    return PodEvidence(pod.name, pod.phase, reason, containers, _about(events, {pod.name}, pods=True))


def _is_worth_telling(container: dict[str, Any]) -> bool:
    ended = at(container, "state", "terminated")
    return not (container.get("ready") or (ended and ended.get("exitCode") == 0))


def _container(target: Target, pod: PodState, container: dict[str, Any]) -> ContainerEvidence:
    name, restarts = str(container.get("name")), int(container.get("restartCount") or 0)
    started = bool(at(container, "state", "running") or at(container, "state", "terminated") or restarts)
    log = _log(target, pod.name, name) if started else ()
    previous = _log(target, pod.name, name, previous=True) if restarts else ()
    previous = previous if previous != log else ()
    state, last = _state(container.get("state") or {}), _state(container.get("lastState") or {})
    return ContainerEvidence(name, state, last, restarts, log, previous)


def _state(state: dict[str, Any]) -> str:
    """``waiting: ImagePullBackOff: Back-off pulling image "web:2"``, ``terminated: Error, exit code 1``."""
    for kind in ("waiting", "terminated", "running"):
        about = state.get(kind)
        if about is None:
            continue
        reason = [str(about["reason"])] if about.get("reason") else []
        code = [f"exit code {about['exitCode']}"] if "exitCode" in about else []
        signal = [f"signal {about['signal']}"] if about.get("signal") else []
        told = ", ".join([*reason, *code, *signal])
        return ": ".join(part for part in (kind, told, str(about.get("message") or "").strip()) if part)
    return ""


def _log(target: Target, pod: str, container: str, *, previous: bool = False) -> tuple[str, ...]:
    done = complete(kubectl.logs_arguments(target.cluster.kubectl, pod, container, LINES, previous=previous))
    return tuple(map(_shown, done.stdout.splitlines())) if not done.code else ()


def _shown(line: str) -> str:
    """A line of a log as it may be repeated: without what a terminal obeys, and without secrets."""
    line = "".join(one if one.isprintable() or one == "\t" else "�" for one in line.rstrip())
    return HIDDEN if line_holds_secret(line) else line


def _events(target: Target) -> list[dict[str, Any]]:
    try:
        found = json.loads(run(kubectl.events_arguments(target.cluster.kubectl)))["items"]
    except ProgramError:
        return []
    return sorted((one for one in found if one.get("type") == "Warning"), key=_time)


def _time(event: dict[str, Any]) -> str:
    return str(event.get("lastTimestamp") or event.get("eventTime") or at(event, "metadata", "creationTimestamp") or "")


def _about(events: Iterable[dict[str, Any]], names: set[str], *, pods: bool) -> tuple[str, ...]:
    """The latest warnings about some objects, which are pods or are not: ``Failed: … (4 times)``, each once."""
    counts: dict[str, int] = {}
    for one in events:
        if at(one, "involvedObject", "name") in names and (at(one, "involvedObject", "kind") == "Pod") is pods:
            text = f"{one.get('reason')}: {_shown(str(one.get('message') or '').strip())}"
            before = counts.pop(text, 0)  # what was said again is among the latest
            counts[text] = before + int(one.get("count") or at(one, "series", "count") or 1)
    told = [f"{text} ({count} times)" if count > 1 else text for text, count in counts.items()]
    return tuple(told[-EVENTS:])

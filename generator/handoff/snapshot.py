"""The workloads of an application and their pods at one moment.

Source: kubernetes pkg/kubectl rollout status (polymorphichelpers/rollout_status.go) for when a rollout is complete,
and pkg/controller/deployment/util for the conditions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.handoff.target import Target

ROLLING = ("Deployment", "StatefulSet", "DaemonSet")
_TYPES = ("deployments.apps", "statefulsets.apps", "daemonsets.apps", "jobs.batch", "pods")
_PATIENT = frozenset({"ContainerCreating", "PodInitializing"})
"""Reasons for which a container waits in every start."""


class PodState(NamedTuple):
    """A pod: ``reason`` is why it is not ready, as Kubernetes calls it ("CrashLoopBackOff"), "" where it is."""

    name: str
    phase: str
    ready: bool
    ending: bool
    restarts: int
    reason: str
    message: str
    value: dict[str, Any]


class WorkloadState(NamedTuple):
    """A workload: pods that are wanted, of the newest template, ready, and available for as long as is asked for.

    ``failed`` says why it will get no further, "" where it may. ``generation`` counts the changes of its description,
    ``seen`` says whether its controller has taken notice of the last one.
    """

    kind: str
    name: str
    wanted: int
    updated: int
    ready: int
    available: int
    is_done: bool
    failed: str
    generation: int
    seen: bool
    pods: tuple[PodState, ...]
    value: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.kind}/{self.name}"


class Snapshot(NamedTuple):
    """All workloads, and the pods that none of them has made (hooks, tests)."""

    workloads: tuple[WorkloadState, ...]
    pods: tuple[PodState, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether everything that is to go on running does."""
        return all(one.is_done for one in self.workloads if one.kind in ROLLING)


def snapshot(target: Target) -> Snapshot:
    """What the cluster has of an application now."""
    return snapshot_of(target.cluster.listed(_TYPES, target.selector))


def snapshot_of(objects: Iterable[dict[str, Any]]) -> Snapshot:
    """The workloads and the pods among some objects."""
    listed = list(objects)
    pods = [(one, _pod(one)) for one in listed if one.get("kind") == "Pod"]
    workloads: list[WorkloadState] = []
    taken: set[str] = set()
    for one in sorted(listed, key=lambda one: (str(one.get("kind")), _name(one))):
        if one.get("kind") == "Pod":
            continue
        own = [state for value, state in pods if _is_of(value, one)]
        taken.update(state.name for state in own)
        workloads.append(_workload(one, tuple(own)))
    return Snapshot(tuple(workloads), tuple(state for _, state in pods if state.name not in taken))


def _name(value: dict[str, Any]) -> str:
    return str(at(value, "metadata", "name") or "")


def _is_of(pod: dict[str, Any], workload: dict[str, Any]) -> bool:
    """Whether a workload's selector, with a controller between them or not, takes a pod."""
    labels = at(pod, "metadata", "labels") or {}
    wanted = at(workload, "spec", "selector", "matchLabels") or {}
    owners = {str(one.get("kind")) for one in maps(at(pod, "metadata", "ownerReferences"))}
    kind = "ReplicaSet" if workload["kind"] == "Deployment" else workload["kind"]
    return bool(wanted) and kind in owners and all(labels.get(key) == value for key, value in wanted.items())


def _pod(value: dict[str, Any]) -> PodState:
    status = value.get("status") or {}
    ready = any(one.get("type") == "Ready" and one.get("status") == "True" for one in maps(status.get("conditions")))
    containers = [*maps(status.get("initContainerStatuses")), *maps(status.get("containerStatuses"))]
    restarts = sum(one.get("restartCount") or 0 for one in containers)
    phase = str(status.get("phase") or "Pending")
    reason, message = ("", "") if ready or phase == "Succeeded" else _reason(status, containers)
    ending = bool(at(value, "metadata", "deletionTimestamp"))
    return PodState(_name(value), phase, ready, ending, restarts, reason, message, value)


def _reason(status: dict[str, Any], containers: list[dict[str, Any]]) -> tuple[str, str]:
    """Why a pod is not ready: what its containers say, else what it says itself."""
    for one in containers:
        for state in (at(one, "state", "waiting"), at(one, "state", "terminated")):
            if state and state.get("reason") not in (*_PATIENT, "Completed"):
                return str(state.get("reason") or "Error"), str(state.get("message") or "")
    for one in containers:
        last = at(one, "lastState", "terminated")
        if last and last.get("exitCode") and not one.get("ready"):
            return str(last.get("reason") or "Error"), f"exit code {last['exitCode']} before its last restart"
    for one in maps(status.get("conditions")):
        if one.get("type") == "PodScheduled" and one.get("status") == "False":
            return str(one.get("reason") or "Unschedulable"), str(one.get("message") or "")
    if status.get("reason"):
        return str(status["reason"]), str(status.get("message") or "")
    waiting = next((at(one, "state", "waiting", "reason") for one in containers if at(one, "state", "waiting")), None)
    return str(waiting or ("NotReady" if status.get("phase") == "Running" else "Pending")), ""


def _workload(value: dict[str, Any], pods: tuple[PodState, ...]) -> WorkloadState:
    kind, status = str(value["kind"]), value.get("status") or {}
    generation = int(at(value, "metadata", "generation") or 0)
    seen = kind == "Job" or int(status.get("observedGeneration") or 0) >= generation
    counts = _job(value, status) if kind == "Job" else _COUNTS[kind](value.get("spec") or {}, status)
    wanted, updated, ready, available = counts
    failed = _failed(kind, status) if seen else ""
    done = seen and not failed and updated >= wanted and available >= wanted
    if kind in ("Deployment", "StatefulSet"):
        done = done and int(status.get("replicas") or 0) <= max(updated, wanted)
    return WorkloadState(
        kind, _name(value), wanted, updated, ready, available, done, failed, generation, seen, pods, value
    )


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _deployment(spec: dict[str, Any], status: dict[str, Any]) -> tuple[int, int, int, int]:
    keys = ("updatedReplicas", "readyReplicas", "availableReplicas")
    updated, ready, available = (_number(status.get(key)) for key in keys)
    return _number(spec.get("replicas", 1)), updated, ready, available


def _stateful_set(spec: dict[str, Any], status: dict[str, Any]) -> tuple[int, int, int, int]:
    wanted = _number(spec.get("replicas", 1))
    held = _number(at(spec, "updateStrategy", "rollingUpdate", "partition"))
    updated = _number(status.get("updatedReplicas")) if status.get("updateRevision") else wanted
    if status.get("currentRevision") == status.get("updateRevision"):
        updated = wanted
    ready, available = _number(status.get("readyReplicas")), _number(status.get("availableReplicas"))
    return wanted, min(wanted, updated + held), ready, available


def _daemon_set(_: dict[str, Any], status: dict[str, Any]) -> tuple[int, int, int, int]:
    keys = ("desiredNumberScheduled", "updatedNumberScheduled", "numberReady", "numberAvailable")
    wanted, updated, ready, available = (_number(status.get(key)) for key in keys)
    return wanted, updated, ready, available


def _job(value: dict[str, Any], status: dict[str, Any]) -> tuple[int, int, int, int]:
    wanted = _number(at(value, "spec", "completions")) or 1
    ended = wanted if _condition(status, "Complete") else _number(status.get("succeeded"))
    return wanted, ended, _number(status.get("ready")), ended


_COUNTS = {"Deployment": _deployment, "StatefulSet": _stateful_set, "DaemonSet": _daemon_set}


def _condition(status: dict[str, Any], kind: str, wanted: str = "True") -> dict[str, Any] | None:
    found = (one for one in maps(status.get("conditions")) if one.get("type") == kind and one.get("status") == wanted)
    return next(found, None)


def _failed(kind: str, status: dict[str, Any]) -> str:
    """Why a workload will get no further, as its controller says; "" where it does not."""
    if kind == "Deployment":
        found = _condition(status, "Progressing", "False")
        if found and found.get("reason") == "ProgressDeadlineExceeded":
            return str(found.get("message") or "its progress deadline has passed")
        found = _condition(status, "ReplicaFailure")
        return str(found.get("message")) if found and not _number(status.get("updatedReplicas")) else ""
    found = _condition(status, "Failed") if kind == "Job" else None
    return f"{found.get('reason')}: {found.get('message')}" if found else ""

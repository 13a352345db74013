"""The status of a pod as a kubelet would write it."""

from __future__ import annotations

from typing import Any

from scripts.controlplane.behaviour import containers_of
from scripts.controlplane.nodes import condition, now

RUNS, WAITS, ENDED = "running", "waiting", "terminated"
HOST_IP = "192.168.0.1"


def running() -> dict[str, Any]:
    """The state of a container that has just started."""
    return {RUNS: {"startedAt": now()}}


def waiting(reason: str, message: str) -> dict[str, Any]:
    """The state of a container that is not there yet, or not any more."""
    return {WAITS: {"reason": reason, "message": message}}


def ended(code: int) -> dict[str, Any]:
    """The state of a container that has ended with an exit code just now."""
    reason = "Error" if code else "Completed"
    return {ENDED: {"exitCode": code, "reason": reason, "startedAt": now(), "finishedAt": now()}}


def status(
    pod: dict[str, Any],
    phase: str,
    state: dict[str, Any],
    *,
    ready: bool = False,
    ip: str = "",
    restarts: int = 0,
    last: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """The status of a pod whose containers are all in one state; ``last`` is their state before a restart."""
    initialized = phase != "Pending"
    is_ready = "True" if ready else "False"
    reason = "" if ready else "PodCompleted" if phase == "Succeeded" else "ContainersNotReady"
    conditions = [
        condition("PodReadyToStartContainers", "True"),
        condition("Initialized", "True" if initialized else "False"),
        condition("ContainersReady", is_ready, reason),
        condition("Ready", is_ready, reason),
    ]
    told: dict[str, Any] = {"phase": phase, "conditions": conditions, "startTime": now(), "hostIP": HOST_IP}
    if ip:
        told |= {"podIP": ip, "podIPs": [{"ip": ip}]}
    about = {"ready": ready, "restarts": restarts, "last": last or {}}
    sidecars = {one["name"] for one in containers_of(pod)} - {one["name"] for one in pod["spec"]["containers"]}
    told["containerStatuses"] = [_container(one, state, about) for one in pod["spec"]["containers"]]
    told["initContainerStatuses"] = [
        _container(one, state, about) if one["name"] in sidecars else _container(one, _before(initialized), {})
        for one in pod["spec"].get("initContainers", ())
    ]
    return told


def _before(initialized: bool) -> dict[str, Any]:  # noqa: FBT001
    return ended(0) if initialized else waiting("PodInitializing", "")


def _container(container: dict[str, Any], state: dict[str, Any], about: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": container["name"],
        "image": container["image"],
        "imageID": "",
        "state": state,
        "lastState": about.get("last", {}),
        "restartCount": about.get("restarts", 0),
        "ready": about.get("ready", ENDED in state),
        "started": RUNS in state,
    }

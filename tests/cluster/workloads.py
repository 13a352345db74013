"""What the workloads of a version promise, and whether they are as they should be in a cluster.

The arithmetic is that of the Kubernetes documentation ("Deployments", "StatefulSets", "Perform a Rolling Update on a
DaemonSet"), written down here once more, since it judges the program's.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, NamedTuple

from scripts.controlplane.api import MERGE
from tests.cluster.watching import Name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.cluster.live import Live
    from tests.outputs import Object

PLURALS = {"Deployment": "deployments", "StatefulSet": "statefulsets", "DaemonSet": "daemonsets"}


class Promise(NamedTuple):
    """How many pods a workload has at rest, and at least and at most (without those that end) while it rolls.

    An autoscaler keeps its minimum, since nothing here measures anything. ``delay`` is how long a pod has to be ready.
    ``rolls`` is whether the controller replaces pods by itself.
    """

    pods: int
    least: int
    most: int
    delay: int
    rolls: bool


def promises_of(objects: Sequence[Object], nodes: int) -> dict[Name, Promise]:
    """What each workload among the objects promises on so many nodes."""
    scaled = {
        one["spec"]["scaleTargetRef"]["name"]: one["spec"].get("minReplicas", 1)
        for one in objects
        if one["kind"] == "HorizontalPodAutoscaler"
    }
    return {
        Name(one["kind"], one["metadata"]["name"]): _promise(one, scaled.get(one["metadata"]["name"]), nodes)
        for one in objects
        if one["kind"] in PLURALS
    }


def _promise(value: Object, scaled: int | None, nodes: int) -> Promise:
    spec = value["spec"]
    replicas = nodes if value["kind"] == "DaemonSet" else scaled or spec.get("replicas", 1)
    lost, surge, rolls = ARITHMETIC[value["kind"]](spec, replicas)
    return Promise(replicas, max(replicas - lost, 0), replicas + surge, spec.get("minReadySeconds", 0), rolls)


def _deployment(spec: dict[str, Any], replicas: int) -> tuple[int, int, bool]:
    strategy = spec.get("strategy", {})
    if strategy.get("type") == "Recreate":
        return replicas, 0, True
    rolling = strategy.get("rollingUpdate", {})
    surge = share(rolling.get("maxSurge", "25%"), replicas, up=True)
    lost = share(rolling.get("maxUnavailable", "25%"), replicas, up=False)
    return (lost or (0 if surge else 1)), min(surge, replicas), True


def _stateful_set(spec: dict[str, Any], replicas: int) -> tuple[int, int, bool]:
    strategy = spec.get("updateStrategy", {})
    if strategy.get("type") == "OnDelete":
        return 0, 0, False
    return max(share(strategy.get("rollingUpdate", {}).get("maxUnavailable", 1), replicas, up=True), 1), 0, True


def _daemon_set(spec: dict[str, Any], nodes: int) -> tuple[int, int, bool]:
    strategy = spec.get("updateStrategy", {})
    if strategy.get("type") == "OnDelete":
        return 0, 0, False
    rolling = strategy.get("rollingUpdate", {})
    lost = share(rolling.get("maxUnavailable", 1), nodes, up=True)
    return lost, share(rolling.get("maxSurge", 0), nodes, up=True), True


ARITHMETIC = {"Deployment": _deployment, "StatefulSet": _stateful_set, "DaemonSet": _daemon_set}
"""For each kind the pods lost, the pods beyond the replicas, and whether anything rolls by itself."""


def share(bound: int | str, replicas: int, *, up: bool) -> int:
    """A number, or a percentage of the replicas rounded up or down."""
    if isinstance(bound, int):
        return bound
    percent = int(bound.removesuffix("%")) * replicas
    return -(-percent // 100) if up else percent // 100


def is_settled(live: Live, name: Name, promise: Promise) -> bool:
    """Whether the controller of a workload has seen it as it is now, and all its pods are new and available."""
    value = live.api.request("GET", path_of(live, name)).body
    status, wanted = value["status"], value["spec"].get("replicas", 1)
    if status.get("observedGeneration") != value["metadata"]["generation"]:
        return False
    if name.kind == "DaemonSet":
        wanted = status.get("desiredNumberScheduled", 0)
        counts = {status.get("updatedNumberScheduled"), status.get("numberAvailable")}
        return (bool(wanted) and counts == {wanted}) or _wake(live, name)
    counts = {status.get("replicas"), status.get("availableReplicas")}
    counts |= {status.get("updatedReplicas")} if promise.rolls else set()
    return wanted >= promise.pods and counts == {wanted}


def _wake(live: Live, name: Name) -> bool:
    """Has the controller look at a DaemonSet again, every few seconds; False.

    Seen with 1.37: with maxSurge and minReadySeconds it sometimes stops with an old and a new pod on a node, both
    available, until the DaemonSet changes. Then no count of its status says that a pod is not available yet.
    """
    note = {"metadata": {"annotations": {"fairlead.dev/test.woken": str(int(time.time() / 5))}}}
    live.api.request("PATCH", path_of(live, name), note, MERGE)
    return False


def are_calm(live: Live, promises: Mapping[Name, Promise]) -> bool:
    """Whether all workloads are as they should be, and no pod is still ending."""
    return all(is_settled(live, *one) for one in promises.items()) and not any(
        pod["metadata"].get("deletionTimestamp") for pod in live.pods()
    )


def path_of(live: Live, name: Name) -> str:
    """Where a workload is."""
    return f"/apis/apps/v1/namespaces/{live.namespace}/{PLURALS[name.kind]}/{name.name}"


def kept_by_budgets(objects: Sequence[Object], promises: Mapping[Name, Promise]) -> dict[Name, int]:
    """The ready pods that disruption budgets leave each workload in a drain; 0 where it has none."""
    budgets = [one["spec"] for one in objects if one["kind"] == "PodDisruptionBudget"]
    found = {}
    for one in objects:
        name = Name(one["kind"], one["metadata"]["name"])
        if name in promises:
            labels = one["spec"]["template"]["metadata"]["labels"].items()
            own = [spec for spec in budgets if spec["selector"]["matchLabels"].items() <= labels]
            found[name] = max((_kept(spec, promises[name].pods) for spec in own), default=0)
    return found


def _kept(budget: dict[str, Any], pods: int) -> int:
    if "minAvailable" in budget:
        return share(budget["minAvailable"], pods, up=True)
    return max(pods - share(budget["maxUnavailable"], pods, up=True), 0)

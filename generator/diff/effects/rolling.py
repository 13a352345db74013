"""How many pods there are while a workload rolls: those that count, and with them those that are still ending.

Source: Kubernetes documentation, "Deployments" (rolling update); pkg/controller/deployment/util (MaxSurge rounds up,
ResolveFenceposts), pkg/apis/apps/v1 (a DaemonSet's maxUnavailable is 1, its maxSurge 0; both round up),
pkg/features (MaxUnavailableStatefulSet is on from 1.37). Pods that are ending do not count as replicas, so that the new
ones may all be there while all of the old ones still are.
"""

from __future__ import annotations

from generator.diff.effects.wording import pods
from generator.lean import TYPE_CHECKING
from generator.objects import rollouts
from generator.objects.budgets import rounded_up
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.diff.effects.side import Workload
    from generator.documents.node import Plain

_DEFAULT_SURGE = "25%"
_STATEFUL_SINCE = 37


def surge(workload: Workload, replicas: int) -> int:
    """The pods that a Deployment may have beyond its replicas in a rolling update; 0 for all else."""
    resource = workload.resource
    if resource.type != "Deployment" or at(resource.spec, "strategy", "type") == "Recreate" or not replicas:
        return 0
    rolling = at(resource.spec, "strategy", "rollingUpdate") or {}
    return rollouts.bound(rolling.get("maxSurge", _DEFAULT_SURGE), replicas, up=True)


def lost(workload: Workload, replicas: int, minor: int) -> int:
    """The pods that a rolling update takes away before their successors are ready, of so many replicas."""
    resource = workload.resource
    if resource.type == "Deployment":
        return min(rollouts.unavailable(resource, replicas), replicas)
    if resource.type != "StatefulSet":
        return 0
    written = at(resource.spec, "updateStrategy", "rollingUpdate", "maxUnavailable")
    bound = rounded_up(written, replicas) if written is not None and minor >= _STATEFUL_SINCE else 1
    return min(max(bound or 1, 1), replicas)


def node_surge(workload: Workload) -> bool:
    """Whether a DaemonSet starts the new pod of a node before it ends the old one."""
    rolling = at(workload.resource.spec, "updateStrategy", "rollingUpdate") or {}
    return bool(rounded_up(rolling.get("maxSurge", 0), 100))


def counted(workload: Workload | None) -> int | None:
    """The most pods that count while a workload rolls, None where there is no such number."""
    if workload is None or workload.most is None:
        return None
    return workload.most + min(surge(workload, workload.most), workload.most)


def peak(before: Workload | None, after: Workload | None) -> int | None:
    """The most pods while ``before`` rolls to ``after``, with those that are still ending."""
    if after is None or after.most is None:
        return None
    if not surge(after, after.most):
        return counted(after)
    return after.most + (before.most if before is not None and before.most is not None else 0)


def peak_numbers(before: Workload, after: Workload) -> Mapping[str, Plain]:
    """The peaks of a rollout, as each side's strategy has them."""
    if after.most is None:
        return {}
    return {"surge": [counted(before), counted(after)], "peak": [peak(before, before), peak(before, after)]}


def told_peak(before: Workload, after: Workload) -> str:
    """``; up to 4 pods meanwhile, 6 with those that are still ending``; "" where there are never more than wanted."""
    most, all_of_them = counted(after), peak(before, after)
    if most is None or all_of_them is None or not surge(after, after.most or 0):
        return ""
    ending = f", {all_of_them} with those that are still ending" if all_of_them > most else ""
    return f"; up to {pods(most)} meanwhile{ending}"

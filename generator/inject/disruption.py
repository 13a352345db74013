"""Disruption budgets: new ones for workloads that have none, and what is missing in those that are there."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.objects import budgets
from generator.objects.selection import pods_of, selector_of

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.inject.description import Described
    from generator.inject.workload import Workload
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_SEVERAL = 2
_SINCE = 27
POLICY = "unhealthyPodEvictionPolicy"
ALWAYS = "AlwaysAllow"


def is_missing(workload: Workload) -> bool:
    """Whether a workload runs several pods for which no budget is in sight, where one looks for it."""
    if workload.resource.type == "DaemonSet" or workload.replicas < _SEVERAL:
        return False
    return (workload.scope.whole or workload.selected) and id(workload.pod) not in budgets.budgeted(workload.scope)


def new_budget(workload: Workload, described: Described) -> tuple[dict[str, Plain] | None, str]:
    """A budget for a workload that has none, and why there is none where there cannot be one; None, "" for unwanted."""
    spec = described.value("podDisruptionBudget")
    resource = workload.resource
    selector = resource.spec.get("selector")
    if spec is None or not selector:
        return None, ""
    least = budgets.rounded_up(spec.get("minAvailable"), workload.replicas)
    if least is not None and least >= workload.replicas:
        return None, f"minAvailable {spec['minAvailable']} of {workload.replicas} pods would block every drain"
    others = [pod for pod in pods_of(selector_of(selector), resource, workload.scope) if pod is not workload.pod]
    if others:
        return None, f"its selector takes the pods of {others[0].owner} as well: two budgets must not share pods"
    metadata = {
        "name": _name(workload),
        **{key: resource.metadata[key] for key in ("namespace", "labels") if resource.metadata.get(key)},
    }
    made = {
        "apiVersion": "policy/v1",
        "kind": budgets.BUDGET,
        "metadata": metadata,
        "spec": {**spec, "selector": selector},
    }
    return made, ""


def _name(workload: Workload) -> str:
    name = workload.resource.name
    taken = workload.scope.named(budgets.BUDGET, name, workload.resource) is not None
    return f"{name}-pdb" if taken else name


def lacks_policy(budget: Resource, scope: Scope, minor: int) -> bool:
    """Whether a budget ought to let a drain pass pods that do not work; members of a quorum may have to stay."""
    if budget.api_version != "policy/v1" or minor < _SINCE or budget.spec.get(POLICY) is not None:
        return False
    pods = budgets.selected(budget, scope)
    return bool(pods) and all(pod.owner.type == "Deployment" for pod in pods)

"""What a change does that restarts nothing: at once, or for what is made from now on."""

from __future__ import annotations

from generator.diff.effects import config
from generator.diff.effects.wording import call, called, fields, pods, running
from generator.diff.steps import preferred
from generator.lean import TYPE_CHECKING
from generator.objects import budgets
from generator.objects.resource import RUN_ONCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.diff.effect import Effect
    from generator.diff.effects.change import Change
    from generator.diff.effects.side import Workload

_LATER = "pods that start from now on"
_AT_ONCE: Mapping[str, str] = {
    "Role": "what it allows holds at once",
    "ClusterRole": "what it allows holds at once",
    "RoleBinding": "it holds at once",
    "ClusterRoleBinding": "it holds at once",
    "HorizontalPodAutoscaler": "the autoscaler goes by it within 15 seconds; no pod restarts",
    "ScaledObject.keda.sh": "KEDA goes by it; no pod restarts",
    "ServiceAccount": f"it holds for {_LATER}; its token is mounted anew only there",
    "LimitRange": f"it holds for {_LATER}",
    "ResourceQuota": f"it holds for {_LATER}; those that run stay",
    "PriorityClass": f"it holds for {_LATER}",
    "RuntimeClass": f"it holds for {_LATER}",
    "Namespace": "its labels hold at once for policies, and for the security of pods that start from now on",
    "StorageClass": "it holds for volumes that are made from now on",
    "CustomResourceDefinition": "its objects stay; what is written from now on is checked by the new schema",
    "PersistentVolumeClaim": "the volume stays as it is",
    "MutatingWebhookConfiguration": "it is asked for every request from now on",
    "ValidatingWebhookConfiguration": "it is asked for every request from now on",
    "ValidatingAdmissionPolicy": "it is asked for every request from now on",
    "ValidatingAdmissionPolicyBinding": "it is asked for every request from now on",
}
"""What a change of the spec of these kinds means."""


def effects(change: Change) -> Iterator[Effect]:
    """What is left to say of a change that restarts nothing."""
    if change.diff.action == "created":
        yield change.effect("in place", _made(change), pods=_new_pods(change))
    elif change.diff.action == "deleted":
        yield change.effect("in place", _deleted(change))
    elif change.diff.action == "renamed":
        yield change.effect("in place", f"is made under its new name; {_old(change)} stays until it is deleted")
    else:
        yield _changed(change)


def _new_pods(change: Change) -> int | None:
    after = change.workloads[1]
    return after.least if after is not None and change.resource.type != "CronJob" else None


def _made(change: Change) -> str:
    after = change.workloads[1]
    if after is None:
        return "is new"
    if change.resource.type == "CronJob":
        return f"is new: runs at {change.resource.spec.get('schedule')}"
    if change.resource.type in RUN_ONCE:
        return "is new: runs at once"
    return f"is new: starts {running(after)}"


def _deleted(change: Change) -> str:
    before = change.workloads[0]
    if before is None:
        return "is deleted"
    if change.resource.type == "CronJob":
        return "is deleted: it runs no more, and its finished Jobs go with it"
    return f"is deleted: {running(before)} end{'s' if before.least in (None, 1) and before.most in (None, 1) else ''}"


def _old(change: Change) -> str:
    return call(change.before) if change.before is not None else "the old one"


def _changed(change: Change) -> Effect:
    inner = [one for one in change.diff.differences if one.path[:1] not in (("metadata",), ("apiVersion",))]
    if not inner:
        return _outer(change)
    on = preferred(inner)
    if change.resource.type == budgets.BUDGET:
        return change.effect("in place", _drains(change), on=on)
    return change.effect("in place", f"{fields(inner)}: {_meaning(change)}", on=on)


def _meaning(change: Change) -> str:
    """What a change of the content of an object means."""
    resource, workload = change.resource, change.workloads[1]
    if resource.type in config.KINDS:
        return "no pod of this environment reads it"
    if workload is not None:
        return _of_workload(workload)
    if "." in resource.type and resource.type not in _AT_ONCE:
        return f"what follows is up to the controller of {resource.kind}"
    return _AT_ONCE.get(resource.type, "no pod restarts")


def _outer(change: Change) -> Effect:
    """A change of labels, annotations or the API version alone."""
    first = preferred(change.diff.differences)
    names = fields(change.diff.differences)
    if all(one.path[:1] == ("apiVersion",) for one in change.diff.differences):
        return change.effect("none", "the same object, written in another API version", on=first)
    if any(one.path == ("metadata", "namespace") for one in change.diff.differences):
        return change.effect("none", "the same object in the namespace of the other environment", on=first)
    if change.resource.type == "Namespace":
        return change.effect("in place", f"{names}: {_AT_ONCE['Namespace']}", on=first)
    if any("annotations" in one.path for one in change.diff.differences):
        message = f"{names} of the object itself: no pod restarts; a controller that reads it may act"
        return change.effect("none", message, on=first)
    return change.effect("none", f"{names} of the object itself: nothing that runs changes", on=first)


def _of_workload(workload: Workload) -> str:
    kind = workload.resource.type
    if kind == "CronJob":
        return "from the next run on; a run that is under way ends as it began"
    if kind == "Job":
        return "at once; no pod restarts"
    if kind == "Pod":
        return "a container with another image restarts in its pod; nothing else does"
    if kind in ("ReplicaSet", "ReplicationController"):
        return f"only for {_LATER}; the {running(workload)} that run keep what they have"
    return "from the next rollout on; no pod restarts"


def _drains(change: Change) -> str:
    """How many pods a drain may take now."""
    around = change.around
    taken = budgets.selected(change.after, around.after.scope) if change.after is not None else []
    names = called(one.owner for one in taken)
    texts = []
    for side, budget in ((around.before, change.before), (around.after, change.after)):
        found = budgets.selected(budget, side.scope) if budget is not None else []
        workloads = [one for pod in found if (one := side.workload(pod.owner)) is not None]
        total = sum(one.least or 0 for one in workloads)
        texts.append(f"{_allowed(budget.spec if budget is not None else {}, total)} of {pods(total)}")
    if not names:
        return "it selects no pods that are in sight"
    return f"a drain may take {texts[1]} of {names} at a time, instead of {texts[0]}; no pod restarts"


def _allowed(spec: Mapping[str, object], total: int) -> int:
    """How many pods a budget lets a drain take while all are ready."""
    most = budgets.rounded_up(spec.get("maxUnavailable"), total)
    least = budgets.rounded_up(spec.get("minAvailable"), total)
    if most is not None:
        return min(most, total)
    return max(0, total - (least if least is not None else 1))

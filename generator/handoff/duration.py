"""How long a rollout may take at most, so that nobody gives it up before Kubernetes does.

Source: Kubernetes documentation, "Deployments" (rolling update; progressDeadlineSeconds counts since the last
progress), "StatefulSets" (one pod after the other), "Jobs" (backoffLimit, activeDeadlineSeconds).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diff.effects import rolling
from generator.diff.effects.side import Side
from generator.objects import shutdown
from generator.objects.budgets import rounded_up
from generator.objects.probe_times import budget
from generator.objects.values import at

if TYPE_CHECKING:
    from generator.diff.effects.side import Workload
    from generator.objects.resource import Container, Pod, Resource
    from generator.objects.scope import Scope

START = 120
"""Seconds for scheduling a pod and pulling its images, as the default of progressDeadlineSeconds counts them."""
LEAST = 300
"""What helm waits where it is told nothing: less would be no help."""
JOB = 600
"""Seconds for each try of a job that has no deadline of its own."""
_DEADLINE = 600
"""The progressDeadlineSeconds of a Deployment that says none."""


def predicted(scope: Scope, nodes: int) -> int:
    """Seconds after which the rollout of everything is over, or Kubernetes itself has said that it failed.

    Workloads roll beside each other, jobs of a phase one after the other. ``nodes`` is how many the cluster has.
    """
    workloads = Side(scope).workloads
    beside = max((_workload(one, scope.minor, nodes) for one in workloads if not one.pod.runs_once), default=0)
    jobs = sum(_job(one.resource) for one in workloads if one.resource.type == "Job")
    return max(LEAST, beside + jobs)


def _workload(workload: Workload, minor: int, nodes: int) -> int:
    resource = workload.resource
    step = START + _start(workload.pod) + _seconds(resource, "minReadySeconds")
    count = nodes if workload.most is None else max(workload.most, 1)
    if resource.type == "DaemonSet":
        share = at(resource.spec, "updateStrategy", "rollingUpdate", "maxUnavailable")
        at_once = max(rounded_up(share, count) or 1, 1) if share is not None else 1
    else:
        at_once = max(rolling.surge(workload, count) + rolling.lost(workload, count, minor), 1)
    if at(resource.spec, "strategy", "type") == "Recreate":
        at_once = count
    if not rolling.surge(workload, count):
        step += shutdown.grace(workload.pod)  # the old pod has to be gone first
    whole = -(-count // at_once) * step
    if resource.type != "Deployment":
        return whole
    # The deadline starts anew with each progress: so much later than the last step Kubernetes has given up.
    return whole + (_seconds(resource, "progressDeadlineSeconds") or _DEADLINE)


def _start(pod: Pod) -> int:
    """Seconds that the containers of a pod may take until they are ready: init containers and sidecars in turn."""
    sidecars = sum(_ready(one) for one in pod.containers if one.role == "sidecar")
    return sidecars + max((_ready(one) for one in pod.containers if one.role == "container"), default=0)


def _ready(container: Container) -> int:
    probes = (container.value.get(key) for key in ("startupProbe", "readinessProbe"))
    return sum(budget(one) for one in probes if isinstance(one, dict))


def _job(resource: Resource) -> int:
    deadline = _seconds(resource, "activeDeadlineSeconds")
    return deadline or JOB * (1 + _seconds(resource, "backoffLimit", 6))


def _seconds(resource: Resource, key: str, default: int = 0) -> int:
    value = resource.spec.get(key, default)
    return value if isinstance(value, int) else default

"""What Kubernetes refuses of a workload, and what would let no node ever be drained, said before it is applied.

Sources: Kubernetes' validation (pkg/apis/apps/validation, pkg/apis/core/validation) and its pages about disruptions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.resources.availability import least_replicas
from generator.resources.volumes import CLAIM

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.resources.nodes import Path
    from generator.resources.settings import Settings

_STRATEGIES = {
    "web": ("RollingUpdate", "Recreate"),
    "worker": ("RollingUpdate", "Recreate"),
    "stateful": ("RollingUpdate", "OnDelete"),
    "daemon": ("RollingUpdate", "OnDelete"),
}
_ONCE = ("startup", "liveness")


def report_constraints(settings: Settings, path: Path, source: Path, component: dict[str, Plain]) -> None:
    """Report what Kubernetes would refuse of a component whose settings are all put."""
    _report_probes(settings, source, component)
    for name, inner in (component.get("initContainers") or {}).items():
        if inner.get("probes"):
            message = "an init container has no probes: it runs to its end"
            cure = "remove them, or make it one of `sidecars`"
            settings.report((*source, "initContainers", name, "probes"), message, cure)
    for name, inner in (component.get("sidecars") or {}).items():
        _report_probes(settings, (*source, "sidecars", name), inner)
    _report_grace(settings, path, source)
    if component.get("phase") == "pre-deploy":
        _report_claims(settings, source, component)
    if component["type"] in _STRATEGIES:
        _report_rollout(settings, path, (*source, "rollout"), component)
        _report_budget(settings, path, (*source, "disruptionBudget"), component)


def _report_claims(settings: Settings, source: Path, component: dict[str, Plain]) -> None:
    """A pod waits for its claims, and the first release would wait for the job before it makes them."""
    for where, mount in (component.get("mounts") or {}).items():
        volume = (settings.description.get("volumes") or {}).get(mount.get("volume"), {})
        if volume.get("type") == CLAIM:
            message = f"the claim of volume {mount['volume']} is made after this job: it would wait for ever"
            cure = "use phase: post-deploy, an emptyDir, or a claim that exists (type: existingClaim)"
            settings.report((*source, "mounts", where), message, cure)


def _report_probes(settings: Settings, source: Path, container: dict[str, Plain]) -> None:
    for name in _ONCE:
        probe = (container.get("probes") or {}).get(name) or {}
        if probe.get("successThreshold", 1) != 1:
            where = (*source, "probes", name, "successThreshold")
            settings.report(where, f"a {name} probe succeeds once: successThreshold is 1", "remove it")


def _report_grace(settings: Settings, path: Path, source: Path) -> None:
    values = settings.values[path[0]]
    grace = values.get("terminationGracePeriodSeconds")
    sleep = (values.get("lifecycle") or {}).get("preStop", {}).get("sleep", {}).get("seconds", 0)
    if grace is not None and sleep >= grace:
        message = f"the pod sleeps {sleep} s before it stops, and has {grace} s in all"
        settings.report((*source, "shutdown"), message, "make terminationGracePeriodSeconds larger")


def _report_rollout(settings: Settings, path: Path, source: Path, component: dict[str, Plain]) -> None:
    values, kind = settings.values[path[0]], component["type"]
    strategy = values.get("strategy") or values.get("updateStrategy")
    if strategy["type"] not in _STRATEGIES[kind]:
        cure = f"{kind} knows {' and '.join(_STRATEGIES[kind])}"
        settings.report((*source, "strategy"), f"a {kind} component does not roll with {strategy['type']}", cure)
    rolling = strategy.get("rollingUpdate") or {}
    surge, unavailable = (_is_some(rolling.get(key, 1)) for key in ("maxSurge", "maxUnavailable"))
    if not surge and not unavailable:
        settings.report((*source, "maxSurge"), "maxSurge and maxUnavailable are both 0: no pod could ever be replaced")
    if kind == "daemon" and surge and unavailable and "maxSurge" in rolling:
        settings.report(
            (*source, "maxSurge"), "a DaemonSet has maxSurge or maxUnavailable, not both", "make one of them 0"
        )
    if kind == "stateful":
        for key in ("maxSurge", "maxUnavailable"):
            if settings.is_written((*source, key)):
                settings.report(
                    (*source, key), f"a StatefulSet replaces one pod after the other and has no {key}", "remove it"
                )
    deadline, ready = values.get("progressDeadlineSeconds"), values.get("minReadySeconds") or 0
    if deadline is not None and deadline <= ready:
        message = f"the rollout is called failed after {deadline} s, and a pod counts after {ready} s at the earliest"
        settings.report((*source, "progressDeadlineSeconds"), message, "make it larger than minReadySeconds")


def _is_some(count: Plain) -> bool:
    return bool(int(str(count).removesuffix("%") or 0))


def _report_budget(settings: Settings, path: Path, source: Path, component: dict[str, Plain]) -> None:
    budget = settings.values[path[0]].get("podDisruptionBudget") or {}
    least = least_replicas(component)
    blocks = "maxUnavailable" in budget and not _is_some(budget["maxUnavailable"])
    if "minAvailable" in budget and budget["minAvailable"] is not None:
        blocks = blocks or _rounded_up(budget["minAvailable"], least) >= least
    if blocks:
        message = f"no pod of {least} may be gone: a node could never be drained"
        settings.report(source, message, "leave one pod to be replaced, such as `{maxUnavailable: 1}`")


def _rounded_up(count: Plain, of: int) -> int:
    """A number, or a percentage of the pods; disruption budgets round up."""
    text = str(count)
    return -(-int(text.removesuffix("%")) * of // 100) if text.endswith("%") else int(text)

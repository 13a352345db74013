"""What Kubernetes refuses of a workload, and what would let no node ever be drained, said before it is applied.

Sources: Kubernetes' validation (pkg/apis/apps/validation, pkg/apis/core/validation) and its pages about disruptions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.resources.availability import least_replicas
from generator.resources.rollout import ROLLING, WITH_DEADLINE
from generator.resources.service import exposed
from generator.resources.volumes import claims_named

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
_SERVICE_TYPES = {
    "externalTrafficPolicy": ("NodePort", "LoadBalancer"),
    "loadBalancerClass": ("LoadBalancer",),
    "loadBalancerSourceRanges": ("LoadBalancer",),
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
    if component.get("phase") == "pre-deploy":
        _report_claims(settings, source, component)
    if component["type"] in _STRATEGIES:
        _report_rollout(settings, path, (*source, "rollout"), component)
        _report_budget(settings, path, (*source, "disruptionBudget"), component)
        _report_service(settings, source, component)
    for key in ("ingressFrom", "egressTo"):
        for number, peer in enumerate((component.get("networkPolicy") or {}).get(key) or []):
            _report_peer(settings, (*source, "networkPolicy", key, str(number)), peer)


def _report_claims(settings: Settings, source: Path, component: dict[str, Plain]) -> None:
    """A pod waits for its claims, and the first release would wait for the job before it makes them."""
    for where, volume in claims_named(settings, source, component):
        message = f"the claim of volume {volume} is made after this job: it would wait for ever"
        cure = "use phase: post-deploy, an emptyDir, or a claim that exists (type: existingClaim)"
        settings.report(where, message, cure)


def _report_probes(settings: Settings, source: Path, container: dict[str, Plain]) -> None:
    for name in _ONCE:
        probe = (container.get("probes") or {}).get(name) or {}
        if probe.get("successThreshold", 1) != 1:
            where = (*source, "probes", name, "successThreshold")
            settings.report(where, f"a {name} probe succeeds once: successThreshold is 1", "remove it")


def _report_rollout(settings: Settings, path: Path, source: Path, component: dict[str, Plain]) -> None:
    values, kind = settings.values[path[0]], component["type"]
    strategy = values.get("strategy") or values.get("updateStrategy")
    if strategy["type"] not in _STRATEGIES[kind]:
        cure = f"{kind} knows {' and '.join(_STRATEGIES[kind])}"
        settings.report((*source, "strategy"), f"a {kind} component does not roll with {strategy['type']}", cure)
    _report_without_effect(settings, source, kind, strategy["type"])
    if "maxUnavailable" in ROLLING[kind] and strategy["type"] == "RollingUpdate":
        _report_counts(settings, source, kind, strategy.get("rollingUpdate") or {})
    deadline, ready = values.get("progressDeadlineSeconds"), values.get("minReadySeconds") or 0
    if deadline is not None and deadline <= ready:
        message = f"the rollout is called failed after {deadline} s, and a pod counts after {ready} s at the earliest"
        settings.report((*source, "progressDeadlineSeconds"), message, "make it larger than minReadySeconds")


def _report_without_effect(settings: Settings, source: Path, kind: str, strategy: str) -> None:
    """What a person wrote about rolling that the type, or the strategy, does not have."""
    known = (*ROLLING[kind], *(("progressDeadlineSeconds",) if kind in WITH_DEADLINE else ()))
    for key in ("maxSurge", "maxUnavailable", "partition", "progressDeadlineSeconds"):
        if not settings.is_written((*source, key)):
            continue
        if key not in known:
            settings.report((*source, key), f"a {kind} component has no {key}", "remove it")
        elif key in ROLLING[kind] and strategy != "RollingUpdate":
            settings.report((*source, key), f"has no effect: the strategy is {strategy}", severity="warning")


def _report_counts(settings: Settings, source: Path, kind: str, rolling: dict[str, Plain]) -> None:
    # What is left out, Kubernetes takes for 25%, in a DaemonSet for 1 unavailable and no surge.
    left_out = {"maxSurge": kind != "daemon", "maxUnavailable": True}
    surge, unavailable = (_is_some(rolling[key]) if key in rolling else some for key, some in left_out.items())
    at = (*source, "maxSurge" if settings.is_written((*source, "maxSurge")) else "maxUnavailable")
    if not surge and not unavailable:
        message = "maxSurge and maxUnavailable are both 0: no pod could ever be replaced"
        settings.report(at, message, "make one of them larger than 0")
    if kind == "daemon" and surge and unavailable:
        settings.report(at, "a DaemonSet has maxSurge or maxUnavailable, not both", "make one of them 0")
    for key in ("maxUnavailable",) if kind != "daemon" else ("maxSurge", "maxUnavailable"):
        _report_percentage(settings, (*source, key), rolling.get(key))


def _report_percentage(settings: Settings, source: Path, count: Plain) -> None:
    if str(count).endswith("%") and int(str(count)[:-1]) > 100:  # noqa: PLR2004 — percent
        settings.report(source, f"{count} of the pods are more than there are", "100% is all of them")


def _is_some(count: Plain) -> bool:
    return bool(int(str(count).removesuffix("%") or 0))


def _report_service(settings: Settings, source: Path, component: dict[str, Plain]) -> None:
    service = component.get("service") or {}
    kind = service.get("type", "ClusterIP")
    for key, kinds in _SERVICE_TYPES.items():
        if service.get(key) is not None and kind not in kinds:
            message = f"a Service of type {kind} has no {key}"
            settings.report((*source, "service", key), message, f"it is for type {' or '.join(kinds)}")
    for name in exposed(component):
        if kind == "ClusterIP" and component["ports"][name].get("nodePort") is not None:
            message = "a Service of type ClusterIP has no nodePort"
            settings.report((*source, "ports", name, "nodePort"), message, "say service: {type: NodePort}")


def _report_peer(settings: Settings, source: Path, peer: dict[str, Plain]) -> None:
    others = [key for key in ("namespace", "component", "podLabels") if key in peer]
    if "cidr" in peer and others:
        settings.report(source, f"a peer has cidr or {others[0]}, not both", "make two peers of it")
    if "protocol" in peer and "port" not in peer:
        settings.report((*source, "protocol"), "has no effect: there is no port", "name the port", severity="warning")


def _report_budget(settings: Settings, path: Path, source: Path, component: dict[str, Plain]) -> None:
    budget = settings.values[path[0]].get("podDisruptionBudget") or {}
    least = least_replicas(component)
    for key in ("minAvailable", "maxUnavailable"):
        _report_percentage(settings, (*source, key), budget.get(key))
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

"""Policy: how many pods, where, and how many may be gone at once.

Facts: a disruption budget that allows nothing blocks node drains for ever; `unhealthyPodEvictionPolicy: AlwaysAllow`
(from Kubernetes 1.27) lets a drain pass pods that never became ready; `matchLabelKeys` (from 1.27) makes spread count
the pods of one revision only; an autoscaler owns `replicas`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.resources.names import prefixed
from generator.resources.nodes import ABSENT, NUMBER, TEXT, Optional, Setting, Spread, Tree, When

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.resources.names import Naming
    from generator.resources.nodes import Path
    from generator.resources.settings import Settings

_FROM_1_27 = 27
_TOPOLOGIES = {"zone": "topology.kubernetes.io/zone", "host": "kubernetes.io/hostname"}
_UNSATISFIABLE = {"soft": "ScheduleAnyway", "hard": "DoNotSchedule"}
_UTILIZATION = {"targetCPUUtilizationPercentage": "cpu", "targetMemoryUtilizationPercentage": "memory"}


def put_availability(settings: Settings, path: Path, source: Path, component: dict[str, Plain]) -> None:
    """Put replicas, the autoscaler, the disruption budget and the spread of a component."""
    if component["type"] != "daemon":
        settings.copy((*path, "replicas"), (*source, "replicas"))
    if component.get("autoscaling"):
        _put_autoscaling(settings, path, (*source, "autoscaling"), component["autoscaling"])
    _put_budget(settings, path, source, component)
    _put_spread(settings, path, (*source, "spread"), component.get("spread") or {})


def _put_autoscaling(settings: Settings, path: Path, source: Path, autoscaling: dict[str, Plain]) -> None:
    metrics = [
        {
            "type": "Resource",
            "resource": {"name": name, "target": {"type": "Utilization", "averageUtilization": autoscaling[key]}},
        }
        for key, name in _UTILIZATION.items()
        if autoscaling.get(key) is not None
    ]
    value = {
        "minReplicas": autoscaling.get("minReplicas", 1),
        "maxReplicas": autoscaling.get("maxReplicas", autoscaling.get("minReplicas", 1)),
        "metrics": metrics + list(autoscaling.get("metrics") or []),
        **({"behavior": autoscaling["behavior"]} if autoscaling.get("behavior") else {}),
    }
    settings.put((*path, "autoscaling"), value, "owns the number of replicas", (source,))


def least_replicas(component: dict[str, Plain]) -> int:
    """The fewest pods that a component runs with."""
    autoscaling = component.get("autoscaling")
    count: int = autoscaling.get("minReplicas", 1) if autoscaling else component.get("replicas", 1)
    return count


def _put_budget(settings: Settings, path: Path, source: Path, component: dict[str, Plain]) -> None:
    budget = component.get("disruptionBudget")
    if not budget or least_replicas(component) < 2:  # noqa: PLR2004 — with one pod a budget either blocks or does nothing
        return
    value = dict(budget)
    if settings.cluster.minor >= _FROM_1_27:
        value["unhealthyPodEvictionPolicy"] = "AlwaysAllow"
    inputs = (
        (*source, "disruptionBudget"),
        (*source, "replicas"),
        (*source, "autoscaling"),
        ("cluster", "kubeVersion"),
    )
    settings.put((*path, "podDisruptionBudget"), value, "where at least two pods run", inputs)


def _put_spread(settings: Settings, path: Path, source: Path, spread: dict[str, Plain]) -> None:
    for name in _TOPOLOGIES:
        how = spread.get(name, "none")
        if how == "none":
            continue
        value: dict[str, Plain] = {"maxSkew": 1, "whenUnsatisfiable": _UNSATISFIABLE[how]}
        if settings.cluster.minor >= _FROM_1_27 and settings.description["components"][path[0]]["type"] in (
            "web",
            "worker",
        ):
            value["matchLabelKeys"] = ["pod-template-hash"]
        settings.put((*path, "spread", name), value, f"{how}: {value['whenUnsatisfiable']}", ((*source, name),))


def spread_constraints(naming: Naming, component: str) -> list[Tree]:
    """topologySpreadConstraints of a pod template, one for each topology that any environment spreads over."""
    return [
        naming.shape.where((component, "spread", name), _constraint(naming, component, name), (component,))
        for name in _TOPOLOGIES
    ]


def _constraint(naming: Naming, component: str, name: str) -> Tree:
    path = (component, "spread", name)
    spread = {
        "maxSkew": Setting((*path, "maxSkew"), NUMBER),
        "whenUnsatisfiable": Setting((*path, "whenUnsatisfiable"), TEXT),
        "matchLabelKeys": Optional((*path, "matchLabelKeys")),
    }
    return spread_constraint(name, spread, {"matchLabels": naming.selector(component)})


def spread_constraint(name: str, spread: dict[str, Plain], selector: Tree) -> Tree:
    """A topologySpreadConstraint over "zone" or "host" for the pods of a selector, as ``put_availability`` put it."""
    return {
        "topologyKey": _TOPOLOGIES[name],
        "maxSkew": spread["maxSkew"],
        "whenUnsatisfiable": spread["whenUnsatisfiable"],
        "labelSelector": selector,
        **({"matchLabelKeys": spread["matchLabelKeys"]} if "matchLabelKeys" in spread else {}),
    }


def replicas(naming: Naming, component: str) -> Tree:
    """`replicas` of a workload; left out where an autoscaler owns it."""
    setting, path = naming.shape.setting((component, "replicas"), NUMBER), (component, "autoscaling")
    return When(path, ABSENT, setting) if naming.shape.somewhere(path) else setting


def autoscaler(naming: Naming, component: str, kind: str) -> Tree:
    """A HorizontalPodAutoscaler v2."""
    path = (component, "autoscaling")
    return {
        "apiVersion": "autoscaling/v2",
        "kind": "HorizontalPodAutoscaler",
        "metadata": naming.metadata(prefixed(component), component),
        "spec": {
            "scaleTargetRef": {"apiVersion": "apps/v1", "kind": kind, "name": prefixed(component)},
            "minReplicas": Setting((*path, "minReplicas"), NUMBER),
            "maxReplicas": Setting((*path, "maxReplicas"), NUMBER),
            "metrics": naming.shape.setting((*path, "metrics")),
            "behavior": naming.shape.setting((*path, "behavior")),
        },
    }


def disruption_budget(naming: Naming, component: str) -> Tree:
    """A PodDisruptionBudget."""
    return {
        "apiVersion": "policy/v1",
        "kind": "PodDisruptionBudget",
        "metadata": naming.metadata(prefixed(component), component),
        "spec": {
            Spread((component, "podDisruptionBudget")): None,
            "selector": {"matchLabels": naming.selector(component)},
        },
    }

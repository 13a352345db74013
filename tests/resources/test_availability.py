from __future__ import annotations

from typing import Any

import pytest

from generator.resources.availability import least_replicas
from tests.resources.apps import BASIC, app, kubernetes, one

SCALED = {"autoscaling": {"minReplicas": 2, "maxReplicas": 6, "targetCPUUtilizationPercentage": 70}}
BUDGETS = "poddisruptionbudget"


@pytest.mark.parametrize(
    ("component", "least"),
    [
        ({"replicas": 3}, 3),
        ({"replicas": 0}, 0),
        ({}, 1),
        ({"replicas": 5, "autoscaling": {"minReplicas": 2, "maxReplicas": 9}}, 2),
        ({"replicas": 5, "autoscaling": {"maxReplicas": 9}}, 1),
    ],
)
def test_least_replicas(component: dict[str, Any], least: int) -> None:
    assert least_replicas(component) == least


@pytest.mark.parametrize(
    ("kind", "more", "has"),
    [
        ("web", {}, True),
        ("web", {"replicas": 1}, False),
        ("web", {"replicas": 0}, False),
        ("web", {"replicas": 2}, True),
        ("web", {"disruptionBudget": None}, False),
        ("web", {"autoscaling": {"minReplicas": 2, "maxReplicas": 6}}, True),
        ("web", {"autoscaling": {"minReplicas": 1, "maxReplicas": 6}, "replicas": 5}, False),
        ("web", {"autoscaling": {"maxReplicas": 6}, "replicas": 5}, False),
        ("worker", {}, False),
        ("worker", {"replicas": 2}, True),
        ("stateful", {}, False),
        ("stateful", {"replicas": 3}, True),
        ("daemon", {}, False),
        ("cron", {}, False),
        ("job", {}, False),
    ],
)
def test_a_budget_where_at_least_two_pods_run(kind: str, more: dict[str, Any], has: bool) -> None:
    assert (f"{kind}/{BUDGETS}" in one(kind, more).objects()) == has


@pytest.mark.parametrize(
    ("budget", "minor", "expected"),
    [
        ({}, 26, {"maxUnavailable": 1}),
        ({}, 27, {"maxUnavailable": 1, "unhealthyPodEvictionPolicy": "AlwaysAllow"}),
        ({}, 34, {"maxUnavailable": 1, "unhealthyPodEvictionPolicy": "AlwaysAllow"}),
        ({"disruptionBudget": {"minAvailable": 1}}, 26, {"minAvailable": 1}),
        (
            {"disruptionBudget": {"minAvailable": "50%"}},
            27,
            {"minAvailable": "50%", "unhealthyPodEvictionPolicy": "AlwaysAllow"},
        ),
    ],
)
def test_budget(budget: dict[str, Any], minor: int, expected: dict[str, Any]) -> None:
    spec = one("web", budget, kubernetes(minor)).object(f"web/{BUDGETS}")["spec"]
    assert {key: value for key, value in spec.items() if key != "selector"} == expected


def test_a_budget_selects_the_pods() -> None:
    found = one("web")
    selector = found.object(f"web/{BUDGETS}")["spec"]["selector"]["matchLabels"]
    assert selector.items() <= found.template("web")["metadata"]["labels"].items()


@pytest.mark.parametrize(("kind", "replicas"), [("web", 2), ("worker", 1), ("stateful", 1)])
def test_replicas_where_nothing_is_said(kind: str, replicas: int) -> None:
    assert one(kind).workload(kind)["spec"]["replicas"] == replicas


def test_no_replicas_at_all_is_a_number() -> None:
    assert one("web", {"replicas": 0}).workload("web")["spec"]["replicas"] == 0


@pytest.mark.parametrize("kind", ["daemon", "cron", "job"])
def test_what_has_no_replicas(kind: str) -> None:
    assert "replicas" not in one(kind).workload(kind)["spec"]


def test_an_autoscaler_owns_the_replicas() -> None:
    assert "replicas" not in one("web", {**SCALED, "replicas": 3}).workload("web")["spec"]


def test_an_environment_without_the_autoscaler_has_replicas() -> None:
    environments = {"dev": {"components": {"web": {"autoscaling": None}}}, "prod": {}}
    found = app({"web": {**BASIC["web"], **SCALED, "replicas": 3}}, environments)
    assert [found.workload("web", name)["spec"].get("replicas") for name in environments] == [3, None]


def test_an_environment_without_the_autoscaler_has_none() -> None:
    environments = {"dev": {"components": {"web": {"autoscaling": None}}}, "prod": {}}
    found = app({"web": {**BASIC["web"], **SCALED}}, environments)
    assert ["web/horizontalpodautoscaler" in found.objects(name) for name in environments] == [False, True]


def metric(name: str, percent: int) -> dict[str, Any]:
    target = {"type": "Utilization", "averageUtilization": percent}
    return {"type": "Resource", "resource": {"name": name, "target": target}}


OWN_METRIC = {
    "type": "Pods",
    "pods": {"metric": {"name": "queue"}, "target": {"type": "AverageValue", "averageValue": "5"}},
}


@pytest.mark.parametrize(
    ("scaling", "expected"),
    [
        (
            {"minReplicas": 2, "maxReplicas": 6, "targetCPUUtilizationPercentage": 70},
            {"minReplicas": 2, "maxReplicas": 6, "metrics": [metric("cpu", 70)]},
        ),
        (
            {"maxReplicas": 6, "targetMemoryUtilizationPercentage": 80, "targetCPUUtilizationPercentage": 70},
            {"minReplicas": 1, "maxReplicas": 6, "metrics": [metric("cpu", 70), metric("memory", 80)]},
        ),
        ({"maxReplicas": 6, "metrics": [OWN_METRIC]}, {"minReplicas": 1, "maxReplicas": 6, "metrics": [OWN_METRIC]}),
        (
            {
                "maxReplicas": 6,
                "targetCPUUtilizationPercentage": 70,
                "behavior": {"scaleDown": {"stabilizationWindowSeconds": 600}},
            },
            {
                "minReplicas": 1,
                "maxReplicas": 6,
                "metrics": [metric("cpu", 70)],
                "behavior": {"scaleDown": {"stabilizationWindowSeconds": 600}},
            },
        ),
        ({"maxReplicas": 6}, {"minReplicas": 1, "maxReplicas": 6}),
    ],
)
def test_autoscaler(scaling: dict[str, Any], expected: dict[str, Any]) -> None:
    spec = one("web", {"autoscaling": scaling}).object("web/horizontalpodautoscaler")["spec"]
    assert {key: value for key, value in spec.items() if key != "scaleTargetRef"} == expected


@pytest.mark.parametrize(
    ("kind", "workload"), [("web", "Deployment"), ("worker", "Deployment"), ("stateful", "StatefulSet")]
)
def test_what_the_autoscaler_scales(kind: str, workload: str) -> None:
    target = one(kind, SCALED).object(f"{kind}/horizontalpodautoscaler")["spec"]["scaleTargetRef"]
    assert target == {"apiVersion": "apps/v1", "kind": workload, "name": f"shop-{kind}"}


@pytest.mark.parametrize(
    ("spread", "expected"),
    [
        ({}, {"topology.kubernetes.io/zone": "ScheduleAnyway", "kubernetes.io/hostname": "ScheduleAnyway"}),
        (
            {"zone": "hard"},
            {"topology.kubernetes.io/zone": "DoNotSchedule", "kubernetes.io/hostname": "ScheduleAnyway"},
        ),
        ({"host": "hard", "zone": "none"}, {"kubernetes.io/hostname": "DoNotSchedule"}),
        ({"host": "none", "zone": "none"}, {}),
    ],
)
@pytest.mark.parametrize("kind", ["web", "worker", "stateful"])
def test_spread(kind: str, spread: dict[str, str], expected: dict[str, str]) -> None:
    constraints = one(kind, {"spread": spread}).pod(kind).get("topologySpreadConstraints", [])
    assert {item["topologyKey"]: item["whenUnsatisfiable"] for item in constraints} == expected


@pytest.mark.parametrize("kind", ["daemon", "cron", "job"])
def test_what_is_not_spread(kind: str) -> None:
    assert "topologySpreadConstraints" not in one(kind).pod(kind)


@pytest.mark.parametrize(
    ("kind", "minor", "keys"),
    [
        ("web", 26, None),
        ("web", 27, ["pod-template-hash"]),
        ("worker", 34, ["pod-template-hash"]),
        # Pods of a StatefulSet do not carry the label.
        ("stateful", 34, None),
    ],
)
def test_spread_counts_the_pods_of_one_revision(kind: str, minor: int, keys: Any) -> None:
    constraints = one(kind, cluster=kubernetes(minor)).pod(kind)["topologySpreadConstraints"]
    assert [item.get("matchLabelKeys") for item in constraints] == [keys, keys]


def test_spread_selects_the_pods() -> None:
    found = one("web")
    selector = found.pod("web")["topologySpreadConstraints"][0]["labelSelector"]["matchLabels"]
    assert selector.items() <= found.template("web")["metadata"]["labels"].items()


def test_spread_has_a_skew() -> None:
    assert one("web").pod("web")["topologySpreadConstraints"][0]["maxSkew"] == 1

from __future__ import annotations

from typing import Any

import pytest

from tests.inject.workloads import DATA, LABELS, Outcome, scaler, service, workload

TWO = {"replicas": 2}


def constraint(key: str, how: str = "ScheduleAnyway") -> dict[str, Any]:
    return {
        "topologyKey": key,
        "maxSkew": 1,
        "whenUnsatisfiable": how,
        "labelSelector": {"matchLabels": LABELS},
    }


ZONE, HOST = "topology.kubernetes.io/zone", "kubernetes.io/hostname"


def spread(found: Outcome) -> Any:
    return found.pod.get("topologySpreadConstraints")


@pytest.mark.parametrize("ports", [None, [{"containerPort": 8080}]])
@pytest.mark.parametrize("kind", ["Deployment", "StatefulSet"])
def test_several_pods_are_spread(kind: str, ports: Any) -> None:
    found = Outcome([workload(kind, spec=TWO, container={"ports": ports})])
    assert spread(found) == [constraint(ZONE), constraint(HOST)]


def test_what_is_scaled_is_spread() -> None:
    assert spread(Outcome([workload(), service(), scaler(1)])) == [constraint(ZONE), constraint(HOST)]


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"kind": "DaemonSet"},
        {"spec": TWO, "pod": DATA},
        {
            "spec": TWO,
            "pod": {"affinity": {"podAntiAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": []}}},
        },
    ],
)
def test_where_nothing_is_to_be_spread(parts: Any) -> None:
    assert spread(Outcome([workload(**parts), service()])) is None


def test_the_spread_that_is_there_stays() -> None:
    own = [constraint("rack")]
    assert spread(Outcome([workload(spec=TWO, pod={"topologySpreadConstraints": own}), service()])) == own


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("hard", [constraint(ZONE, "DoNotSchedule"), constraint(HOST, "DoNotSchedule")]),
        ("zone=hard,host=none", [constraint(ZONE, "DoNotSchedule")]),
        ("zone=none", [constraint(HOST)]),
        ("none", None),
    ],
)
def test_spread_as_it_is_said(said: str, expected: Any) -> None:
    assert spread(Outcome([workload(spec=TWO), service()], {"spread": said})) == expected


@pytest.mark.parametrize(("minors", "keys"), [((26,), None), ((27,), ["pod-template-hash"]), ((), None)])
def test_a_revision_is_spread_by_itself_where_all_versions_can(minors: Any, keys: Any) -> None:
    found = spread(Outcome([workload(spec=TWO), service()], minors=minors))
    assert [one.get("matchLabelKeys") for one in found] == [keys, keys]


BUDGET = {
    "apiVersion": "policy/v1",
    "kind": "PodDisruptionBudget",
    "metadata": {"name": "web"},
    "spec": {"maxUnavailable": 1, "selector": {"matchLabels": LABELS}},
}


def budgets(found: Outcome) -> list[Any]:
    return found.of("PodDisruptionBudget")


@pytest.mark.parametrize("kind", ["Deployment", "StatefulSet"])
def test_several_pods_have_a_budget(kind: str) -> None:
    found = Outcome([workload(kind, spec=TWO), service()])
    assert budgets(found) == [BUDGET]
    assert found.objects[1] == BUDGET


@pytest.mark.parametrize(("minors", "policy"), [((26, 37), None), ((27,), "AlwaysAllow")])
def test_a_drain_passes_pods_that_do_not_work_where_all_versions_can(minors: Any, policy: Any) -> None:
    (found,) = budgets(Outcome([workload(spec=TWO), service()], minors=minors))
    assert found["spec"].get("unhealthyPodEvictionPolicy") == policy


def test_a_budget_is_of_its_workload() -> None:
    metadata = {"namespace": "shop", "labels": {"team": "checkout"}, "annotations": {"note": "x"}}
    there = service()
    there["metadata"]["namespace"] = "shop"
    (found,) = budgets(Outcome([workload(spec=TWO, metadata=metadata), there]))
    assert found["metadata"] == {"name": "web", "namespace": "shop", "labels": {"team": "checkout"}}


@pytest.mark.parametrize(
    "objects",
    [
        [workload(), service()],
        [workload(spec={"replicas": 0}), service()],
        [workload(spec=TWO)],
        [workload(spec=TWO), service(), BUDGET],
        [workload("DaemonSet"), service()],
        [workload(spec={"replicas": 5}), service(), scaler(1)],
    ],
    ids=["one pod", "no pod", "no service in sight", "there is one", "a daemon", "scaled down to one"],
)
def test_where_no_budget_belongs(objects: Any) -> None:
    before = [one for one in objects if one["kind"] == "PodDisruptionBudget"]
    assert budgets(Outcome(objects)) == before


def test_an_autoscaler_that_keeps_two_has_a_budget() -> None:
    assert budgets(Outcome([workload(), service(), scaler(2)])) == [BUDGET]


def test_where_all_objects_are_in_sight_a_worker_has_a_budget() -> None:
    assert budgets(Outcome([workload(spec=TWO, container={"ports": None})], whole=True)) == [BUDGET]


@pytest.mark.parametrize(
    ("said", "spec"),
    [("2", {"maxUnavailable": 2}), ("25%", {"maxUnavailable": "25%"}), ({"minAvailable": 1}, {"minAvailable": 1})],
)
def test_a_budget_as_it_is_said(said: Any, spec: Any) -> None:
    (found,) = budgets(Outcome([workload(spec=TWO), service()], {"disruptionBudget": said}))
    assert {key: value for key, value in found["spec"].items() if key != "selector"} == spec


def test_no_budget_where_none_is_wanted() -> None:
    assert budgets(Outcome([workload(spec=TWO), service()], {"disruptionBudget": "none"})) == []


@pytest.mark.parametrize("least", [2, "60%", "100%"])
def test_no_budget_that_blocks_every_drain(least: Any) -> None:
    found = Outcome([workload(spec=TWO), service()], {"disruptionBudget": {"minAvailable": least}})
    assert budgets(found) == []
    assert "would block every drain" in found.note("kind").reason


def test_no_budget_that_takes_the_pods_of_others() -> None:
    canary = workload(spec={"selector": {"matchLabels": {**LABELS, "track": "canary"}}})
    canary["metadata"]["name"] = "canary"
    canary["spec"]["template"]["metadata"]["labels"] = {**LABELS, "track": "canary"}
    found = Outcome([workload(spec=TWO), service(), canary])
    assert budgets(found) == []
    assert "its selector takes the pods of Deployment/canary as well" in found.note("kind").reason


def test_a_name_that_is_taken_is_another() -> None:
    other = {**BUDGET, "spec": {"maxUnavailable": 1, "selector": {"matchLabels": {"app": "other"}}}}
    names = [one["metadata"]["name"] for one in budgets(Outcome([workload(spec=TWO), service(), other]))]
    assert names == ["web-pdb", "web"]


@pytest.mark.parametrize(
    ("kind", "minors", "expected"),
    [
        ("Deployment", (27,), "AlwaysAllow"),
        ("Deployment", (), None),
        ("Deployment", (26,), None),
        ("StatefulSet", (30,), None),
    ],
)
def test_a_budget_that_is_there_lets_pods_pass_that_do_not_work(kind: str, minors: Any, expected: Any) -> None:
    (found,) = budgets(Outcome([workload(kind, spec=TWO), service(), BUDGET], minors=minors))
    assert found["spec"].get("unhealthyPodEvictionPolicy") == expected


def test_a_budget_that_is_to_be_left_alone() -> None:
    own = {**BUDGET, "metadata": {"name": "web", "annotations": {"fairlead.dev/inject": "false"}}}
    assert budgets(Outcome([workload(spec=TWO), service(), own], minors=(30,))) == [own]


def test_a_policy_that_is_there_stays() -> None:
    own = {**BUDGET, "spec": {**BUDGET["spec"], "unhealthyPodEvictionPolicy": "IfHealthyBudget"}}  # type: ignore[dict-item]
    assert budgets(Outcome([workload(spec=TWO), service(), own], minors=(30,))) == [own]

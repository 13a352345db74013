from __future__ import annotations

from typing import Any

import pytest

from tests.inject.workloads import DATA, Outcome, claim, scaler, served, service, workload

ROLLING = {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": "25%", "maxUnavailable": 0}}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (None, ROLLING),
        ({}, ROLLING),
        ({"type": "RollingUpdate"}, ROLLING),
        ({"rollingUpdate": {}}, {"rollingUpdate": ROLLING["rollingUpdate"]}),
        ({"rollingUpdate": {"maxSurge": 1}}, {"rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0}}),
        ({"rollingUpdate": {"maxUnavailable": 0}}, {"rollingUpdate": {"maxUnavailable": 0}}),
        ({"rollingUpdate": {"maxUnavailable": 1}}, {"rollingUpdate": {"maxUnavailable": 1}}),
        ({"rollingUpdate": {"maxSurge": 0}}, {"rollingUpdate": {"maxSurge": 0}}),
        ({"rollingUpdate": {"maxSurge": "0%"}}, {"rollingUpdate": {"maxSurge": "0%"}}),
        ({"type": "Recreate"}, {"type": "Recreate"}),
    ],
)
def test_strategy(written: Any, expected: Any) -> None:
    assert served(spec={} if written is None else {"strategy": written}).spec["strategy"] == expected


@pytest.mark.parametrize(
    ("said", "rolling"),
    [
        ({"maxSurge": "1"}, {"maxSurge": 1, "maxUnavailable": 0}),
        ({"maxUnavailable": "1"}, {"maxSurge": "25%", "maxUnavailable": 1}),
    ],
)
@pytest.mark.parametrize("ports", [None, [{"containerPort": 8080}]])
def test_strategy_as_it_is_said(said: Any, rolling: Any, ports: Any) -> None:
    assert Outcome([workload(container={"ports": ports})], said).spec["strategy"]["rollingUpdate"] == rolling


@pytest.mark.parametrize(
    ("written", "said", "rolling"),
    [
        (None, {"maxSurge": "0"}, ROLLING["rollingUpdate"]),
        (None, {"maxSurge": "0%", "maxUnavailable": "0"}, ROLLING["rollingUpdate"]),
        (None, {"maxSurge": "0", "maxUnavailable": "1"}, {"maxSurge": 0, "maxUnavailable": 1}),
        ({"maxUnavailable": 1}, {"maxSurge": "0"}, {"maxUnavailable": 1, "maxSurge": 0}),
        ({"maxUnavailable": 0}, {"maxSurge": "0", "maxUnavailable": "1"}, {"maxUnavailable": 0}),
        ({"maxSurge": 0}, {"maxUnavailable": "0"}, {"maxSurge": 0}),
    ],
)
def test_some_pod_can_always_be_replaced(written: Any, said: Any, rolling: Any) -> None:
    found = served(said, spec={"strategy": {"rollingUpdate": written}} if written else {})
    assert found.spec["strategy"]["rollingUpdate"] == rolling


def test_bounds_that_cannot_be_are_told() -> None:
    assert "no pod could be replaced: say maxUnavailable as well" in served({"maxSurge": "0"}).note("maxSurge").reason


@pytest.mark.parametrize("kind", ["StatefulSet", "DaemonSet"])
def test_other_kinds_roll_by_themselves(kind: str) -> None:
    found = Outcome([workload(kind), service()])
    assert "updateStrategy" not in found.spec
    assert "progressDeadlineSeconds" not in found.spec
    assert found.spec["minReadySeconds"] == 5


@pytest.mark.parametrize(
    "pod",
    [
        {"hostNetwork": True},
        {
            "affinity": {
                "podAntiAffinity": {
                    "requiredDuringSchedulingIgnoredDuringExecution": [
                        {"topologyKey": "kubernetes.io/hostname", "labelSelector": {"matchLabels": {"app": "web"}}}
                    ]
                }
            }
        },
    ],
)
def test_pods_that_need_a_node_each_may_give_way(pod: Any) -> None:
    found = served(pod=pod, spec={"replicas": 4})
    assert "strategy" not in found.spec
    assert "each pod needs a node of its own" in found.note("strategy").reason


def test_a_port_of_the_node_needs_a_node_too() -> None:
    found = served(container={"ports": [{"name": "http", "containerPort": 8080, "hostPort": 8080}]})
    assert "strategy" not in found.spec


@pytest.mark.parametrize(
    ("mode", "expected"),
    [("ReadWriteOnce", {"type": "Recreate"}), ("ReadWriteOncePod", {"type": "Recreate"}), ("ReadWriteMany", ROLLING)],
)
def test_a_claim_of_one_node_recreates(mode: str, expected: Any) -> None:
    assert Outcome([workload(pod=DATA), service(), claim(mode)]).spec["strategy"] == expected


def test_where_the_pods_are_recreated_nothing_waits() -> None:
    found = Outcome([workload(pod=DATA), service(), claim()])
    assert [key for key in found.spec if "Seconds" in key] == []
    assert found.note("strategy").source == "PersistentVolumeClaim/data"


@pytest.mark.parametrize("objects", [[], [scaler()]])
@pytest.mark.parametrize("spec", [{}, {"replicas": 2}])
def test_a_claim_that_nobody_sees_or_several_share_is_left_alone(objects: Any, spec: Any) -> None:
    more = [claim()] if objects or spec else []
    assert "strategy" not in Outcome([workload(pod=DATA, spec=spec), service(), *more, *objects]).spec


def test_a_claim_recreates_a_worker_too() -> None:
    found = Outcome([workload(pod=DATA, container={"ports": None}), claim()])
    assert found.spec["strategy"] == {"type": "Recreate"}


@pytest.mark.parametrize(
    ("said", "spec", "deadline"),
    [
        ({}, {}, 600),
        ({"startupBudgetSeconds": "15m"}, {}, 1025),
        ({"minReadySeconds": "700"}, {}, 880),
        ({"progressDeadlineSeconds": "900"}, {}, 900),
        ({}, {"minReadySeconds": 900}, 1080),
        ({}, {"progressDeadlineSeconds": 300}, 300),
    ],
)
def test_progress_deadline(said: Any, spec: Any, deadline: int) -> None:
    assert served(said, spec=spec).spec["progressDeadlineSeconds"] == deadline


def test_the_deadline_outlives_the_slowest_container() -> None:
    slow = {"startupProbe": {"tcpSocket": {"port": 1}, "periodSeconds": 10, "failureThreshold": 101}}
    beside = {"name": "slow", "image": "slow:1", **slow}
    one = workload()
    one["spec"]["template"]["spec"]["containers"].append(beside)
    assert Outcome([one, service()]).spec["progressDeadlineSeconds"] == 1125


def test_sidecars_start_one_after_the_other() -> None:
    probe = {"tcpSocket": {"port": 1}, "periodSeconds": 10, "failureThreshold": 31}
    sides = [{"name": n, "image": "s:1", "restartPolicy": "Always", "startupProbe": probe} for n in ("a", "b")]
    found = served(pod={"initContainers": sides})
    assert found.spec["progressDeadlineSeconds"] == 300 + 300 + 60 + 5 + 120


def test_a_worker_has_a_deadline_only_where_it_needs_one() -> None:
    probe = {"exec": {"command": ["/x"]}, "periodSeconds": 10, "failureThreshold": 91}
    assert Outcome([workload(container={"ports": None, "startupProbe": probe})]).spec["progressDeadlineSeconds"] == 1025


def test_no_waiting_beyond_the_deadline_that_is_written() -> None:
    found = served(spec={"progressDeadlineSeconds": 4})
    assert "minReadySeconds" not in found.spec
    assert found.note("minReadySeconds").action == "refused"


@pytest.mark.parametrize("seconds", [0, 1, 30])
def test_the_waiting_that_is_written_stays(seconds: int) -> None:
    assert served(spec={"minReadySeconds": seconds}).spec["minReadySeconds"] == seconds


@pytest.mark.parametrize("field", ["replicas", "revisionHistoryLimit", "paused", "enableServiceLinks"])
def test_what_is_no_part_of_a_safe_rollout_is_not_put_in(field: str) -> None:
    found = served()
    assert field not in found.spec
    assert field not in found.pod

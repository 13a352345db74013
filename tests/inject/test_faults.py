"""What is there and wrong: kept and told, or changed with --override."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from generator.documents.manifest import shown
from generator.objects.values import at
from tests.inject.workloads import DATA, Outcome, claim, scaler, service, workload

if TYPE_CHECKING:
    from collections.abc import Mapping

READY = {"httpGet": {"path": "/readyz", "port": "http"}}
LIVE = {"httpGet": {"path": "/livez", "port": "http"}}
ROLLING = {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": "25%", "maxUnavailable": 0}}
POD = ("spec", "template", "spec")
WEB = (*POD, "containers", 0)


class Case(NamedTuple):
    """A workload with something wrong at ``path``, what --override makes of it, and a part of the reason."""

    objects: list[Any]
    path: tuple[str | int, ...]
    value: Any
    reason: str
    said: Mapping[str, Any] = {}


def container(**parts: Any) -> list[Any]:
    return [workload(container=parts), service()]


def pod(parts: dict[str, Any], hook: Any = None) -> list[Any]:
    return [workload(pod=parts, container={"lifecycle": {"preStop": hook}} if hook else {}), service()]


def spec(*others: Any, **parts: Any) -> list[Any]:
    return [workload(spec=parts), service(), *others]


CASES = {
    "a grace period shorter than the longest request": Case(
        pod({"terminationGracePeriodSeconds": 60}),
        (*POD, "terminationGracePeriodSeconds"),
        195,
        "60 s are over before preStop 5 + longest request 180",
        {"longestRequestSeconds": "3m"},
    ),
    "a sleep as long as the grace period": Case(
        pod({"terminationGracePeriodSeconds": 20}, {"exec": {"command": ["sleep", "20"]}}),
        (*POD, "terminationGracePeriodSeconds"),
        45,
        "preStop sleeps 20 s of a grace period of 20 s: no time is left to end",
    ),
    "a sleep shorter than is asked for": Case(
        pod({}, {"exec": {"command": ["sleep", "2"]}}),
        (*WEB, "lifecycle", "preStop"),
        {"exec": {"command": ["sleep", "15"]}},
        "it sleeps 2 s, and 15 s are asked for",
        {"preStopSleepSeconds": "15"},
    ),
    "Recreate": Case(
        spec(strategy={"type": "Recreate"}),
        ("spec", "strategy"),
        ROLLING,
        "Recreate ends all pods before the first new one starts",
    ),
    "OnDelete": Case(
        [workload("StatefulSet", spec={"updateStrategy": {"type": "OnDelete"}}), service()],
        ("spec", "updateStrategy"),
        {"type": "RollingUpdate"},
        "OnDelete updates nothing until somebody deletes the pods",
    ),
    "a claim of one node that rolls": Case(
        [workload(pod=DATA, spec={"strategy": {"type": "RollingUpdate"}}), service(), claim()],
        ("spec", "strategy"),
        {"type": "Recreate"},
        "the claim data is of one node",
    ),
    "pods that are taken away": Case(
        spec(replicas=4, strategy={"rollingUpdate": {"maxUnavailable": "25%"}}),
        ("spec", "strategy", "rollingUpdate", "maxUnavailable"),
        0,
        "a rolling update takes 1 of 4 pods away before others are ready",
    ),
    "no pod more": Case(
        spec(replicas=4, strategy={"rollingUpdate": {"maxSurge": 0}}),
        ("spec", "strategy", "rollingUpdate"),
        {"maxSurge": "25%", "maxUnavailable": 0},
        "since there may be no pod more",
    ),
    "a bound that is not what is asked for": Case(
        spec(strategy={"rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0}}),
        ("spec", "strategy", "rollingUpdate", "maxSurge"),
        3,
        "3 is asked for",
        {"maxSurge": "3"},
    ),
    "no pod more where none may be lost": Case(
        spec(strategy={"rollingUpdate": {"maxSurge": 0, "maxUnavailable": 1}}),
        ("spec", "strategy", "rollingUpdate"),
        ROLLING["rollingUpdate"],
        "with maxUnavailable 0 no pod could be replaced",
        {"maxUnavailable": "0"},
    ),
    "a waiting time shorter than is asked for": Case(
        spec(minReadySeconds=1), ("spec", "minReadySeconds"), 20, "20 is asked for", {"minReadySeconds": "20"}
    ),
    "a deadline shorter than is asked for": Case(
        spec(progressDeadlineSeconds=300),
        ("spec", "progressDeadlineSeconds"),
        900,
        "900 is asked for",
        {"progressDeadlineSeconds": "15m"},
    ),
    "a deadline shorter than a start": Case(
        [
            workload(
                container={"startupProbe": {**READY, "periodSeconds": 10, "failureThreshold": 61}},
                spec={"progressDeadlineSeconds": 300, "minReadySeconds": 5},
            ),
            service(),
        ],
        ("spec", "progressDeadlineSeconds"),
        725,
        "the rollout counts as failed while a pod may still start, for 605 s",
    ),
    "a deadline shorter than the start that is asked for": Case(
        spec(progressDeadlineSeconds=300),
        ("spec", "progressDeadlineSeconds"),
        600,
        "the rollout counts as failed while a pod may still start, for 300 s",
        {"startupBudgetSeconds": "5m"},
    ),
    "replicas beside an autoscaler": Case(
        spec(scaler(), replicas=3), ("spec", "replicas"), None, "HorizontalPodAutoscaler/web sets it as well"
    ),
    "liveness that is readiness": Case(
        container(readinessProbe=READY, livenessProbe=READY),
        (*WEB, "livenessProbe", "failureThreshold"),
        9,
        "the livenessProbe is the readinessProbe",
    ),
    "liveness that is the readiness that is asked for": Case(
        container(livenessProbe={**READY, "periodSeconds": 5, "timeoutSeconds": 2}),
        (*WEB, "livenessProbe", "failureThreshold"),
        9,
        "the livenessProbe is the readinessProbe",
        {"readiness": "/readyz"},
    ),
    "a timeout longer than its period": Case(
        container(readinessProbe={**READY, "timeoutSeconds": 30, "periodSeconds": 5}),
        (*WEB, "readinessProbe", "timeoutSeconds"),
        5,
        "timeoutSeconds is 30 and periodSeconds 5",
    ),
    "a port that is not there": Case(
        container(readinessProbe={"httpGet": {"path": "/readyz", "port": "web"}}),
        (*WEB, "readinessProbe", "httpGet", "port"),
        "http",
        "the container has no port named 'web'",
    ),
    "another readiness than is asked for": Case(
        container(readinessProbe={**LIVE, "periodSeconds": 3}),
        (*WEB, "readinessProbe"),
        {**READY, "periodSeconds": 3},
        "another handler is asked for",
        {"readiness": "/readyz"},
    ),
    "another kind of probe than is asked for": Case(
        container(livenessProbe={"tcpSocket": {"port": 1}, "timeoutSeconds": 3}),
        (*WEB, "livenessProbe"),
        {**LIVE, "timeoutSeconds": 3},
        "another handler is asked for",
        {"liveness": "/livez"},
    ),
    "less time to start than is asked for": Case(
        container(startupProbe={**READY, "periodSeconds": 5, "failureThreshold": 5}),
        (*WEB, "startupProbe", "failureThreshold"),
        61,
        "a start may take 20 s, and 300 s are asked for",
        {"startupBudgetSeconds": "5m"},
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_is_wrong_is_kept_and_told(case: Case) -> None:
    found = Outcome(case.objects, case.said)
    written = at(case.objects[0], *case.path)
    assert at(found.workload, *case.path) == written
    noted = [one for one in found.notes if one.action == "kept" and case.reason in one.reason]
    assert len(noted) == 1
    assert at(found.workload, *noted[0].path) == noted[0].value


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_is_wrong_is_changed_with_override(case: Case) -> None:
    found = Outcome(case.objects, case.said, override=True)
    assert at(found.workload, *case.path) == case.value
    noted = [one for one in found.notes if one.action == "changed" and case.reason in one.reason]
    assert len(noted) == 1
    assert at(found.workload, *noted[0].path) == noted[0].value
    assert found.told("kept") == []


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_after_override_nothing_is_wrong(case: Case) -> None:
    found = Outcome(Outcome(case.objects, case.said, override=True).objects, case.said, override=True)
    assert found.told() == []


def test_the_reason_of_a_change_has_both_numbers() -> None:
    case = CASES["a grace period shorter than the longest request"]
    note = Outcome(case.objects, case.said, override=True).note("terminationGracePeriodSeconds")
    assert note.reason == (
        "60 s are over before preStop 5 + longest request 180: preStop 5 + longest request 180 + margin 10, at least 30"
    )
    assert note.source == "--longest-request"


def test_what_is_taken_out_with_more_around_it_is_not_written_again() -> None:
    rolling = {"rollingUpdate": {"maxSurge": 2}}
    objects = [workload(pod=DATA, spec={"strategy": rolling}), service(), claim()]
    assert Outcome(objects, {"maxSurge": "1"}, override=True).spec["strategy"] == {"type": "Recreate"}


FINE = {
    "a grace period that is long enough": pod({"terminationGracePeriodSeconds": 600}),
    "a short grace period of which nobody says more": pod({"terminationGracePeriodSeconds": 10}),
    "Recreate on the network of the node": [
        workload(spec={"strategy": {"type": "Recreate"}}, pod={"hostNetwork": True}),
        service(),
    ],
    "Recreate of a worker": [workload(spec={"strategy": {"type": "Recreate"}}, container={"ports": None})],
    "a claim of one node whose old pod goes first": [
        workload(pod=DATA, spec={"strategy": {"rollingUpdate": {"maxSurge": 0}}}),
        service(),
        claim(),
    ],
    "a share that rounds down to nothing": spec(replicas=3, strategy={"rollingUpdate": {"maxUnavailable": "25%"}}),
    "one pod of one": spec(strategy={"rollingUpdate": {"maxUnavailable": 1}}),
    "liveness that is more patient": container(readinessProbe=READY, livenessProbe={**READY, "failureThreshold": 9}),
    "a timeout of a whole period": container(readinessProbe={**READY, "timeoutSeconds": 5, "periodSeconds": 5}),
    "a port of another host": container(readinessProbe={"httpGet": {"host": "a.example", "port": "x"}}),
}


@pytest.mark.parametrize("objects", FINE.values(), ids=FINE)
def test_what_is_right_is_not_told(objects: list[Any]) -> None:
    assert Outcome(objects).told("kept") == []


@pytest.mark.parametrize(
    ("name", "probe", "said"),
    [
        ("livenessProbe", LIVE, {"liveness": "/readyz", "readiness": "/readyz"}),
        ("readinessProbe", READY, {"readiness": "admin/readyz"}),
        ("readinessProbe", READY, {"readiness": "8080/readyz"}),
    ],
)
def test_a_probe_stays_where_what_is_asked_for_cannot_be_or_is_the_same(name: str, probe: Any, said: Any) -> None:
    objects = [workload(container={"readinessProbe": READY, name: probe}), service()]
    found = Outcome(copy.deepcopy(objects), said, override=True)
    assert found.container[name] == probe
    assert [shown(one.path) for one in found.notes if one.action == "changed"] == []

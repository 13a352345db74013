from __future__ import annotations

from typing import Any

import pytest

from tests.inject.workloads import Outcome, served, service, workload

GRACE = "terminationGracePeriodSeconds"


def hook(seconds: int) -> dict[str, Any]:
    return {"preStop": {"exec": {"command": ["sleep", str(seconds)]}}}


@pytest.mark.parametrize(
    ("said", "sleep", "grace"),
    [
        ({}, "5", 30),
        ({"longestRequestSeconds": "180s"}, "5", 195),
        ({"longestRequestSeconds": "1"}, "5", 30),
        ({"preStopSleepSeconds": "20"}, "20", 45),
        ({"preStopSleepSeconds": "20", "longestRequestSeconds": "3m"}, "20", 210),
    ],
)
def test_the_grace_period_outlives_the_longest_request(said: Any, sleep: str, grace: int) -> None:
    found = served(said)
    assert found.container["lifecycle"] == {"preStop": {"exec": {"command": ["sleep", sleep]}}}
    assert found.pod[GRACE] == grace


def test_the_numbers_of_the_grace_period_are_told() -> None:
    note = served({"longestRequestSeconds": "180s"}).note(GRACE)
    assert note.reason == "preStop 5 + longest request 180 + margin 10, at least 30"
    assert note.source == "--longest-request"


def test_no_sleep_where_none_is_wanted() -> None:
    found = served({"preStopSleepSeconds": "0"})
    assert "lifecycle" not in found.container
    assert found.pod[GRACE] == 30


@pytest.mark.parametrize(("minors", "native"), [((), False), ((29,), False), ((30,), True), ((31, 37), True)])
def test_kubernetes_sleeps_itself_where_all_versions_that_are_asked_for_can(minors: Any, native: bool) -> None:
    found = Outcome([workload(), service()], minors=minors).container["lifecycle"]["preStop"]
    assert found == ({"sleep": {"seconds": 5}} if native else {"exec": {"command": ["sleep", "5"]}})


def test_an_object_that_only_newer_versions_have_sleeps_natively() -> None:
    volume = {"name": "model", "image": {"reference": "registry.example.com/model:1"}}
    found = Outcome([workload(pod={"volumes": [volume]}), service()])
    assert found.container["lifecycle"]["preStop"] == {"sleep": {"seconds": 5}}


def test_that_an_image_may_have_no_sleep_is_said() -> None:
    assert "one without it ends at once" in served().note("preStop").reason


@pytest.mark.parametrize("lifecycle", [hook(20), {"preStop": {"sleep": {"seconds": 20}}}])
def test_the_hook_that_is_there_stays_and_counts(lifecycle: Any) -> None:
    found = served(container={"lifecycle": lifecycle})
    assert found.container["lifecycle"] == lifecycle
    assert found.pod[GRACE] == 45


def test_another_hook_stays() -> None:
    lifecycle = {"preStop": {"httpGet": {"path": "/stop", "port": 8080}}}
    found = served(container={"lifecycle": lifecycle})
    assert found.container["lifecycle"] == lifecycle
    assert found.note(GRACE).reason.startswith("preStop 0 +")


def test_a_hook_stands_beside_the_other_one() -> None:
    start = {"postStart": {"exec": {"command": ["/warm"]}}}
    assert list(served(container={"lifecycle": start}).container["lifecycle"]) == ["postStart", "preStop"]


@pytest.mark.parametrize(("grace", "sleep"), [(3600, "5"), (30, "5"), (10, "5"), (8, "4"), (5, "2"), (2, "1")])
def test_of_a_grace_period_that_is_written_the_sleep_takes_half_at_most(grace: int, sleep: str) -> None:
    found = served(pod={GRACE: grace})
    assert found.pod[GRACE] == grace
    assert found.container["lifecycle"]["preStop"]["exec"]["command"] == ["sleep", sleep]


@pytest.mark.parametrize("grace", [0, 1])
def test_no_sleep_where_there_is_no_time_for_it(grace: int) -> None:
    found = served(pod={GRACE: grace})
    assert "lifecycle" not in found.container
    assert found.note("preStop").reason == f"the grace period is {grace} s, which leaves no room for a sleep"


def test_no_sleep_that_is_said_where_the_grace_period_is_shorter() -> None:
    found = served({"preStopSleepSeconds": "20"}, pod={GRACE: 15})
    assert "lifecycle" not in found.container
    (line,) = found.told("refused")
    assert line.endswith("lifecycle.preStop: the grace period is 15 s, which leaves no room for a sleep of 20 s")
    assert found.note(GRACE).action == "kept"


def test_where_no_request_comes_only_the_grace_period_is_longer() -> None:
    found = Outcome([workload(container={"ports": None})])
    assert found.told() == [
        f"added spec.template.spec.{GRACE}: preStop 0 + longest request 0 + margin 10, at least 60 (default)"
    ]


def test_a_daemon_to_which_no_request_comes_is_as_it_should_be() -> None:
    assert Outcome([workload("DaemonSet", container={"ports": None})]).told() == []


def test_a_daemon_ends_as_others_do_where_requests_come() -> None:
    found = Outcome([workload("DaemonSet"), service()], {"longestRequestSeconds": "60"})
    assert found.container["lifecycle"]["preStop"]["exec"]["command"] == ["sleep", "5"]
    assert found.pod[GRACE] == 75


@pytest.mark.parametrize("pod", [{"os": {"name": "windows"}}, {"nodeSelector": {"kubernetes.io/os": "windows"}}])
def test_there_is_no_sleep_on_windows(pod: Any) -> None:
    found = served(pod=pod)
    assert "lifecycle" not in found.container
    assert "there is no `sleep` on Windows" in found.note("preStop").reason


def test_kubernetes_sleeps_for_windows_too() -> None:
    found = Outcome([workload(pod={"os": {"name": "windows"}}), service()], minors=(30,))
    assert found.container["lifecycle"]["preStop"] == {"sleep": {"seconds": 5}}

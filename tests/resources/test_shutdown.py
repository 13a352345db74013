from __future__ import annotations

from typing import Any

import pytest

from tests.resources.apps import BASIC, kubernetes, one


@pytest.mark.parametrize(
    ("kind", "shutdown", "grace"),
    [
        ("web", {}, 30),
        ("web", {"longestRequestSeconds": 180}, 195),
        ("web", {"longestRequestSeconds": 180, "preStopSleepSeconds": 10}, 200),
        ("web", {"longestRequestSeconds": 1}, 30),
        ("web", {"longestRequestSeconds": 15, "preStopSleepSeconds": 5, "marginSeconds": 11}, 31),
        ("web", {"longestRequestSeconds": 0, "preStopSleepSeconds": 0, "marginSeconds": 0, "minimumSeconds": 5}, 5),
        ("web", {"terminationGracePeriodSeconds": 20}, 20),
        ("web", {"terminationGracePeriodSeconds": 600, "longestRequestSeconds": 10}, 600),
        ("stateful", {}, 30),
        ("worker", {}, 60),
        ("worker", {"longestRequestSeconds": 100}, 110),
        ("worker", {"preStopSleepSeconds": 100}, 60),
        ("daemon", {}, 30),
        ("cron", {}, 30),
        ("job", {}, 30),
    ],
)
def test_grace_period(kind: str, shutdown: dict[str, int], grace: int) -> None:
    assert one(kind, {"shutdown": shutdown}).pod(kind)["terminationGracePeriodSeconds"] == grace


@pytest.mark.parametrize(
    ("minor", "native"), [(27, False), (28, False), (29, False), (30, True), (31, True), (34, True)]
)
def test_sleep_is_native_from_1_30(minor: int, native: bool) -> None:
    handler = one("web", cluster=kubernetes(minor)).container("web")["lifecycle"]["preStop"]
    assert handler == ({"sleep": {"seconds": 5}} if native else {"exec": {"command": ["sleep", "5"]}})


@pytest.mark.parametrize(
    ("kind", "more", "sleeps"),
    [
        ("web", {}, True),
        ("web", {"shutdown": {"preStopSleepSeconds": 0}}, False),
        ("stateful", {}, True),
        ("worker", {}, False),
        ("worker", {"shutdown": {"preStopSleepSeconds": 5}}, False),
        (
            "worker",
            {"ports": {"http": 8080}, "shutdown": {"preStopSleepSeconds": 5}, "probes": {"readiness": "/r"}},
            True,
        ),
        (
            "worker",
            {"ports": {"metrics": {"containerPort": 9090, "expose": False}}, "shutdown": {"preStopSleepSeconds": 5}},
            False,
        ),
        ("daemon", {}, False),
        ("cron", {}, False),
        ("job", {}, False),
        ("job", {"ports": {"http": 8080}, "shutdown": {"preStopSleepSeconds": 5}}, False),
    ],
)
def test_sleeps_where_traffic_arrives(kind: str, more: dict[str, Any], sleeps: bool) -> None:
    assert ("lifecycle" in one(kind, more).container(kind)) == sleeps


def test_seconds_of_the_sleep() -> None:
    container = one("web", {"shutdown": {"preStopSleepSeconds": 12}}).container("web")
    assert container["lifecycle"]["preStop"]["sleep"]["seconds"] == 12


def test_a_handler_of_ones_own_replaces_the_sleep() -> None:
    handler = {"exec": {"command": ["/drain"]}}
    container = one("web", {"shutdown": {"preStop": handler}}).container("web")
    assert container["lifecycle"] == {"preStop": handler}


def test_a_worker_may_have_a_handler_of_its_own() -> None:
    handler = {"httpGet": {"path": "/drain", "port": 8080}}
    assert one("worker", {"shutdown": {"preStop": handler}}).container("worker")["lifecycle"] == {"preStop": handler}


@pytest.mark.parametrize("kind", sorted(BASIC))
def test_the_sleep_is_shorter_than_the_grace_period(kind: str) -> None:
    app = one(kind, {"shutdown": {"preStopSleepSeconds": 300, "longestRequestSeconds": 0, "marginSeconds": 1}})
    handler = app.container(kind).get("lifecycle", {}).get("preStop", {"sleep": {"seconds": 0}})
    assert handler["sleep"]["seconds"] < app.pod(kind)["terminationGracePeriodSeconds"]


def test_only_the_main_container_sleeps() -> None:
    pod = one("web", {"sidecars": {"nginx": {"image": "a:1"}}, "initContainers": {"wait": {"image": "b:1"}}}).pod("web")
    assert not [item["name"] for item in pod["initContainers"] if "lifecycle" in item]

from __future__ import annotations

from typing import Any

import pytest

from tests.resources.apps import App, app, kubernetes, one

ROLLING = {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": "25%", "maxUnavailable": 0}}
MOUNT = {"mounts": {"/data": {"volume": "data"}}}


def volume(*modes: str) -> dict[str, Any]:
    return {"data": {"type": "persistentVolumeClaim", "size": "1Gi", **({"accessModes": list(modes)} if modes else {})}}


@pytest.mark.parametrize(
    ("kind", "rollout", "expected"),
    [
        ("web", {}, ROLLING),
        ("worker", {}, ROLLING),
        ("web", {"strategy": "RollingUpdate"}, ROLLING),
        (
            "web",
            {"maxSurge": 1, "maxUnavailable": "10%"},
            {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1, "maxUnavailable": "10%"}},
        ),
        (
            "web",
            {"maxSurge": 0, "maxUnavailable": 1},
            {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 0, "maxUnavailable": 1}},
        ),
        ("web", {"strategy": "Recreate"}, {"type": "Recreate"}),
        ("stateful", {}, {"type": "RollingUpdate"}),
        ("stateful", {"partition": 2}, {"type": "RollingUpdate", "rollingUpdate": {"partition": 2}}),
        ("stateful", {"partition": 0}, {"type": "RollingUpdate", "rollingUpdate": {"partition": 0}}),
        ("stateful", {"strategy": "OnDelete"}, {"type": "OnDelete"}),
        ("daemon", {}, {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 1}}),
        ("daemon", {"strategy": "OnDelete"}, {"type": "OnDelete"}),
        (
            "daemon",
            {"maxSurge": 1, "maxUnavailable": 0},
            {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0}},
        ),
    ],
)
def test_strategy(kind: str, rollout: dict[str, Any], expected: dict[str, Any]) -> None:
    spec = one(kind, {"rollout": rollout}).workload(kind)["spec"]
    assert spec["strategy" if kind in ("web", "worker") else "updateStrategy"] == expected


@pytest.mark.parametrize(
    ("modes", "expected"),
    [
        ((), "Recreate"),
        (("ReadWriteOnce",), "Recreate"),
        (("ReadWriteOncePod",), "Recreate"),
        (("ReadWriteMany",), "RollingUpdate"),
        (("ReadOnlyMany",), "RollingUpdate"),
    ],
)
@pytest.mark.parametrize("kind", ["web", "worker"])
def test_strategy_of_what_mounts_a_claim(kind: str, modes: tuple[str, ...], expected: str) -> None:
    assert one(kind, MOUNT, volumes=volume(*modes)).workload(kind)["spec"]["strategy"]["type"] == expected


def test_recreate_has_no_rolling_update() -> None:
    assert one("web", MOUNT, volumes=volume()).workload("web")["spec"]["strategy"] == {"type": "Recreate"}


@pytest.mark.parametrize("kind", ["initContainers", "sidecars"])
def test_a_claim_that_another_container_mounts_counts_too(kind: str) -> None:
    more = {kind: {"other": {"image": "a:1", **MOUNT}}}
    assert one("web", more, volumes=volume()).workload("web")["spec"]["strategy"]["type"] == "Recreate"


@pytest.mark.parametrize("kind", ["stateful", "daemon"])
def test_only_a_deployment_is_recreated(kind: str) -> None:
    found = one(kind, MOUNT, volumes=volume("ReadWriteOnce")).workload(kind)["spec"]["updateStrategy"]["type"]
    assert found == "RollingUpdate"


@pytest.mark.parametrize(
    "source", [{"type": "emptyDir"}, {"type": "existingClaim", "claimName": "x"}, {"type": "hostPath", "path": "/x"}]
)
def test_other_volumes_do_not_recreate(source: dict[str, Any]) -> None:
    assert one("web", MOUNT, volumes={"data": source}).workload("web")["spec"]["strategy"]["type"] == "RollingUpdate"


def test_a_volume_that_nobody_mounts_does_not_recreate() -> None:
    assert one("web", volumes=volume()).workload("web")["spec"]["strategy"]["type"] == "RollingUpdate"


RECREATED = """\
apiVersion: fairlead/v1
name: shop
image: registry.example.com/shop:1.42.0
volumes:
  data: {type: persistentVolumeClaim, size: 1Gi}
components:
  web:
    type: web
    ports: {http: 8080}
    probes: {readiness: /readyz}
    mounts:
      /data: {volume: data}
environments:
  dev: {}
  prod: {}
"""


def test_recreate_is_said_at_the_mount() -> None:
    found = App(RECREATED).warnings
    assert {(item.place and (item.place.line, item.place.column), item.severity) for item in found} == {
        ((12, 7), "warning")
    }


def test_recreate_is_said_with_its_line() -> None:
    assert {item.source_line for item in App(RECREATED).warnings} == {"      /data: {volume: data}"}


def test_recreate_is_said_with_the_name_of_the_volume() -> None:
    assert "volume data is ReadWriteOnce" in App(RECREATED).warnings[0].message


def test_recreate_that_is_wanted_is_not_said() -> None:
    assert one("web", {**MOUNT, "rollout": {"strategy": "Recreate"}}, volumes=volume()).warnings == []


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("web", "minReadySeconds", 5),
        ("web", "revisionHistoryLimit", 5),
        ("stateful", "minReadySeconds", 5),
        ("daemon", "revisionHistoryLimit", 5),
    ],
)
def test_defaults(kind: str, field: str, value: int) -> None:
    assert one(kind).workload(kind)["spec"][field] == value


@pytest.mark.parametrize("field", ["minReadySeconds", "revisionHistoryLimit"])
def test_zero_is_a_value(field: str) -> None:
    assert one("web", {"rollout": {field: 0}}).workload("web")["spec"][field] == 0


@pytest.mark.parametrize(
    ("more", "deadline"),
    [
        ({}, 600),
        ({"rollout": {"progressDeadlineSeconds": 900}}, 900),
        ({"probes": {"readiness": "/r", "startup": {"budgetSeconds": 700}}}, 825),
        ({"probes": {"readiness": "/r", "startup": {"budgetSeconds": 700}}, "rollout": {"minReadySeconds": 30}}, 850),
        ({"rollout": {"minReadySeconds": 1000}}, 1180),
    ],
)
def test_progress_deadline(more: dict[str, Any], deadline: int) -> None:
    assert one("web", more).workload("web")["spec"]["progressDeadlineSeconds"] == deadline


@pytest.mark.parametrize("start", [10, 470, 475, 480, 600, 3600])
@pytest.mark.parametrize("ready", [0, 5, 100, 700])
def test_the_deadline_is_later_than_the_worst_start(start: int, ready: int) -> None:
    more = {"probes": {"readiness": "/r", "startup": {"budgetSeconds": start}}, "rollout": {"minReadySeconds": ready}}
    assert one("web", more).workload("web")["spec"]["progressDeadlineSeconds"] > start + ready


@pytest.mark.parametrize(("minor", "deadline"), [(28, 425 + 5 + 120), (30, 425 + 300 + 5 + 120)])
def test_a_native_sidecar_starts_before_the_others(minor: int, deadline: int) -> None:
    slow = {"image": "a:1", "ports": {"edge": 8081}, "probes": {"startup": {"tcpSocket": {}, "budgetSeconds": 300}}}
    more = {"probes": {"readiness": "/r", "startup": {"budgetSeconds": 425}}, "sidecars": {"edge": slow}}
    found = one("web", more, kubernetes(minor)).workload("web")["spec"]["progressDeadlineSeconds"]
    assert found == max(600, deadline)


@pytest.mark.parametrize("kind", ["stateful", "daemon"])
def test_only_a_deployment_has_a_deadline(kind: str) -> None:
    assert "progressDeadlineSeconds" not in one(kind).workload(kind)["spec"]


def test_an_environment_that_mounts_no_claim_rolls() -> None:
    environments = {"dev": {"components": {"web": {"mounts": {"/data": None}}}}, "prod": {}}
    web = {"type": "web", "ports": {"http": 8080}, "probes": {"readiness": "/r"}, **MOUNT}
    found = app({"web": web}, environments, volumes=volume())
    assert [found.workload("web", name)["spec"]["strategy"]["type"] for name in environments] == [
        "RollingUpdate",
        "Recreate",
    ]

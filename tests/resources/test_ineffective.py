"""What somebody wrote and no object says is talked about; what is shipped is not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.resources.apps import BASIC, app, one

SIDECAR = {"image": "a:1", "ports": {"own": {"containerPort": 9}}}
VOLUMES = {"data": {"type": "emptyDir"}}
HIDDEN = {"containerPort": 9, "expose": False}


@pytest.mark.parametrize(
    ("kind", "more", "path"),
    [
        ("worker", {"service": {"type": "LoadBalancer"}}, "service"),
        ("web", {"serviceAccount": {"create": False, "annotations": {"a": "b"}}}, "serviceAccount.annotations"),
        ("worker", {"ports": {"m": {**HIDDEN, "servicePort": 90}}}, "ports.m.servicePort"),
        ("worker", {"ports": {"m": {**HIDDEN, "appProtocol": "http"}}}, "ports.m.appProtocol"),
        ("worker", {"ports": {"m": {**HIDDEN, "nodePort": 30000}}}, "ports.m.nodePort"),
        ("cron", {"ports": {"m": {"containerPort": 9, "expose": True}}}, "ports.m.expose"),
        (
            "web",
            {"sidecars": {"s": {"image": "a:1", "ports": {"m": {"containerPort": 9, "servicePort": 90}}}}},
            "sidecars.s.ports.m.servicePort",
        ),
        ("web", {"mounts": {"/a": {"volume": "data", "items": {"a": "b"}}}}, "mounts./a.items"),
        ("web", {"mounts": {"/a": {"volume": "data", "defaultMode": 256}}}, "mounts./a.defaultMode"),
        ("web", {"probes": {"readiness": "/r", "liveness": {"periodSeconds": 3}}}, "probes.liveness"),
        ("worker", {"probes": {"readiness": {"periodSeconds": 3}}}, "probes.readiness"),
        ("job", {"probes": {"startup": {"budgetSeconds": 3}}}, "probes.startup"),
        ("job", {"spread": {"zone": "hard"}}, "spread"),
        (
            "web",
            {"networkPolicy": {"ingressFrom": [{"namespace": "a", "protocol": "UDP"}]}},
            "networkPolicy.ingressFrom.0.protocol",
        ),
    ],
)
def test_it_is_said(kind: str, more: dict[str, Any], path: str) -> None:
    found = one(kind, more, volumes=VOLUMES).warnings
    assert [(one.path, one.severity) for one in found] == [(f"components.{kind}.{path}", "warning")]
    assert "has no effect" in found[0].message


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        *((kind, {}) for kind in BASIC),
        ("web", {"sidecars": {"s": SIDECAR}, "initContainers": {"i": {"image": "a:1"}}}),
        ("web", {"ports": {"http": {"containerPort": 8080, "servicePort": 80, "appProtocol": "http"}}}),
        ("web", {"sidecars": {"s": {**SIDECAR, "probes": {"readiness": "/r", "liveness": {"tcpSocket": {}}}}}}),
        ("cron", {"ports": {"m": 9}}),
        ("daemon", {"spread": {"zone": "hard"}}),
    ],
)
def test_what_has_an_effect_is_not_talked_about(kind: str, more: dict[str, Any]) -> None:
    assert one(kind, more).warnings == []


def test_it_is_said_of_the_environment_that_makes_it_void() -> None:
    web = {**BASIC["web"], "mounts": {"/a": {"config": "c", "items": {"k": "x"}}}}
    dev = {"components": {"web": {"mounts": {"/a": {"volume": "data"}}}}}
    found = app({"web": web}, {"dev": dev, "prod": {}}, config={"c": {"data": {"k": "v"}}}, volumes=VOLUMES)
    assert [(one.path, one.environments) for one in found.warnings] == [("components.web.mounts./a.items", ("dev",))]

from __future__ import annotations

from typing import Any

import pytest

from generator.resources.probes import guaranteed_start
from tests.resources.apps import App, one

READY = {"path": "/readyz", "port": "http"}


def probes(kind: str, written: Any, ports: Any = None) -> dict[str, Any]:
    """The probes of a component's container by their short names."""
    ports = ports or ({"http": 8080, "admin": 9090} if kind == "web" else {})
    container = one(kind, {"probes": written, "ports": ports}).container(kind)
    return {
        name: container[f"{name}Probe"] for name in ("startup", "readiness", "liveness") if f"{name}Probe" in container
    }


def handler(probe: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in probe.items() if key in ("httpGet", "tcpSocket", "grpc", "exec")}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"readiness": "/readyz"}, {"httpGet": READY}),
        ({"readiness": {"httpGet": {"path": "/readyz"}}}, {"httpGet": READY}),
        (
            {"readiness": {"httpGet": {"path": "/readyz", "port": "admin"}}},
            {"httpGet": {"path": "/readyz", "port": "admin"}},
        ),
        ({"readiness": {"httpGet": {"path": "/readyz", "port": 8081}}}, {"httpGet": {"path": "/readyz", "port": 8081}}),
        (
            {"readiness": {"httpGet": {"path": "/r", "scheme": "HTTPS"}}},
            {"httpGet": {"path": "/r", "scheme": "HTTPS", "port": "http"}},
        ),
        ({"readiness": {"tcpSocket": {}}}, {"tcpSocket": {"port": "http"}}),
        ({"readiness": {"tcpSocket": {"port": "admin"}}}, {"tcpSocket": {"port": "admin"}}),
        ({"readiness": {"grpc": {"port": 9000}}}, {"grpc": {"port": 9000}}),
        ({"readiness": {"exec": {"command": ["/check"]}}}, {"exec": {"command": ["/check"]}}),
        ({}, {"tcpSocket": {"port": "http"}}),
        ({"readiness": {"periodSeconds": 7}}, {"tcpSocket": {"port": "http"}}),
    ],
)
def test_readiness_handler_of_web(written: Any, expected: Any) -> None:
    assert handler(probes("web", written)["readiness"]) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"readiness": "/readyz"}, {"httpGet": READY}),
        ({}, {"tcpSocket": {"port": "http"}}),
        ({"readiness": "/readyz", "startup": {"budgetSeconds": 90}}, {"httpGet": READY}),
        ({"readiness": "/readyz", "startup": "/started"}, {"httpGet": {"path": "/started", "port": "http"}}),
        ({"readiness": "/readyz", "startup": {"tcpSocket": {"port": "admin"}}}, {"tcpSocket": {"port": "admin"}}),
        ({"readiness": {"grpc": {"port": 9000}}}, {"grpc": {"port": 9000}}),
    ],
)
def test_startup_handler_of_web(written: Any, expected: Any) -> None:
    assert handler(probes("web", written)["startup"]) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("readiness", {"periodSeconds": 5, "timeoutSeconds": 2, "failureThreshold": 3}),
        ("startup", {"periodSeconds": 5, "timeoutSeconds": 2, "failureThreshold": 13}),
        ("liveness", {"periodSeconds": 10, "timeoutSeconds": 5, "failureThreshold": 3}),
    ],
)
def test_timings_where_nothing_is_said(name: str, expected: dict[str, int]) -> None:
    probe = probes("web", {"readiness": "/readyz", "liveness": "/livez"})[name]
    assert {key: probe[key] for key in probe if key not in handler(probe)} == expected


@pytest.mark.parametrize(
    "written", [{}, {"readiness": "/readyz"}, {"startup": "/started"}, {"liveness": {"periodSeconds": 3}}]
)
def test_liveness_is_never_invented(written: Any) -> None:
    assert "liveness" not in probes("web", written)


def test_liveness_as_written() -> None:
    assert handler(probes("web", {"liveness": "/livez"})["liveness"]) == {"httpGet": {"path": "/livez", "port": "http"}}


@pytest.mark.parametrize("kind", ["worker", "daemon"])
@pytest.mark.parametrize("written", [{}, {"readiness": {"periodSeconds": 5}}, {"startup": {"budgetSeconds": 100}}])
def test_where_no_traffic_arrives_no_probe_is_invented(kind: str, written: Any) -> None:
    assert probes(kind, written) == {}


@pytest.mark.parametrize("name", ["startup", "readiness", "liveness"])
def test_a_worker_has_the_handlers_that_are_given(name: str) -> None:
    command = {"exec": {"command": ["/check"]}}
    assert handler(probes("worker", {name: command})[name]) == command


def test_a_worker_whose_ports_are_for_itself_is_not_connected_to() -> None:
    assert probes("worker", {}, {"metrics": {"containerPort": 9090, "expose": False}}) == {}


@pytest.mark.parametrize("kind", ["cron", "job"])
def test_what_runs_to_its_end_has_no_probes(kind: str) -> None:
    assert not [key for key in one(kind).container(kind) if key.endswith("Probe")]


def test_a_readiness_path_is_no_warning() -> None:
    assert one("web").warnings == []


def test_a_mere_connection_is_a_warning_at_the_component() -> None:
    found = App("""\
apiVersion: fairlead/v1
name: shop
image: registry.example.com/shop:1.42.0
components:
  web:
    type: web
    ports: {http: 8080}
environments: {dev: {}, prod: {}}
""").warnings
    assert [(item.place and item.place.line, item.path, item.severity) for item in found[:1]] == [
        (5, "components.web.probes.readiness", "warning")
    ]


def test_a_mere_connection_is_warned_of_once() -> None:
    found = one("web", {"probes": {}}).warnings
    assert len({item.message.removeprefix("environment dev: ") for item in found}) == len(found)


@pytest.mark.parametrize("budget", [1, 4, 5, 6, 30, 59, 60, 61, 120, 3600])
@pytest.mark.parametrize(
    "timings",
    [{}, {"periodSeconds": 1}, {"periodSeconds": 7}, {"initialDelaySeconds": 10}, {"initialDelaySeconds": 200}],
)
def test_the_start_that_is_guaranteed_is_at_least_the_budget(budget: int, timings: dict[str, int]) -> None:
    startup = probes("web", {"readiness": "/readyz", "startup": {"budgetSeconds": budget, **timings}})["startup"]
    assert guaranteed_start(startup) >= budget


@pytest.mark.parametrize("budget", [1, 59, 60, 61])
def test_the_start_that_is_guaranteed_is_less_than_a_period_more_than_the_budget(budget: int) -> None:
    startup = probes("web", {"readiness": "/readyz", "startup": {"budgetSeconds": budget, "periodSeconds": 7}})[
        "startup"
    ]
    assert guaranteed_start(startup) < budget + 7


@pytest.mark.parametrize(
    ("timings", "failures"),
    [
        ({"budgetSeconds": 60}, 13),
        ({"budgetSeconds": 61}, 14),
        ({"budgetSeconds": 60, "periodSeconds": 10}, 7),
        ({"budgetSeconds": 60, "initialDelaySeconds": 20}, 9),
        ({"budgetSeconds": 60, "initialDelaySeconds": 60}, 1),
        ({"budgetSeconds": 60, "initialDelaySeconds": 90}, 1),
        ({"budgetSeconds": 60, "failureThreshold": 4}, 4),
    ],
)
def test_failures_of_startup(timings: dict[str, int], failures: int) -> None:
    startup = probes("web", {"readiness": "/readyz", "startup": timings})["startup"]
    assert startup["failureThreshold"] == failures


def test_a_budget_is_no_field_of_a_probe() -> None:
    assert "budgetSeconds" not in probes("web", {"startup": {"budgetSeconds": 60}})["startup"]


@pytest.mark.parametrize(
    ("probe", "seconds"),
    [
        (None, 0),
        ({}, 0),
        ({"exec": {}}, 20),
        ({"exec": {}, "failureThreshold": 1}, 0),
        ({"exec": {}, "failureThreshold": 4, "periodSeconds": 5, "initialDelaySeconds": 7}, 22),
    ],
)
def test_guaranteed_start(probe: Any, seconds: int) -> None:
    assert guaranteed_start(probe) == seconds


def test_a_sidecar_has_the_probes_that_are_given() -> None:
    sidecar = {"image": "a:1", "ports": {"edge": 8081}, "probes": {"readiness": "/ok"}}
    pod = one("web", {"sidecars": {"nginx": sidecar}}).pod("web")
    assert pod["initContainers"][0]["readinessProbe"] == {"httpGet": {"path": "/ok", "port": "edge"}}


def test_a_sidecar_has_no_probes_of_its_own_accord() -> None:
    pod = one("web", {"sidecars": {"nginx": {"image": "a:1", "ports": {"edge": 8081}}}}).pod("web")
    assert not [key for key in pod["initContainers"][0] if key.endswith("Probe")]

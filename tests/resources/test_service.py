from __future__ import annotations

from typing import Any

import pytest

from generator.errors import InputError
from tests.resources.apps import BASIC, app, one

PORTS = {
    "http": {"containerPort": 8080, "servicePort": 80, "appProtocol": "http"},
    "metrics": {"containerPort": 9090, "expose": False},
}
GATEWAY = {"apiVersions": ["gateway.networking.k8s.io/v1"]}
PARENTS = [{"name": "edge", "namespace": "infra"}]


@pytest.mark.parametrize(
    ("ports", "expected"),
    [
        ({"http": 8080}, [{"name": "http", "port": 8080, "targetPort": "http"}]),
        (PORTS, [{"name": "http", "port": 80, "targetPort": "http", "appProtocol": "http"}]),
        (
            {"dns": {"containerPort": 5353, "servicePort": 53, "protocol": "UDP"}, "http": 80},
            [
                {"name": "dns", "port": 53, "targetPort": "dns", "protocol": "UDP"},
                {"name": "http", "port": 80, "targetPort": "http"},
            ],
        ),
        (
            {"http": {"containerPort": 8080, "nodePort": 30080}},
            [{"name": "http", "port": 8080, "targetPort": "http", "nodePort": 30080}],
        ),
    ],
)
def test_ports_of_the_service(ports: Any, expected: Any) -> None:
    more = {"ports": ports, "service": {"type": "NodePort"}}
    assert one("web", more).object("web/service")["spec"]["ports"] == expected


@pytest.mark.parametrize(
    ("ports", "expected"),
    [
        ({"http": 8080}, [{"name": "http", "containerPort": 8080}]),
        (PORTS, [{"name": "http", "containerPort": 8080}, {"name": "metrics", "containerPort": 9090}]),
        (
            {"dns": {"containerPort": 53, "protocol": "UDP", "hostPort": 53}},
            [{"name": "dns", "containerPort": 53, "hostPort": 53, "protocol": "UDP"}],
        ),
    ],
)
def test_ports_of_the_container(ports: Any, expected: Any) -> None:
    assert one("web", {"ports": ports}).container("web")["ports"] == expected


@pytest.mark.parametrize(
    ("kind", "more", "has"),
    [
        ("web", {}, True),
        ("worker", {}, False),
        ("worker", {"ports": {"http": 8080}, "probes": {"readiness": "/r"}}, True),
        ("worker", {"ports": {"metrics": {"containerPort": 9090, "expose": False}}}, False),
        ("stateful", {}, True),
        ("daemon", {}, False),
        ("daemon", {"ports": {"http": 8080}, "probes": {"readiness": "/r"}}, True),
        ("cron", {"ports": {"http": 8080}}, False),
        ("job", {"ports": {"http": 8080}}, False),
    ],
)
def test_a_service_where_a_port_is_offered(kind: str, more: dict[str, Any], has: bool) -> None:
    assert (f"{kind}/service" in one(kind, more).objects()) == has


def test_a_service_selects_the_pods() -> None:
    found = one("web", labels={"team": "checkout"}, version="1.42.0")
    assert found.object("web/service")["spec"]["selector"] == {
        "app.kubernetes.io/name": "shop",
        "app.kubernetes.io/instance": "shop",
        "app.kubernetes.io/component": "web",
    }


OPTIONS = {
    "type": "LoadBalancer",
    "externalTrafficPolicy": "Local",
    "internalTrafficPolicy": "Cluster",
    "loadBalancerClass": "example.com/lb",
    "loadBalancerSourceRanges": ["10.0.0.0/8"],
    "sessionAffinity": "ClientIP",
}


@pytest.mark.parametrize("option", sorted(OPTIONS))
def test_options(option: str) -> None:
    assert one("web", {"service": OPTIONS}).object("web/service")["spec"][option] == OPTIONS[option]


def test_a_service_is_inside_the_cluster() -> None:
    assert one("web").object("web/service")["spec"]["type"] == "ClusterIP"


def annotations_of(**top: Any) -> Any:
    more = {"service": {"annotations": {"own": "service", "both": "service"}}}
    return one("web", more, **top).object("web/service")["metadata"].get("annotations")


def test_annotations_of_the_service() -> None:
    assert annotations_of() == {"own": "service", "both": "service"}


def test_annotations_of_the_service_join_those_of_the_app() -> None:
    found = annotations_of(annotations={"app": "app", "both": "app"})
    assert found == {"app": "app", "own": "service", "both": "service"}


def test_annotations_of_the_service_are_not_those_of_the_workload() -> None:
    more = {"service": {"annotations": {"own": "service"}}}
    assert "annotations" not in one("web", more).workload("web")["metadata"]


def test_a_stateful_set_has_a_headless_service() -> None:
    spec = one("stateful").object("stateful/service-headless")["spec"]
    assert (spec["clusterIP"], spec["publishNotReadyAddresses"]) == ("None", True)


def test_a_headless_service_has_the_name_that_the_stateful_set_says() -> None:
    found = one("stateful")
    assert (
        found.object("stateful/service-headless")["metadata"]["name"]
        == found.workload("stateful")["spec"]["serviceName"]
    )


def test_a_headless_service_has_no_node_ports() -> None:
    ports = {"db": {"containerPort": 5432, "nodePort": 30432}}
    found = one("stateful", {"ports": ports, "service": {"type": "NodePort"}})
    assert found.object("stateful/service-headless")["spec"]["ports"] == [
        {"name": "db", "port": 5432, "targetPort": "db"}
    ]


def ingress(written: dict[str, Any], ports: Any = None, **top: Any) -> dict[str, Any]:
    more = {
        "ingress": {"public": {"host": "shop.example.com", **written}},
        "ports": ports or {"http": 8080, "admin": 9090},
    }
    return one("web", more, **top).object("web/ingress-public")


def path(where: str, port: str = "http", kind: str = "Prefix") -> dict[str, Any]:
    return {"path": where, "pathType": kind, "backend": {"service": {"name": "shop-web", "port": {"name": port}}}}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({}, {"rules": [{"host": "shop.example.com", "http": {"paths": [path("/")]}}]}),
        (
            {"className": "nginx"},
            {"ingressClassName": "nginx", "rules": [{"host": "shop.example.com", "http": {"paths": [path("/")]}}]},
        ),
        (
            {"paths": {"/": {}, "/admin": {"port": "admin", "pathType": "Exact"}}},
            {"rules": [{"host": "shop.example.com", "http": {"paths": [path("/"), path("/admin", "admin", "Exact")]}}]},
        ),
        (
            {"tls": {"secretName": "shop-tls"}},
            {
                "tls": [{"hosts": ["shop.example.com"], "secretName": "shop-tls"}],
                "rules": [{"host": "shop.example.com", "http": {"paths": [path("/")]}}],
            },
        ),
    ],
)
def test_ingress(written: dict[str, Any], expected: dict[str, Any]) -> None:
    assert ingress(written)["spec"] == expected


def test_an_ingress_has_the_name_of_component_and_key() -> None:
    assert ingress({})["metadata"]["name"] == "shop-web-public"


def test_annotations_of_an_ingress_join_those_of_the_app() -> None:
    found = ingress({"annotations": {"own": "ingress", "both": "ingress"}}, annotations={"app": "app", "both": "app"})
    assert found["metadata"]["annotations"] == {"app": "app", "own": "ingress", "both": "ingress"}


def test_the_first_port_that_is_offered_takes_the_traffic() -> None:
    ports = {"metrics": {"containerPort": 9090, "expose": False}, "http": 8080}
    assert ingress({}, ports)["spec"]["rules"][0]["http"]["paths"] == [path("/")]


def test_an_environment_removes_the_certificate() -> None:
    public = {"host": "shop.example.com", "tls": {"secretName": "shop-tls"}}
    environments = {"dev": {"components": {"web": {"ingress": {"public": {"tls": None}}}}}, "prod": {}}
    found = app({"web": {**BASIC["web"], "ingress": {"public": public}}}, environments)
    assert ["tls" in found.object("web/ingress-public", name)["spec"] for name in environments] == [False, True]


def route(written: dict[str, Any], **top: Any) -> dict[str, Any]:
    more = {"httpRoute": {"public": {"parentRefs": PARENTS, **written}}, "ports": PORTS}
    return one("web", more, GATEWAY, **top).object("web/httproute-public")


def rule(where: str, kind: str = "PathPrefix") -> dict[str, Any]:
    return {"matches": [{"path": {"type": kind, "value": where}}], "backendRefs": [{"name": "shop-web", "port": 80}]}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({}, {"parentRefs": PARENTS, "rules": [rule("/")]}),
        (
            {"hostnames": ["shop.example.com"]},
            {"parentRefs": PARENTS, "hostnames": ["shop.example.com"], "rules": [rule("/")]},
        ),
        (
            {"paths": {"/a": {"pathType": "Exact"}, "/b": {"port": "http"}}},
            {"parentRefs": PARENTS, "rules": [rule("/a", "Exact"), rule("/b")]},
        ),
    ],
)
def test_http_route(written: dict[str, Any], expected: dict[str, Any]) -> None:
    assert route(written)["spec"] == expected


def test_annotations_of_a_route_join_those_of_the_app() -> None:
    found = route({"annotations": {"own": "route"}}, annotations={"app": "app"})
    assert found["metadata"]["annotations"] == {"app": "app", "own": "route"}


def test_a_route_without_its_api_is_refused() -> None:
    with pytest.raises(InputError, match=r"components\.web\.httpRoute\.public: .*the cluster does not serve"):
        one("web", {"httpRoute": {"public": {"parentRefs": PARENTS}}})


@pytest.mark.parametrize("served", ["gateway.networking.k8s.io/v1", "gateway.networking.k8s.io/v1/HTTPRoute"])
def test_an_api_is_served_as_a_whole_or_by_kind(served: str) -> None:
    found = one("web", {"httpRoute": {"public": {"parentRefs": PARENTS}}}, {"apiVersions": [served]})
    assert "web/httproute-public" in found.objects()

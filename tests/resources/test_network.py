from __future__ import annotations

from typing import Any

import pytest

from tests.resources.apps import BASIC, app, one

MONITORING = {"apiVersions": ["monitoring.coreos.com/v1"]}
DNS = {
    "to": [{"namespaceSelector": {}, "podSelector": {"matchLabels": {"k8s-app": "kube-dns"}}}],
    "ports": [{"port": 53, "protocol": "UDP"}, {"port": 53, "protocol": "TCP"}],
}
HTTP = [{"port": "http", "protocol": "TCP"}]
NAMESPACE = {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "infra"}}}
OWN = {"app.kubernetes.io/name": "shop", "app.kubernetes.io/component": "db"}


def policy(written: dict[str, Any], more: Any = None) -> dict[str, Any]:
    found: dict[str, Any] = app(
        {"web": {**BASIC["web"], **(more or {}), "networkPolicy": written}, "db": BASIC["worker"]}
    ).object("web/networkpolicy")["spec"]
    return found


@pytest.mark.parametrize(
    ("peer", "expected"),
    [
        ({"namespace": "infra"}, {"from": [NAMESPACE], "ports": HTTP}),
        ({"cidr": "10.0.0.0/8"}, {"from": [{"ipBlock": {"cidr": "10.0.0.0/8"}}], "ports": HTTP}),
        ({"component": "db"}, {"from": [{"podSelector": {"matchLabels": OWN}}], "ports": HTTP}),
        ({"podLabels": {"a": "b"}}, {"from": [{"podSelector": {"matchLabels": {"a": "b"}}}], "ports": HTTP}),
        (
            {"namespace": "infra", "podLabels": {"a": "b"}},
            {"from": [{**NAMESPACE, "podSelector": {"matchLabels": {"a": "b"}}}], "ports": HTTP},
        ),
        ({"namespace": "infra", "port": 9090}, {"from": [NAMESPACE], "ports": [{"port": 9090, "protocol": "TCP"}]}),
        (
            {"namespace": "infra", "port": "http", "protocol": "UDP"},
            {"from": [NAMESPACE], "ports": [{"port": "http", "protocol": "UDP"}]},
        ),
        ({"port": "http"}, {"ports": HTTP}),
    ],
)
def test_ingress(peer: dict[str, Any], expected: dict[str, Any]) -> None:
    assert policy({"ingressFrom": [peer]})["ingress"] == [expected]


@pytest.mark.parametrize(
    ("peer", "expected"),
    [
        ({"namespace": "infra"}, {"to": [NAMESPACE]}),
        ({"namespace": "infra", "port": 5432}, {"to": [NAMESPACE], "ports": [{"port": 5432, "protocol": "TCP"}]}),
        (
            {"cidr": "0.0.0.0/0", "port": 443},
            {"to": [{"ipBlock": {"cidr": "0.0.0.0/0"}}], "ports": [{"port": 443, "protocol": "TCP"}]},
        ),
        ({"component": "db"}, {"to": [{"podSelector": {"matchLabels": OWN}}]}),
    ],
)
def test_egress_reaches_dns_too(peer: dict[str, Any], expected: dict[str, Any]) -> None:
    assert policy({"egressTo": [peer]})["egress"] == [DNS, expected]


@pytest.mark.parametrize(
    ("written", "types"),
    [
        ({"ingressFrom": [{"namespace": "infra"}]}, ["Ingress"]),
        ({"egressTo": [{"namespace": "infra"}]}, ["Egress"]),
        ({"egressTo": [], "ingressFrom": []}, ["Ingress", "Egress"]),
    ],
)
def test_types(written: dict[str, Any], types: list[str]) -> None:
    assert policy(written)["policyTypes"] == types


def test_no_egress_but_to_dns() -> None:
    assert policy({"egressTo": []})["egress"] == [DNS]


def test_no_ingress_at_all() -> None:
    assert policy({"ingressFrom": []})["ingress"] == []


def test_it_is_about_the_pods() -> None:
    found = one("web", {"networkPolicy": {"ingressFrom": []}})
    selector = found.object("web/networkpolicy")["spec"]["podSelector"]["matchLabels"]
    assert selector.items() <= found.template("web")["metadata"]["labels"].items()


def test_a_component_is_found_by_labels_that_its_pods_have() -> None:
    found = app(
        {"web": {**BASIC["web"], "networkPolicy": {"ingressFrom": [{"component": "db"}]}}, "db": BASIC["worker"]}
    )
    assert OWN.items() <= found.template("db")["metadata"]["labels"].items()


def test_no_policy_where_none_is_written() -> None:
    assert "web/networkpolicy" not in one("web").objects()


def monitor(metrics: dict[str, Any], kind: str = "web", **more: Any) -> dict[str, dict[str, Any]]:
    """The monitors of a component by the end of their id."""
    ports = {"http": 8080, "metrics": {"containerPort": 9090, "expose": False}}
    found = one(kind, {"ports": ports, "probes": {"readiness": "/r"}, "metrics": metrics, **more}, MONITORING)
    return {key.split("/")[1]: item for key, item in found.objects().items() if key.endswith("monitor")}


@pytest.mark.parametrize(
    ("metrics", "expected"),
    [
        ({"port": "http"}, {"port": "http", "path": "/metrics", "interval": "30s"}),
        ({"port": "http", "path": "/m", "interval": "1m"}, {"port": "http", "path": "/m", "interval": "1m"}),
        # The Service does not offer this port, but the pod has it.
        ({"port": "metrics"}, {"targetPort": "metrics", "path": "/metrics", "interval": "30s"}),
    ],
)
def test_service_monitor(metrics: dict[str, Any], expected: dict[str, Any]) -> None:
    assert monitor(metrics)["servicemonitor"]["spec"]["endpoints"] == [expected]


def test_pod_monitor() -> None:
    found = monitor({"port": "metrics", "kind": "PodMonitor"})
    assert found["podmonitor"]["spec"]["podMetricsEndpoints"] == [
        {"port": "metrics", "path": "/metrics", "interval": "30s"}
    ]


def test_where_there_is_no_service_pods_are_asked() -> None:
    ports = {"metrics": {"containerPort": 9090, "expose": False}}
    found = one("worker", {"ports": ports, "metrics": {"port": "metrics"}}, MONITORING)
    assert "worker/podmonitor" in found.objects()


def test_a_monitor_selects_the_service() -> None:
    found = one("web", {"metrics": {"port": "http"}}, MONITORING)
    selector = found.object("web/servicemonitor")["spec"]["selector"]["matchLabels"]
    assert selector.items() <= found.object("web/service")["metadata"]["labels"].items()


def test_a_monitor_has_labels_of_its_own() -> None:
    labels = monitor({"port": "http", "labels": {"release": "prometheus"}})["servicemonitor"]["metadata"]["labels"]
    assert labels["release"] == "prometheus"


@pytest.mark.parametrize("served", ["monitoring.coreos.com/v1", "monitoring.coreos.com/v1/ServiceMonitor"])
def test_a_monitor_where_its_api_is(served: str) -> None:
    assert "web/servicemonitor" in one("web", {"metrics": {"port": "http"}}, {"apiVersions": [served]}).objects()


@pytest.mark.parametrize("served", ["monitoring.coreos.com/v1alpha1", "monitoring.coreos.com/v1/PodMonitor"])
def test_no_monitor_where_its_api_is_not(served: str) -> None:
    assert "web/servicemonitor" not in one("web", {"metrics": {"port": "http"}}, {"apiVersions": [served]}).objects()


def test_no_monitor_is_a_warning() -> None:
    found = one("web", {"metrics": {"port": "http"}}).warnings
    assert [(item.path, item.severity) for item in found] == [("components.web.metrics", "warning")]


def test_some_environments_have_monitors() -> None:
    environments = {"dev": {}, "prod": {"cluster": MONITORING}}
    found = app({"web": {**BASIC["web"], "metrics": {"port": "http"}}}, environments)
    assert ["web/servicemonitor" in found.objects(name) for name in environments] == [False, True]

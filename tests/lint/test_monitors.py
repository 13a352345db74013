"""What monitors of the Prometheus Operator select."""

from __future__ import annotations

import pytest

from generator.lint import monitors
from tests.lint.scoping import only, pod, scope_of

SERVICES = """
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {ports: [{name: http, port: 80}, {port: 81}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: monitoring, labels: {app: web}}
"""


def monitor(kind: str, spec: str) -> str:
    head = f"apiVersion: monitoring.coreos.com/v1\nkind: {kind}\nmetadata: {{name: m, namespace: monitoring}}\n"
    return f"---\n{head}spec: {{selector: {{matchLabels: {{app: web}}}}, {spec}}}\n"


@pytest.mark.parametrize(
    ("spaces", "names"),
    [
        ("", ["Service/monitoring/web"]),
        ("namespaceSelector: {any: true}", ["Service/shop/web", "Service/monitoring/web"]),
        ("namespaceSelector: {matchNames: [shop]}", ["Service/shop/web"]),
        ("namespaceSelector: {matchNames: shop}", ["Service/monitoring/web"]),
    ],
)
def test_namespaces(spaces: str, names: list[str]) -> None:
    scope = scope_of(SERVICES + monitor("ServiceMonitor", spaces))
    found = monitors.selected(only(scope, "ServiceMonitor/monitoring/m"), scope)
    assert [str(one) for one in found] == names


def test_names_of_ports() -> None:
    scope = scope_of(SERVICES + pod("p"))
    assert monitors.port_names(only(scope, "Service/shop/web")) == ["http"]
    assert monitors.port_names(only(scope, "Pod/p")) == []


def test_the_nearest_pod() -> None:
    scope = scope_of(pod("p", "{app: web, tier: x}") + monitor("PodMonitor", ""))
    found = monitors.nearest(only(scope, "PodMonitor/monitoring/m"), {"app": "web", "tier": "y"}, scope)
    assert found == ("Pod/p", "has tier=x", True)
    assert monitors.nearest(only(scope, "PodMonitor/monitoring/m"), {}, scope_of("")) is None


def test_what_is_selected_in_words() -> None:
    scope = scope_of(SERVICES)
    assert monitors.told(scope.resources[:1]) == "Service/shop/web"
    assert monitors.told(scope.resources) == "none of Service/shop/web, Service/monitoring/web"

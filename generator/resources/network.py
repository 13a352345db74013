"""NetworkPolicy, and ServiceMonitor or PodMonitor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.resources.names import prefixed
from generator.resources.nodes import Setting, Spread, Tree
from generator.resources.service import exposed
from generator.resources.settings import OWN

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.resources.names import Naming
    from generator.resources.nodes import Path
    from generator.resources.settings import Settings

MONITORING = "monitoring.coreos.com/v1"
_DNS = {
    "to": [{"namespaceSelector": {}, "podSelector": {"matchLabels": {"k8s-app": "kube-dns"}}}],
    "ports": [{"port": 53, "protocol": "UDP"}, {"port": 53, "protocol": "TCP"}],
}
"""Names must still be found: every egress rule is joined by DNS."""


def put_network(settings: Settings, path: Path, source: Path, component: dict[str, Plain]) -> None:
    """Put the rules of a component's NetworkPolicy, as Kubernetes writes them, and what scrapes its metrics."""
    policy = component.get("networkPolicy")
    if policy:
        app = settings.description["name"]
        ingress = [_rule("from", peer, app, component) for peer in policy.get("ingressFrom") or []]
        egress = [_rule("to", peer, app, {}) for peer in policy.get("egressTo") or []]
        value: dict[str, Plain] = {"policyTypes": [], **({"ingress": ingress} if "ingressFrom" in policy else {})}
        if "egressTo" in policy:
            value["egress"] = [_DNS, *egress]
        value["policyTypes"] = [
            name for name, key in (("Ingress", "ingressFrom"), ("Egress", "egressTo")) if key in policy
        ]
        settings.put(
            (*path, "networkPolicy"), value, "as written; egress always reaches DNS", ((*source, "networkPolicy"),)
        )
    if component.get("metrics"):
        _put_metrics(settings, path, (*source, "metrics"), component)


def _rule(direction: str, peer: dict[str, Plain], app: str, component: dict[str, Plain]) -> dict[str, Plain]:
    selectors: dict[str, Plain] = {}
    if "cidr" in peer:
        selectors["ipBlock"] = {"cidr": peer["cidr"]}
    if "namespace" in peer:
        selectors["namespaceSelector"] = {"matchLabels": {"kubernetes.io/metadata.name": peer["namespace"]}}
    if "component" in peer or "podLabels" in peer:
        own = (
            {"app.kubernetes.io/name": app, "app.kubernetes.io/component": peer["component"]}
            if "component" in peer
            else {}
        )
        selectors["podSelector"] = {"matchLabels": {**own, **(peer.get("podLabels") or {})}}
    rule: dict[str, Plain] = {direction: [selectors]} if selectors else {}
    if "port" in peer:
        rule["ports"] = [{"port": peer["port"], "protocol": peer.get("protocol", "TCP")}]
    elif direction == "from" and component.get("ports"):
        rule["ports"] = [
            {"port": name, "protocol": port.get("protocol", "TCP")} for name, port in component["ports"].items()
        ]
    return rule


def _put_metrics(settings: Settings, path: Path, source: Path, component: dict[str, Plain]) -> None:
    metrics, offered = component["metrics"], exposed(component)
    kind = metrics.get("kind") or ("ServiceMonitor" if offered else "PodMonitor")
    if not settings.environment or not settings.cluster.serves(MONITORING, kind):
        if settings.environment:
            cure = f"add {MONITORING} to cluster.apiVersions of this environment where the operator is installed"
            settings.report(source, f"no {kind}: the cluster does not serve {MONITORING}", cure, severity="warning")
        return
    # A port that the Service does not offer is still found by the name it has in the pod.
    key = "port" if kind == "PodMonitor" or metrics["port"] in offered else "targetPort"
    endpoint = {
        key: metrics["port"],
        "path": metrics.get("path", "/metrics"),
        "interval": metrics.get("interval", "30s"),
    }
    inputs = (source, ("cluster", "apiVersions"))
    at = (*path, "metrics", kind)
    settings.put(at, {"endpoint": endpoint}, f"where the environment's cluster serves {MONITORING}", inputs)
    settings.join((*at, "labels"), settings.values[path[0]]["labels"], metrics.get("labels"), (*source, "labels"))


def network_policy(naming: Naming, component: str, annotations: dict[str, Tree]) -> Tree:
    """A NetworkPolicy for a component's pods."""
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": naming.metadata(prefixed(component), component, annotations),
        "spec": {
            "podSelector": {"matchLabels": naming.selector(component)},
            Spread((component, "networkPolicy")): None,
        },
    }


def monitor(naming: Naming, component: str, kind: str) -> Tree:
    """A ServiceMonitor or PodMonitor of the Prometheus operator."""
    at = (component, "metrics", kind)
    metadata = naming.metadata(prefixed(component), component)
    if naming.shape.somewhere((OWN, *at, "labels")):
        own = {key: value for key, value in metadata["labels"].body.items() if not isinstance(key, Spread)}
        metadata["labels"] = {**own, Spread((*at, "labels")): None}
    endpoints = "podMetricsEndpoints" if kind == "PodMonitor" else "endpoints"
    return {
        "apiVersion": MONITORING,
        "kind": kind,
        "metadata": metadata,
        "spec": {"selector": {"matchLabels": naming.selector(component)}, endpoints: [Setting((*at, "endpoint"))]},
    }

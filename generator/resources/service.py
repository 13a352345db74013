"""Service, headless Service, Ingress and HTTPRoute: how traffic reaches a component."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.resources.names import prefixed
from generator.resources.nodes import NUMBER, TEXT, Setting, Spread, Tree

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.resources.names import Naming
    from generator.resources.nodes import Path
    from generator.resources.settings import Settings

GATEWAY = "gateway.networking.k8s.io/v1"
_OPTIONS = (
    "type",
    "externalTrafficPolicy",
    "internalTrafficPolicy",
    "loadBalancerClass",
    "loadBalancerSourceRanges",
    "sessionAffinity",
)


def exposed(component: dict[str, Plain]) -> list[str]:
    """The ports of a component that a Service offers."""
    return [name for name, port in (component.get("ports") or {}).items() if port.get("expose", True)]


def put_service(settings: Settings, path: Path, source: Path, component: dict[str, Plain]) -> None:
    """Put the options of a component's Service, its Ingresses and its HTTPRoutes."""
    options, common = component.get("service") or {}, settings.values[path[0]]["annotations"]
    if exposed(component):
        value = {"type": "ClusterIP", **{key: options[key] for key in _OPTIONS if options.get(key) is not None}}
        settings.put((*path, "service", "spec"), value, "as written", ((*source, "service"),))
        settings.join(
            (*path, "service", "annotations"), common, options.get("annotations"), (*source, "service", "annotations")
        )
    for name, ingress in (component.get("ingress") or {}).items():
        value = {**ingress, "paths": _paths(component, ingress, "Prefix")}
        settings.put((*path, "ingress", name), value, "as written", ((*source, "ingress", name),))
        own = (*source, "ingress", name, "annotations")
        settings.join((*path, "ingress", name, "annotations"), common, value.get("annotations"), own)
    for name, route in (component.get("httpRoute") or {}).items():
        if not settings.cluster.serves(GATEWAY, "HTTPRoute"):
            message = f"the cluster does not serve {GATEWAY} HTTPRoute"
            cure = f"add {GATEWAY} to cluster.apiVersions, or remove the route here with `httpRoute: {{{name}: null}}`"
            settings.report((*source, "httpRoute", name), message, cure)
        value = {**route, "paths": _paths(component, route, "PathPrefix")}
        settings.put((*path, "httpRoute", name), value, "as written", ((*source, "httpRoute", name),))
        own = (*source, "httpRoute", name, "annotations")
        settings.join((*path, "httpRoute", name, "annotations"), common, value.get("annotations"), own)


def _paths(component: dict[str, Plain], route: dict[str, Plain], path_type: str) -> dict[str, Plain]:
    """The paths of an Ingress or a route, with the kind of match, the port's name and the Service's number for it."""
    ports, first = component.get("ports") or {}, (exposed(component) or [""])[0]
    found = {}
    for where, rest in (route.get("paths") or {"/": {}}).items():
        port = ports.get(rest.get("port", first), {})
        number = port.get("servicePort", port.get("containerPort"))
        found[where] = {"pathType": path_type, "port": first, **rest, "servicePort": number}
    return found


def service(naming: Naming, component: str) -> Tree:
    """The Service that sends requests to a component's exposed ports."""
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": naming.metadata(prefixed(component), component, at=(component, "service", "annotations")),
        "spec": {
            Spread((component, "service", "spec")): None,
            "selector": naming.selector(component),
            "ports": _ports(naming, component),
        },
    }


def headless_service(naming: Naming, component: str) -> Tree:
    """The Service that gives each pod of a StatefulSet a name; pods are found before they are ready."""
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": naming.metadata(prefixed(component, "headless"), component),
        "spec": {
            "clusterIP": "None",
            "publishNotReadyAddresses": True,
            "selector": naming.selector(component),
            "ports": _ports(naming, component, node_ports=False),
        },
    }


def _ports(naming: Naming, component: str, *, node_ports: bool = True) -> list[Tree]:
    shape, ports = naming.shape, (component, "ports")
    return [
        shape.where((*ports, name, "servicePort"), _port(naming, (*ports, name), node_ports=node_ports), (component,))
        for name in shape.keys(ports)
        if shape.somewhere((*ports, name, "servicePort"))
    ]


def _port(naming: Naming, at: Path, *, node_ports: bool) -> Tree:
    shape = naming.shape
    node_port = {"nodePort": shape.setting((*at, "nodePort"), NUMBER)} if node_ports else {}
    return {
        "name": at[-1],
        "port": Setting((*at, "servicePort"), NUMBER),
        "targetPort": at[-1],
        "protocol": shape.setting((*at, "protocol"), TEXT),
        "appProtocol": shape.setting((*at, "appProtocol"), TEXT),
        **node_port,
    }


def ingress(naming: Naming, component: str, name: str) -> Tree:
    """An Ingress to a component's Service: one host, its paths, its certificate."""
    at = (component, "ingress", name)
    shape = naming.shape
    hosts = [{"hosts": [Setting((*at, "host"), TEXT)], "secretName": shape.setting((*at, "tls", "secretName"), TEXT)}]
    http = {"paths": [_path(naming, component, (*at, "paths", where)) for where in shape.keys((*at, "paths"))]}
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "Ingress",
        "metadata": naming.metadata(prefixed(component, name), component, at=(*at, "annotations")),
        "spec": {
            "ingressClassName": shape.setting((*at, "className"), TEXT),
            "tls": shape.where((*at, "tls"), hosts, at),
            "rules": [{"host": shape.setting((*at, "host"), TEXT), "http": http}],
        },
    }


def _path(naming: Naming, component: str, at: Path) -> Tree:
    backend = {"service": {"name": prefixed(component), "port": {"name": Setting((*at, "port"), TEXT)}}}
    tree = {"path": at[-1], "pathType": Setting((*at, "pathType"), TEXT), "backend": backend}
    return naming.shape.where(at, tree, at[:3])


def http_route(naming: Naming, component: str, name: str) -> Tree:
    """An HTTPRoute to a component's Service."""
    at = (component, "httpRoute", name)
    return {
        "apiVersion": GATEWAY,
        "kind": "HTTPRoute",
        "metadata": naming.metadata(prefixed(component, name), component, at=(*at, "annotations")),
        "spec": {
            "parentRefs": Setting((*at, "parentRefs")),
            "hostnames": naming.shape.setting((*at, "hostnames")),
            "rules": [_rule(naming, component, (*at, "paths", where)) for where in naming.shape.keys((*at, "paths"))],
        },
    }


def _rule(naming: Naming, component: str, at: Path) -> Tree:
    port = Setting((*at, "servicePort"), NUMBER)
    match = {"path": {"type": Setting((*at, "pathType"), TEXT), "value": at[-1]}}
    return naming.shape.where(
        at, {"matches": [match], "backendRefs": [{"name": prefixed(component), "port": port}]}, at[:3]
    )

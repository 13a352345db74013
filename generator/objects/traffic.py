"""Where traffic goes: the ports of pods and Services, and the Services that Ingresses and routes name.

Source: kubernetes pkg/api/v1/pod (FindPort); gateway-api apis/v1 (BackendObjectReference).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any, NamedTuple
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.objects.resource import Pod, Resource

GATEWAY = "gateway.networking.k8s.io"
INGRESS = "Ingress"
_ACTION = "use-annotation"
"""What the AWS load balancer controller takes for the port where the name is that of an action, not of a Service."""


class Backend(NamedTuple):
    """A Service that something names: the path to its name and to its port, which is a number, a name or None."""

    service: str
    path: Path
    port: int | str | None
    port_path: Path


def container_ports(pod: Pod, protocol: str = "TCP") -> list[dict[str, Plain]]:
    """The ports of one protocol that the containers of a pod declare, those that end before the pod runs left out."""
    return [
        port
        for container in pod.running
        for port in maps(container.value.get("ports"))
        if (port.get("protocol") or "TCP") == protocol
    ]


def declares(pod: Pod, port: int | str, protocol: str = "TCP") -> bool:
    """Whether a container of the pod declares a port, by its name or its number."""
    key = "name" if isinstance(port, str) else "containerPort"
    return any(one.get(key) == port for one in container_ports(pod, protocol))


def named_ports(pods: list[Pod], protocol: str = "TCP") -> list[str]:
    """The names, or else the numbers, of the ports that pods declare, each once."""
    found = [
        str(port.get("name") or port.get("containerPort")) for pod in pods for port in container_ports(pod, protocol)
    ]
    return list(dict.fromkeys(found))


def is_headless(service: Resource) -> bool:
    """Whether a Service has no address of its own, so that clients reach the pods and their ports directly."""
    return service.spec.get("clusterIP") == "None"


def is_external(service: Resource) -> bool:
    """Whether a Service is only a name for something outside of the cluster."""
    return service.spec.get("type") == "ExternalName"


def selector(service: Resource) -> dict[str, str]:
    """The labels by which a Service selects pods, {} where it selects none."""
    return {} if is_external(service) else service.spec.get("selector") or {}


def backends(resource: Resource) -> Iterator[Backend]:
    """The Services in its own namespace that an Ingress or a route of the Gateway API sends requests to."""
    if resource.type == INGRESS:
        yield from _of_ingress(resource.spec)
    else:
        yield from _of_route(resource)


def _of_ingress(spec: dict[str, Plain]) -> Iterator[Backend]:
    found: list[tuple[Path, Plain]] = [(("spec", "defaultBackend"), spec.get("defaultBackend"))]
    found += [
        (("spec", "rules", number, "http", "paths", index, "backend"), path.get("backend"))
        for number, rule in enumerate(maps(spec.get("rules")))
        for index, path in enumerate(maps(at(rule, "http", "paths")))
    ]
    for path, backend in found:
        service = at(backend, "service")
        port = at(service, "port") or {}
        if service and service.get("name") and port.get("name") != _ACTION:
            key = "name" if port.get("name") else "number"
            yield Backend(service["name"], (*path, "service", "name"), port.get(key), (*path, "service", "port", key))


def _of_route(route: Resource) -> Iterator[Backend]:
    for number, rule in enumerate(maps(route.spec.get("rules"))):
        for index, ref in enumerate(maps(rule.get("backendRefs"))):
            path: Path = ("spec", "rules", number, "backendRefs", index)
            if _is_service(ref) and ref.get("namespace") in (None, route.namespace):
                yield Backend(ref["name"], (*path, "name"), _number(ref.get("port")), (*path, "port"))


def _is_service(ref: dict[str, Any]) -> bool:
    return (ref.get("kind") or "Service") == "Service" and not ref.get("group") and isinstance(ref.get("name"), str)


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None

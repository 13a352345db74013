"""A backend of an Ingress that names no Service and port, or both a Service and a resource.

A backend is a `service` with a name and a `port`, either its `number` or its `name`, or a `resource` of another kind.
The name is that of a Service, not a host name. Hosts and the Secret under `tls` are names too.

```yaml
backend:
  service:
    name: api.shop.svc   # wrong: the Service's name alone
    port: {number: 80, name: http}   # wrong: one of both
```

Source: `pkg/apis/networking/validation/validation.go` (`validateIngressBackend`, `validateIngressTLS`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import object_names, port_names, syntax
from generator.lint.rule import Report
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """What is wrong with the backends and the certificates of an Ingress."""
    spec = resource.spec
    if isinstance(spec.get("defaultBackend"), dict):
        yield from _backend(spec["defaultBackend"], ("spec", "defaultBackend"), scope.minor)
    for index, rule in enumerate(maps(spec.get("rules"))):
        for number, path in enumerate(maps(at(rule, "http", "paths"))):
            if isinstance(path.get("backend"), dict):
                where = ("spec", "rules", index, "http", "paths", number, "backend")
                yield from _backend(path["backend"], where, scope.minor)
    for index, tls in enumerate(maps(spec.get("tls"))):
        yield from _tls(tls, ("spec", "tls", index))


def _backend(backend: Mapping[str, Any], path: Path, minor: int) -> Iterator[Report]:
    service, other = backend.get("service"), backend.get("resource")
    if service is not None and other is not None:
        yield Report((*path, "resource"), "service and resource stand together", "keep one of them", key=True)
    elif isinstance(other, dict):
        yield from _resource(other, (*path, "resource"))
    elif isinstance(service, dict):
        yield from _service(service, (*path, "service"), minor)
    else:
        yield Report(path, "the backend names nothing", "write service with name and port")


def _resource(other: Mapping[str, Any], path: Path) -> Iterator[Report]:
    group = other.get("apiGroup")
    reason = syntax.dns_subdomain(group) if isinstance(group, str) else None
    if reason:
        yield Report((*path, "apiGroup"), f"{group!r} is no API group: {reason}")
    for field in ("kind", "name"):
        text = other.get(field)
        reason = "it is empty" if text == "" else syntax.path_segment(text or "")
        if reason:
            yield Report((*path, field), f"{text!r} is no {field} of a resource: {reason}")


def _service(service: Mapping[str, Any], path: Path, minor: int) -> Iterator[Report]:
    name = service.get("name")
    reason = object_names.service_name_check(minor)(name) if isinstance(name, str) else None
    if reason:
        yield Report((*path, "name"), f"{name!r} is no name of a Service: {reason}")
    port = service.get("port") or {}
    if port.get("name") and port.get("number"):
        yield Report((*path, "port", "name"), "the port has a name and a number", "keep one of them", key=True)
    elif port.get("name"):
        reason = syntax.port_name(port["name"])
        if reason:
            yield Report((*path, "port", "name"), f"{port['name']!r} is no name of a port: {reason}")
    elif port.get("number"):
        reason = port_names.number_fault(port["number"])
        if reason:
            yield Report((*path, "port", "number"), reason)
    else:
        yield Report((*path, "port"), "the backend names no port of the Service", "write port with number or name")


def _tls(tls: Mapping[str, Any], path: Path) -> Iterator[Report]:
    for index, host in enumerate(tls.get("hosts") or ()):
        reason = syntax.wildcard_subdomain(host) if "*" in host else syntax.dns_subdomain(host)
        if reason:
            yield Report((*path, "hosts", index), f"{host!r} is no host: {reason}")
    name = tls.get("secretName")
    reason = syntax.dns_subdomain(name) if name else None
    if reason:
        yield Report((*path, "secretName"), f"{name!r} is no name of a Secret: {reason}")

"""An Ingress or a route that names a port which the Service does not have.

`port.number` and `port.name` are those of the Service, not those of the container behind it. With a port that the
Service lacks, the controller has no endpoints for the path and answers 503.

```yaml
kind: Ingress
spec:
  rules:
  - http:
      paths:
      - path: /
        pathType: Prefix
        backend:
          service: {name: web, port: {number: 8080}}   # wrong: 8080 is the container's port
          service: {name: web, port: {number: 80}}     # right: the port of the Service
```

Source: Kubernetes documentation, "Ingress"; Gateway API, `HTTPRoute` (backendRefs).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects import traffic
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """The ports of backends that their Service does not have."""
    for backend in traffic.backends(resource):
        service = scope.named("Service", backend.service, resource) if backend.port is not None else None
        if service is None or traffic.is_external(service):
            continue
        ports = maps(service.spec.get("ports"))
        key = "name" if isinstance(backend.port, str) else "port"
        if not ports or any(port.get(key) == backend.port for port in ports):
            continue
        known = ", ".join(_told(port) for port in ports)
        what = f"named {backend.port!r}" if key == "name" else str(backend.port)
        is_target = any(port.get("targetPort") == backend.port for port in ports)
        why = ": that is its targetPort" if is_target else ""
        yield Report(backend.port_path, f"{service} has no port {what}{why}", f"its ports are {known}")


def _told(port: dict[str, object]) -> str:
    return f"{port.get('port')}" + (f" ({port['name']})" if port.get("name") else "")

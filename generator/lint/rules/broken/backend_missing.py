"""An Ingress or a route that sends requests to a Service that does not exist.

The controller accepts it and answers every request to that path with 503 (some with 404 or 500). A backend is looked
for in the namespace of the Ingress, so a Service of the same name in another namespace does not help.

```yaml
kind: Ingress
spec:
  rules:
  - http:
      paths:
      - path: /
        pathType: Prefix
        backend:
          service: {name: web-svc, port: {number: 80}}   # wrong: the Service is called web
```

In a folder of files it counts as a warning, and only if there are other Services in the namespace. Actions of the AWS
load balancer controller (`use-annotation`), backends that are no Services and routes to other namespaces are left
out.

Source: Kubernetes documentation, "Ingress"; Gateway API, `HTTPRoute` (backendRefs).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import references
from generator.lint.rule import Report
from generator.objects import traffic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """The backends that name a Service which does not exist, each name once."""
    seen: set[str] = set()
    for backend in traffic.backends(resource):
        if backend.service in seen:
            continue
        seen.add(backend.service)
        severity = references.missing("Service", backend.service, resource, scope)
        if severity and not references.is_made_otherwise(scope, backend.service):
            cure = references.hint("Service", backend.service, resource, scope, "create it, or name another one")
            yield Report(backend.path, references.absent("Service", backend.service, scope), cure, severity=severity)

"""A Service that opens a port on every node.

Whoever reaches any node reaches the program, past the load balancer, its TLS and its firewall, unless a firewall
around the nodes says otherwise.

```yaml
spec:
  type: NodePort    # wrong: ClusterIP, behind an Ingress or a Gateway
```

Source: Kubernetes documentation, *Service*, type: NodePort.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """Whether a Service opens a port on every node."""
    if resource.spec.get("type") == "NodePort":
        message = "type is NodePort: the Service is open on all nodes"
        yield Report(("spec", "type"), message, "write ClusterIP, and put an Ingress or a Gateway before it")

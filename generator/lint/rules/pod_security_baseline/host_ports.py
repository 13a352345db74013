"""A container port that is a port of the node.

The port is open on the node's own address, past every Service, and a node has each port once: a second replica finds
no place there, and a rolling update can wait for ever.

```yaml
ports:
  - containerPort: 8080
    hostPort: 80     # wrong: leave it out, and reach the pod through a Service
```

With `hostNetwork: true` every port is one of the node; there `shared-host-namespaces` says so, and a `hostPort` is
reported as well because the level baseline refuses both.

Check `hostPorts` of the level baseline, all versions. Source: *Pod Security Standards*,
`pod-security-admission/policy/check_hostPorts.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope


def check(container: Container, _scope: Scope) -> Iterator[Report]:
    """The ports of a container that are ports of the node."""
    for index, port in enumerate(maps(container.value.get("ports"))):
        number = port.get("hostPort")
        if number:
            message = f"hostPort {number} takes that port of the node, which each node has once"
            yield Report(("ports", index, "hostPort"), message, "remove it, and reach the pod through a Service")

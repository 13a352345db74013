"""A container that may use all memory of its node.

A leak then takes the other pods of the node with it, because the kernel ends whatever it finds first.

```yaml
resources:
  limits: {memory: 256Mi}
```

Source: Kubernetes documentation, "Resource Management for Pods and Containers".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import limit_ranges
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope


def check(container: Container, scope: Scope) -> Iterator[Report]:
    """A container that runs and has no limit of memory."""
    if container.runs and not limit_ranges.limited(container, "memory", scope):
        path = ("resources",) if container.value.get("resources") else ()
        message = f"{container.name or 'it'} has no limit of memory: a leak takes the node with it"
        yield Report(path, message, "resources: {limits: {memory: …}}")

"""A container that may use all CPUs of its node.

Off in every profile, because it is disputed: a limit slows a container down even while CPUs are idle, and requests
alone already share them fairly. Clusters that charge by limits want it.

```yaml
resources:
  limits: {cpu: "1"}
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
    """A container that runs and has no limit of cpu."""
    if container.runs and not limit_ranges.limited(container, "cpu", scope):
        path = ("resources",) if container.value.get("resources") else ()
        message = f"{container.name or 'it'} has no limit of cpu: it may take all that its node has left"
        yield Report(path, message, "resources: {limits: {cpu: …}}")

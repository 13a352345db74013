"""A container that does not say what it needs.

The scheduler takes its need for nothing and fills the node beyond what it can carry; under pressure the container is
the first to be evicted or slowed down, and an autoscaler by CPU or memory cannot work.

```yaml
resources:
  requests: {cpu: 100m, memory: 128Mi}
```

A limit counts as the request of the same resource, and so does what the pod as a whole requests or a LimitRange in the
scope gives. Init containers need none.

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
    """A container that runs and requests no cpu, or no memory."""
    if not container.runs:
        return
    missing = [name for name in ("cpu", "memory") if not limit_ranges.requested(container, name, scope)]
    if missing:
        path = ("resources",) if container.value.get("resources") else ()
        message = (
            f"{container.name or 'it'} requests no {' and no '.join(missing)}: the scheduler takes its need for nothing"
        )
        amounts = ", ".join(f"{name}: …" for name in missing)
        yield Report(path, message, f"resources: {{requests: {{{amounts}}}}}")

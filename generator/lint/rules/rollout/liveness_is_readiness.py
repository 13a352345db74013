"""A liveness probe that is the same as the readiness probe.

A container that cannot answer for a moment, because a database is slow or the load is high, should get no requests for
that moment. With the same probe for liveness it is killed instead, together with all the others that ask the same
database, and the load falls on those that are left.

```yaml
readinessProbe: {httpGet: {path: /readyz, port: http}}
livenessProbe: {httpGet: {path: /readyz, port: http}}     # wrong: the same question at the same pace
livenessProbe: {httpGet: {path: /livez, port: http}}      # right: only whether the process itself is stuck
```

The same question with more patience (a higher failureThreshold or a longer period) is fine.

Source: Kubernetes documentation, "Configure Liveness, Readiness and Startup Probes".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.probe_times import are_alike

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope


def check(container: Container, _scope: Scope) -> Iterator[Report]:
    """A liveness probe that asks what the readiness probe asks, at the same pace."""
    liveness, readiness = container.value.get("livenessProbe"), container.value.get("readinessProbe")
    if liveness and readiness and are_alike(liveness, readiness, container):
        message = "the livenessProbe is the readinessProbe: whatever makes pods unready also kills them"
        cure = "ask a path that depends on nothing else, with more patience, or leave the livenessProbe out"
        yield Report(("livenessProbe",), message, cure, key=True)

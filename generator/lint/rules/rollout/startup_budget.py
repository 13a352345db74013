"""A container that liveness kills unless it starts within a few seconds.

Without a startup probe, liveness counts from the start of the container. A start that takes longer than usual, on a
busy node or with a cold cache, ends in a restart, and the restart makes the node busier still.

```yaml
startupProbe:                        # liveness waits until this has succeeded
  httpGet: {path: /readyz, port: 8080}
  periodSeconds: 5
  failureThreshold: 30               # two and a half minutes
```

The time that is guaranteed is initialDelaySeconds + (failureThreshold - 1) x periodSeconds: 20 seconds with all
defaults. The option `seconds` (20) says how long it must be at least.

Source: Kubernetes documentation, "Configure Liveness, Readiness and Startup Probes" (protect slow starting
containers).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects import probe_times

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.node import Plain
    from generator.objects.resource import Container
    from generator.objects.scope import Scope


def check(container: Container, scope: Scope) -> Iterator[Report]:
    """A container with liveness and little time to start."""
    liveness = container.value.get("livenessProbe")
    if not liveness or container.value.get("startupProbe") or not container.runs:
        return
    budget = probe_times.budget(liveness)
    if budget < scope.options("startup-budget")["seconds"] and not _never_starts(container, liveness, budget):
        when = f"unless it starts within {budget} s" if budget else "at the first failure, however early"
        message = f"liveness kills {container.name or 'it'} {when}, and there is no startupProbe"
        cure = "add a startupProbe with periodSeconds: 5 and failureThreshold: 30"
        yield Report(("livenessProbe",), message, cure, key=True)


def _never_starts(container: Container, liveness: Mapping[str, Plain], budget: int) -> bool:
    """Whether it cannot start at all, of which liveness-before-startup speaks, or liveness asks nothing."""
    asked = probe_times.handler(liveness)
    if asked is None:
        return True
    if asked[0] == "exec":
        return False
    readiness = container.value.get("readinessProbe") or {}
    waits = probe_times.time_of(readiness, "initialDelaySeconds")
    return budget == 0 or (budget < waits and probe_times.handler(readiness) == asked)

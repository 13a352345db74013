"""A liveness probe that kills a container before it can have started.

Without a startup probe, liveness counts from the start of the container: after `initialDelaySeconds` and as many
failures in a row as `failureThreshold` says it is restarted, and the start begins anew, for ever. Two such
constellations show in the file alone: readiness with the same request is first asked when liveness has killed
already; or a single failure, right at the start, is enough.

```yaml
livenessProbe:
  httpGet: {path: /health, port: http}
  initialDelaySeconds: 5
  periodSeconds: 5            # wrong: killed after 15 s, while readiness waits 60 s
readinessProbe:
  httpGet: {path: /health, port: http}
  initialDelaySeconds: 60
```

Right is a startup probe with the same request and enough attempts (`failureThreshold: 30`), and no initial delays.

Source: Kubernetes documentation, "Configure Liveness, Readiness and Startup Probes" (protect slow starting
containers).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects import probe_times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope

_CURE = "add a startupProbe with the same request, periodSeconds: 5 and failureThreshold: 30"


def check(container: Container, _scope: Scope) -> Iterator[Report]:
    """The liveness probe of a container that leaves no time to start."""
    liveness, readiness = container.value.get("livenessProbe"), container.value.get("readinessProbe")
    if not liveness or container.value.get("startupProbe") or not container.runs:
        return
    asked = probe_times.handler(liveness)
    if asked is None or asked[0] == "exec":
        return
    budget = probe_times.budget(liveness)
    if budget == 0:
        message = "the first failure kills, and the first attempt comes right after the start"
        yield Report(("livenessProbe",), message, _CURE, key=True)
    elif readiness and probe_times.handler(readiness) == asked:
        waits = probe_times.time_of(readiness, "initialDelaySeconds")
        if budget < waits:
            message = f"kills after {budget} s without an answer, and readiness asks the same from {waits} s on"
            yield Report(("livenessProbe",), message, _CURE, key=True)

"""A probe that waits longer for an answer than until its next attempt.

The attempts of a probe follow one another: while one waits, none is begun. With `timeoutSeconds` above
`periodSeconds` a container that hangs is asked once in each timeout, so it is found out later than `periodSeconds`
and `failureThreshold` say: 3 failures of a period of 5 s and a timeout of 30 s take 90 s rather than 15 s.

```yaml
readinessProbe:
  httpGet: {path: /ready, port: http}
  periodSeconds: 5
  timeoutSeconds: 30     # wrong: at most 5
```

It is a warning. A timeout that equals the period changes nothing and is no fault.

Source: Kubernetes documentation, "Configure Liveness, Readiness and Startup Probes" (configure probes);
`pkg/kubelet/prober/worker.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.probe_times import PROBES, time_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope


def check(container: Container, _scope: Scope) -> Iterator[Report]:
    """The probes of a container whose timeout is longer than their period."""
    for name in PROBES if container.runs else ():
        probe = container.value.get(name)
        if not probe:
            continue
        timeout, period = time_of(probe, "timeoutSeconds"), time_of(probe, "periodSeconds")
        if timeout > period:
            said = "" if "periodSeconds" in probe else " (the default)"
            message = (
                f"timeoutSeconds is {timeout} and periodSeconds {period}{said}: a container that hangs is found late"
            )
            yield Report((name, "timeoutSeconds"), message, f"write timeoutSeconds: {period} or less")

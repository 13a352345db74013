"""A probe that the API server refuses.

A probe has exactly one handler. Its numbers are not negative, `successThreshold` is 1 for liveness and startup
probes, and a readiness probe has no `terminationGracePeriodSeconds`. Ordinary init containers have no probes;
sidecars (init containers with `restartPolicy: Always`) do.

```yaml
livenessProbe:
  httpGet: {path: /healthz, port: 8080}
  tcpSocket: {port: 8080}     # wrong: a second handler
  successThreshold: 2         # wrong: 1 for liveness
```

Source: `pkg/apis/core/validation/validation.go` (`validateLivenessProbe`, `validateReadinessProbe`,
`validateStartupProbe`, `validateProbe`, `validateInitContainers`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint.handlers import PROBE_HANDLERS, faults
from generator.lint.pod_templates import of_pods
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.lint.rule import Fix
    from generator.objects.resource import Container
    from generator.objects.scope import Scope

_SIDECARS = 29
_NUMBERS = ("initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold")


@of_pods
def check(container: Container, scope: Scope) -> Iterator[Report]:
    """What is wrong with a container's probes."""
    if container.role == "ephemeral":
        return
    runs = container.runs and (container.role != "sidecar" or scope.minor >= _SIDECARS)
    for key in ("startupProbe", "readinessProbe", "livenessProbe"):
        probe = container.value.get(key)
        if not isinstance(probe, dict):
            continue
        if not runs:
            message = f"an init container has no {key}, unless it stays (restartPolicy: Always)"
            yield Report((key,), message, f"remove {key}", key=True)
            continue
        yield from faults(probe, (key,), PROBE_HANDLERS)
        yield from _numbers(probe, (key,))


def _numbers(probe: Mapping[str, Any], path: Path) -> Iterator[Report]:
    for key in _NUMBERS:
        value = probe.get(key)
        if isinstance(value, int) and value < 0:
            yield Report((*path, key), f"{key} is {value} and must not be negative")
    successes, grace = probe.get("successThreshold"), probe.get("terminationGracePeriodSeconds")
    if path != ("readinessProbe",):
        if successes is not None and successes > 1:
            yield Report((*path, "successThreshold"), f"successThreshold is {successes} and must be 1 for {path[0]}")
        if grace is not None and grace <= 0:
            yield Report((*path, "terminationGracePeriodSeconds"), f"it is {grace} and must be more than 0")
    elif grace is not None:
        message = "a readiness probe ends no container and has no terminationGracePeriodSeconds"
        yield Report((*path, "terminationGracePeriodSeconds"), message, "remove it", key=True)


def fix(container: Container, _scope: Scope, report: Report) -> Iterator[Fix]:
    """A port in quotes is written as the number that it is."""
    from generator.lint.fixes import number

    return number(container.value, report.path)

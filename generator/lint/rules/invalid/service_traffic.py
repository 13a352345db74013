"""How a Service spreads its connections, set in a way that the API server refuses.

`sessionAffinityConfig` sets a time of 1 to 86400 seconds for `sessionAffinity: ClientIP`. `healthCheckNodePort` is for
a `LoadBalancer` with `externalTrafficPolicy: Local` alone. `trafficDistribution` is `PreferClose`, or from
Kubernetes 1.34 on `PreferSameZone` or `PreferSameNode`. Keys and values of the selector are labels.

```yaml
sessionAffinity: ClientIP
sessionAffinityConfig:
  clientIP:
    timeoutSeconds: 604800   # wrong: a week
    timeoutSeconds: 86400    # right: a day at most
```

Source: `pkg/apis/core/validation/validation.go` (`validateClientIPAffinityConfig`,
`validateServiceExternalTrafficPolicy`, `validateServiceTrafficDistribution`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import label_selectors, port_names
from generator.lint.rule import Report
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_DAY = 86400
_SAME = frozenset({"PreferSameZone", "PreferSameNode"})
_SAME_FROM = 34
_DISTRIBUTED = 31


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """What is wrong with affinity, health checks, distribution and selector of a Service."""
    spec = resource.spec
    yield from label_selectors.label_faults(spec.get("selector") or {}, ("spec", "selector"))
    seconds = at(spec, "sessionAffinityConfig", "clientIP", "timeoutSeconds")
    if spec.get("sessionAffinity") == "ClientIP" and seconds is not None and not 0 < seconds <= _DAY:
        path = ("spec", "sessionAffinityConfig", "clientIP", "timeoutSeconds")
        yield Report(path, f"timeoutSeconds is {seconds}, and may be 1 to {_DAY}")
    port = spec.get("healthCheckNodePort") or 0
    is_checked = spec.get("type") == "LoadBalancer" and spec.get("externalTrafficPolicy") == "Local"
    if port and not is_checked:
        message = "healthCheckNodePort is for type: LoadBalancer with externalTrafficPolicy: Local"
        yield Report(("spec", "healthCheckNodePort"), message, "remove it", key=True)
    elif port_names.number_fault(port or 1):
        yield Report(("spec", "healthCheckNodePort"), f"{port_names.number_fault(port)}")
    yield from _distribution(spec.get("trafficDistribution"), scope.minor)


def _distribution(value: str | None, minor: int) -> Iterator[Report]:
    if value in _SAME and _DISTRIBUTED <= minor < _SAME_FROM:
        path = ("spec", "trafficDistribution")
        yield Report(path, f"Kubernetes 1.{minor} knows no trafficDistribution {value}", "write PreferClose")

"""Two autoscalers of one workload.

Each of them computes a number of replicas and sets it. A HorizontalPodAutoscaler that finds another one over the same
pods stops (`AmbiguousSelector`), so that none of the two scales; older versions of Kubernetes let both go on, and the
number swings between them. A ScaledObject of KEDA makes a HorizontalPodAutoscaler and counts as one, unless the
annotation `scaledobject.keda.sh/transfer-hpa-ownership` lets it take over the one that is there.

```yaml
kind: HorizontalPodAutoscaler
metadata: {name: web-memory}        # wrong: another one, web-cpu, scales the Deployment web
spec:
  metrics:                          # right: one autoscaler with both metrics; the largest number wins
  - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}
  - {type: Resource, resource: {name: memory, target: {type: Utilization, averageUtilization: 80}}}
```

Source: `pkg/controller/podautoscaler/horizontal.go` (`validateAndParseSelector`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects import scaling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_TAKES_OVER = "scaledobject.keda.sh/transfer-hpa-ownership"


def check(scaler: Resource, scope: Scope) -> Iterator[Report]:
    """The target of an autoscaler that an earlier one scales already."""
    target = scaling.target(scaler) if _TAKES_OVER not in scaler.annotations else None
    first = scaling.first_of(scaler, scope) if target else None
    if target and first and first is not scaler and (first.type, first.name) != (scaler.type, scaler.name):
        message = f"{first} scales {target.kind} {target.name} as well: none of the two works"
        yield Report((*scaling.TARGET, "name"), message, "keep one autoscaler, with the metrics of both")

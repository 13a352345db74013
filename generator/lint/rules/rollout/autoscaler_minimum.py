"""An autoscaler that may go down to a single pod.

At night, when the load is low, one pod is left; the drain of its node or a crash then takes everything down, and the
autoscaler only notices when there is load.

```yaml
spec:
  minReplicas: 2
```

No finding where the pods are in sight and no requests are sent to them: workers may well go down to one.

Source: Kubernetes documentation, "Horizontal Pod Autoscaling".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects import scaling
from generator.objects.rollouts import is_served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_SEVERAL = 2


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """A HorizontalPodAutoscaler whose minimum is below 2."""
    if scaling.least_under(resource) >= _SEVERAL:
        return
    target = scaling.target(resource)
    workload = scope.named(target.kind, target.name, resource) if target else None
    if workload and workload.pod and not is_served(workload.pod, scope):
        return
    least = resource.spec.get("minReplicas")
    path = ("spec",) if least is None else ("spec", "minReplicas")
    said = "minReplicas is 1 by default" if least is None else f"minReplicas is {least}"
    left = "no pod" if least == 0 else "a single pod"
    yield Report(path, f"{said}: {left} is left when the load is low", "minReplicas: 2 or more")

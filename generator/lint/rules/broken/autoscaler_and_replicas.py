"""A workload that sets `replicas` although an autoscaler does.

Whoever writes last wins: every `kubectl apply` and every `helm upgrade` sets the number of the file, and some time
later the autoscaler sets its own. A deployment at noon takes the application from twenty pods to two while the load
is highest. `replicas: 0` even switches the autoscaler off until somebody sets another number.

```yaml
kind: Deployment
spec:
  replicas: 2        # wrong: remove the line; minReplicas of the autoscaler is the least number
```

The first apply without the line sets 1 for a moment if the object was made by `kubectl apply` with it: remove it from
the annotation first (`kubectl apply edit-last-applied`), as the source tells. A `replicas:` entry of a kustomization
is the same fault.

Source: Kubernetes documentation, "Horizontal Pod Autoscaling" (migrating Deployments and StatefulSets to horizontal
autoscaling; implicit maintenance-mode deactivation).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects import scaling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(workload: Resource, scope: Scope) -> Iterator[Report]:
    """The replicas of a workload that something scales."""
    replicas = workload.spec.get("replicas")
    scalers = scaling.scalers(workload, scope) if replicas is not None else []
    if not scalers:
        return
    scaler = scalers[0]
    if replicas == 0 and scaler.type == scaling.AUTOSCALER:
        message = f"replicas is 0, which switches {scaler} off"
    else:
        message = f"replicas is {replicas}, and {scaler} sets it as well: every apply undoes what it did"
    yield Report(("spec", "replicas"), message, "remove replicas", key=True)

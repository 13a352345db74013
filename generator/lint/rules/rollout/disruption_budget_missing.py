"""A workload of several pods without a disruption budget.

The drain of nodes, as every upgrade of a cluster does it, may then evict all pods at once. A budget makes it wait until
the others are ready again.

```yaml
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec:
  maxUnavailable: 1
  selector: {matchLabels: {app: web}}
```

In a folder of files the budget may well be elsewhere. So there it is only a note, and only where the folder has a
Service for the pods: that is where one looks for their budget.

Source: Kubernetes documentation, "Specifying a Disruption Budget for your Application".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.budgets import budgeted
from generator.objects.rollouts import fewest, is_selected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_SEVERAL = 2


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """A workload of several replicas that no budget selects."""
    replicas = fewest(resource, scope)
    if replicas < _SEVERAL or resource.pod is None or not (scope.whole or is_selected(resource.pod, scope)):
        return
    if id(resource.pod) not in budgeted(scope):
        message = f"no disruption budget selects its pods: a drain may evict all {replicas} at once"
        cure = "add a PodDisruptionBudget with maxUnavailable: 1 for its labels"
        yield Report(("kind",), message, cure, severity=None if scope.whole else "note")

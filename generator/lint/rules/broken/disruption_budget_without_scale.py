"""A PodDisruptionBudget that cannot be worked out, because its pods are those of a Job or a DaemonSet.

For `maxUnavailable`, and for percentages, the controller asks the owner of each pod how many replicas there should
be. Jobs and DaemonSets cannot be asked (they have no scale), and one such pod is enough: the budget fails as a whole,
allows no eviction at all, and nodes with any of its pods cannot be drained.

```yaml
kind: PodDisruptionBudget
spec:
  maxUnavailable: 1
  selector:
    matchLabels: {app: web}                  # wrong: the pods of the CronJob web-cleanup have it as well
    matchLabels: {app: web, tier: server}    # right: only the pods of the Deployment
```

A number in `minAvailable` works with pods of every kind. With pods of a DaemonSet alone it is a warning, because
drains pass over them.

Source: `pkg/controller/disruption/disruption.go` (`getExpectedScale`); Kubernetes documentation, "Specifying a
Disruption Budget for your Application" (arbitrary workloads and arbitrary selectors).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import selection
from generator.lint.rule import Report
from generator.objects import budgets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_WITHOUT_SCALE = frozenset({"Job", "CronJob", "DaemonSet"})


def check(budget: Resource, scope: Scope) -> Iterator[Report]:
    """The selector of a budget that matches pods whose owners have no scale."""
    spec = budget.spec
    key = "maxUnavailable" if spec.get("maxUnavailable") is not None else "minAvailable"
    if key == "minAvailable" and budgets.percentage(spec.get(key)) is None:
        return
    pods = budgets.selected(budget, scope)
    without = [pod for pod in pods if pod.owner.type in _WITHOUT_SCALE]
    if without:
        only_daemons = len(without) == len(pods) and not any(pod.runs_once for pod in pods)
        value = f"{key} {spec[key]}"
        message = f"{value} cannot be worked out for the pods of {selection.owners(without)}: nothing may be evicted"
        cure = "select pods of Deployments and StatefulSets only, or write minAvailable as a number"
        yield Report(("spec", "selector"), message, cure, severity="warning" if only_daemons else None)

"""Two PodDisruptionBudgets that select the same pods.

A pod may have one disruption budget. An eviction of a pod with two is refused with an internal error ("This pod has
more than one PodDisruptionBudget, which the eviction subresource does not support"), whatever the budgets would
allow, so that no node with such a pod can be drained.

```yaml
kind: PodDisruptionBudget
metadata: {name: shop}
spec:
  selector: {matchLabels: {app: shop}}                      # wrong: takes the pods of the budget shop-web as well
  selector: {matchLabels: {app: shop, component: worker}}   # right
```

Source: `pkg/registry/core/pod/storage/eviction.go`; Kubernetes documentation, "Specifying a Disruption Budget for
your Application".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import selection
from generator.lint.rule import Report
from generator.objects import budgets
from generator.objects.scope import same_namespace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(budget: Resource, scope: Scope) -> Iterator[Report]:
    """The selector of a budget that takes pods of one that was written before it."""
    others = scope.of(budgets.BUDGET)
    if len(others) == 1:
        return
    own = {id(pod): pod for pod in budgets.selected(budget, scope)}
    for other in others:
        if other is budget or not own:
            return
        if other.name == budget.name or not same_namespace(other, budget):
            continue
        shared = [own[id(pod)] for pod in budgets.selected(other, scope) if id(pod) in own]
        if shared:
            message = f"the pods of {selection.owners(shared)} are also those of {other}: none of them can be evicted"
            cure = "keep one of the budgets, or make the selectors exclude each other"
            yield Report(("spec", "selector"), message, cure)
            return

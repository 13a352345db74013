"""A PodDisruptionBudget that protects no pod.

A budget is about the pods in its own namespace that its selector matches. One that matches none is accepted and
protects nothing: a drain may take all pods of the application at once. A budget without any selector matches none
either.

```yaml
kind: PodDisruptionBudget
spec:
  maxUnavailable: 1
  selector:
    matchLabels: {app: shop-web}    # wrong: the pods have app: web
    matchLabels: {app: web}         # right
```

In a folder of files, where the pods may be elsewhere, a budget counts only if some pod looks as if it were meant (it
has the same label `app` or `app.kubernetes.io/name`, or the same name), and as a warning.

Source: Kubernetes documentation, "Specifying a Disruption Budget for your Application".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import selection
from generator.lint.rule import Report
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(budget: Resource, scope: Scope) -> Iterator[Report]:
    """The selector of a budget that matches no pod."""
    selector = budget.spec.get("selector")
    if selector is None and budget.api_version == "policy/v1":
        yield Report(("spec",), "selector is missing: the budget protects no pod", "write the labels of the pods")
        return
    labels = selection.lasting(at(selector, "matchLabels") or {})
    if not labels or scope.selected(labels, budget):
        return
    found = selection.nothing(labels, budget, scope)
    if found:
        severity, nearest = found
        message = f"the selector {selection.shown(labels)} matches no pod" + (f": {nearest}" if nearest else "")
        cure = "write the labels of the pod template, in the namespace of the budget"
        yield Report(("spec", "selector", "matchLabels"), message, cure, severity=severity)

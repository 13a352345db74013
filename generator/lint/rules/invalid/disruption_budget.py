"""A PodDisruptionBudget with both bounds, or with a bound that is no number or percentage.

`minAvailable` and `maxUnavailable` say the same thing from two sides, and only one may be there. Each is a number from
0 on, or a percentage of 0 to 100 as text.

```yaml
spec:
  minAvailable: 1        # wrong: one of both
  maxUnavailable: 50%
```

Source: `pkg/apis/policy/validation/validation.go` (`ValidatePodDisruptionBudgetSpec`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.lint.versioned_selectors import faults as selector_faults
from generator.objects import int_or_percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.rule import Fix
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """What is wrong with the bounds and the selector of a budget."""
    spec = resource.spec
    if spec.get("minAvailable") is not None and spec.get("maxUnavailable") is not None:
        message = "minAvailable and maxUnavailable stand together"
        yield Report(("spec", "maxUnavailable"), message, "keep one of them", key=True)
    for field in ("minAvailable", "maxUnavailable"):
        reason = int_or_percent.fault(spec[field], 100) if spec.get(field) is not None else None
        if reason:
            yield Report(("spec", field), reason)
    yield from selector_faults(spec.get("selector"), ("spec", "selector"), scope.minor)


def fix(resource: Resource, _scope: Scope, report: Report) -> Iterator[Fix]:
    """A number in quotes is written without them."""
    from generator.lint.fixes import number

    return number(resource.value, report.path)

"""Rules of how fast a HorizontalPodAutoscaler scales that the API server refuses.

`stabilizationWindowSeconds` is 0 to 3600, `periodSeconds` of a policy 1 to 1800, and its `value` at least 1. A list of
policies is not empty: to forbid a direction, write `selectPolicy: Disabled`.

```yaml
behavior:
  scaleDown:
    policies: []             # wrong
    selectPolicy: Disabled   # right
```

Source: `pkg/apis/autoscaling/validation/validation.go` (`validateScalingRules`, `validateScalingPolicy`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint.rule import Report
from generator.objects import quantities
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_WINDOW, _PERIOD = 3600, 1800


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with the behavior of an autoscaler."""
    for direction in ("scaleUp", "scaleDown"):
        rules = at(resource.spec, "behavior", direction)
        if isinstance(rules, dict):
            yield from _rules(rules, ("spec", "behavior", direction))


def _rules(rules: Mapping[str, Any], path: Path) -> Iterator[Report]:
    window = rules.get("stabilizationWindowSeconds")
    if isinstance(window, int) and not 0 <= window <= _WINDOW:
        yield Report(
            (*path, "stabilizationWindowSeconds"), f"the window is {window} seconds, and may be 0 to {_WINDOW}"
        )
    if rules.get("policies") == []:
        message = "the list of policies is empty"
        yield Report(
            (*path, "policies"), message, "remove it, or write selectPolicy: Disabled to forbid scaling", key=True
        )
    tolerance = rules.get("tolerance")
    number = quantities.parse(tolerance) if tolerance is not None else None
    if tolerance is not None and (number is None or number < 0):
        yield Report(
            (*path, "tolerance"), quantities.fault(tolerance) or f"tolerance is {tolerance}, which is negative"
        )
    for index, policy in enumerate(maps(rules.get("policies"))):
        value, period = policy.get("value"), policy.get("periodSeconds")
        if isinstance(value, int) and value < 1:
            yield Report((*path, "policies", index, "value"), f"value is {value}, and must be at least 1")
        if isinstance(period, int) and not 1 <= period <= _PERIOD:
            where = (*path, "policies", index, "periodSeconds")
            yield Report(where, f"the period is {period} seconds, and may be 1 to {_PERIOD}")

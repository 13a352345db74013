"""A Lease with a duration that is not positive, or a negative count of transitions.

Leases are written by the programs that hold them; in a manifest they are mostly a copy of what a cluster had.

```yaml
spec:
  leaseDurationSeconds: 0    # wrong
  leaseDurationSeconds: 15   # right
```

Source: `pkg/apis/coordination/validation/validation.go` (`ValidateLeaseSpec`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with a lease."""
    seconds, transitions = resource.spec.get("leaseDurationSeconds"), resource.spec.get("leaseTransitions")
    if isinstance(seconds, int) and seconds <= 0:
        yield Report(("spec", "leaseDurationSeconds"), f"leaseDurationSeconds is {seconds}, and must be at least 1")
    if isinstance(transitions, int) and transitions < 0:
        yield Report(("spec", "leaseTransitions"), f"leaseTransitions is {transitions}, which is negative")

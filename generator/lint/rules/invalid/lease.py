"""A Lease with a duration that is not positive, a negative count of transitions, or a time without microseconds.

Leases are written by the programs that hold them; in a manifest they are mostly a copy of what a cluster had.

```yaml
spec:
  leaseDurationSeconds: 0    # wrong
  leaseDurationSeconds: 15   # right
```

Source: `pkg/apis/coordination/validation/validation.go` (`ValidateLeaseSpec`),
`apimachinery/pkg/apis/meta/v1/micro_time.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_TIME = r"\d{4}-\d{2}-\d{2}T\d{1,2}:\d{2}:\d{2}[.,]\d{6}(Z|[+-]\d{2}:\d{2})"


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with a lease."""
    seconds, transitions = resource.spec.get("leaseDurationSeconds"), resource.spec.get("leaseTransitions")
    if isinstance(seconds, int) and seconds <= 0:
        yield Report(("spec", "leaseDurationSeconds"), f"leaseDurationSeconds is {seconds}, and must be at least 1")
    for field in ("acquireTime", "renewTime"):
        time = resource.spec.get(field)
        if isinstance(time, str) and not _is_time(time):
            cure = "write microseconds and a time zone: 2026-01-31T12:00:00.000000Z"
            yield Report(("spec", field), f"{time!r} is no time of a Lease", cure)
    if isinstance(transitions, int) and transitions < 0:
        yield Report(("spec", "leaseTransitions"), f"leaseTransitions is {transitions}, which is negative")


def _is_time(text: str) -> bool:
    """Whether a text has the form of Go's ``metav1.RFC3339Micro``."""
    import re

    return re.fullmatch(_TIME, text, re.ASCII) is not None

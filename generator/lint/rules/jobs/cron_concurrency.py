"""A cron job whose runs may overlap because nobody said otherwise.

The default of `concurrencyPolicy` is `Allow`: when a run takes longer than the schedule, the next one starts beside it,
and under load they pile up.

```yaml
spec:
  concurrencyPolicy: Forbid      # or Replace; Allow, written out, says that it is meant
```

Source: Kubernetes documentation, "CronJob" (concurrency policy).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """A CronJob without a concurrency policy."""
    if resource.spec.get("concurrencyPolicy") is None:
        message = "concurrencyPolicy is Allow by default: a run that takes long is joined by the next one"
        yield Report(("spec",), message, "concurrencyPolicy: Forbid, or Replace")

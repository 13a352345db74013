"""A cron job that does not say how late a run may start.

A run that was missed, because the control plane was being upgraded, the job was suspended or the run before it took too
long, is started as soon as it can be: the night's job at noon. With a deadline it is skipped when it is too late. The
controller also looks back only that far; without one it counts all that was missed since the last run and complains
beyond a hundred.

```yaml
spec:
  schedule: "*/5 * * * *"
  startingDeadlineSeconds: 120
```

Source: Kubernetes documentation, "CronJob" (deadline for delayed job start).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """A CronJob without a starting deadline."""
    if resource.spec.get("startingDeadlineSeconds") is None:
        message = "startingDeadlineSeconds is missing: a run that was missed is started however late it is"
        yield Report(("spec",), message, "startingDeadlineSeconds: 120, or as late as a run is still of use")

"""A job that does not say how often it may be tried again.

The default is six retries with growing pauses. For a job that changes data a second try may be one too many; for one
that calls a network six may be too few.

```yaml
spec:
  backoffLimit: 2
```

Source: Kubernetes documentation, "Jobs" (pod backoff failure policy).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.job_specs import job_spec
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """A job without a number of retries."""
    path, spec = job_spec(resource)
    if spec and spec.get("backoffLimit") is None and spec.get("backoffLimitPerIndex") is None:
        message = "backoffLimit is 6 by default: a job that fails is tried six times more"
        yield Report(path, message, "backoffLimit: with the retries that do no harm")

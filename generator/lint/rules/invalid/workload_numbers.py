"""A number of a workload that the API server refuses.

Replicas, seconds, limits and counts are not negative. A Deployment's `progressDeadlineSeconds` (600 by default) is
more than its `minReadySeconds`: otherwise every rollout would fail.

```yaml
spec:
  minReadySeconds: 900
  progressDeadlineSeconds: 1200   # needed: the default of 600 is less than 900
```

Source: `pkg/apis/apps/validation/validation.go`, `pkg/apis/batch/validation/validation.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.job_specs import job_spec
from generator.lint.rule import Report
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_NUMBERS = (
    "replicas",
    "minReadySeconds",
    "progressDeadlineSeconds",
    "startingDeadlineSeconds",
    "successfulJobsHistoryLimit",
    "failedJobsHistoryLimit",
)
_OF_JOBS = (
    "parallelism",
    "completions",
    "activeDeadlineSeconds",
    "backoffLimit",
    "ttlSecondsAfterFinished",
    "backoffLimitPerIndex",
    "maxFailedIndexes",
)
_PER_INDEX = 29
_DEFAULT_DEADLINE = 600


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """Numbers below 0, and a progress deadline that no rollout can keep."""
    spec = resource.spec
    yield from _negative(spec, ("spec",), _NUMBERS)
    if resource.type != "StatefulSet":
        yield from _negative(spec, ("spec",), ("revisionHistoryLimit",))
    if resource.type in ("Job", "CronJob"):
        path, job = job_spec(resource)
        yield from _negative(job, path, _OF_JOBS if scope.minor >= _PER_INDEX else _OF_JOBS[:5])
    elif resource.type == "Deployment":
        deadline, ready = spec.get("progressDeadlineSeconds"), spec.get("minReadySeconds") or 0
        shown = _DEFAULT_DEADLINE if deadline is None else deadline
        if isinstance(shown, int) and isinstance(ready, int) and shown <= ready:
            where: Path = ("spec", "minReadySeconds" if deadline is None else "progressDeadlineSeconds")
            said = f"progressDeadlineSeconds is {shown}{' by default' if deadline is None else ''}"
            yield Report(
                where, f"{said} and must be more than minReadySeconds, {ready}", "raise progressDeadlineSeconds"
            )
    elif resource.type == "StatefulSet":
        yield from _negative(at(spec, "ordinals") or {}, ("spec", "ordinals"), ("start",))
        path = ("spec", "updateStrategy", "rollingUpdate")
        yield from _negative(at(resource.value, *path) or {}, path, ("partition",))


def _negative(values: dict[str, Plain], path: Path, keys: tuple[str, ...]) -> Iterator[Report]:
    for key in keys:
        value = values.get(key)
        if isinstance(value, int) and value < 0:
            yield Report((*path, key), f"{key} is {value} and must not be negative")

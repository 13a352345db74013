"""A rollout that counts as failed while its pods are still starting.

`progressDeadlineSeconds` counts since the last progress. Where it is shorter than the time that one pod may take to
start (its startup probe) and to prove itself (`minReadySeconds`), a rollout that would have succeeded is reported as
failed, and a pipeline rolls it back.

```yaml
spec:
  minReadySeconds: 10
  progressDeadlineSeconds: 600       # more than 150 + 10
```

Source: Kubernetes documentation, "Deployments" (progress deadline seconds).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects import probe_times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_DEFAULT = 600


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """A Deployment whose deadline is shorter than a start may take."""
    if resource.pod is None:
        return
    probes = [container.value.get("startupProbe") for container in resource.pod.running]
    start = max((probe_times.budget(probe) for probe in probes if probe), default=0)
    waits = start + (resource.spec.get("minReadySeconds") or 0)
    deadline = resource.spec.get("progressDeadlineSeconds") or _DEFAULT
    if start and deadline <= waits:
        said = "progressDeadlineSeconds" in resource.spec
        path = ("spec", "progressDeadlineSeconds") if said else ("spec",)
        key = f"progressDeadlineSeconds is {deadline}{'' if said else ' by default'}"
        message = f"{key}: the rollout counts as failed while a pod may still start, for {waits} s"
        yield Report(path, message, f"progressDeadlineSeconds: {waits + 60} or more")

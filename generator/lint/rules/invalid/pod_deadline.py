"""A deadline of a pod that the API server refuses.

`activeDeadlineSeconds` of a pod is 1 to 2147483647. Pods of workloads that run for ever (Deployment, ReplicaSet,
StatefulSet, DaemonSet, ReplicationController) have none; a Job has it beside its template as well, from 0 on.

```yaml
kind: Deployment
spec:
  template:
    spec:
      activeDeadlineSeconds: 3600   # wrong
```

Source: `pkg/apis/core/validation/validation.go` (`ValidatePodSpec`), `pkg/apis/apps/validation/validation.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_MOST = 2**31 - 1
_FOR_EVER = ("Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "ReplicationController")


def check(pod: Pod, _scope: Scope) -> Iterator[Report]:
    """A deadline that is none, or where none can be."""
    seconds, path = pod.spec.get("activeDeadlineSeconds"), ("spec", "activeDeadlineSeconds")
    if not isinstance(seconds, int):
        return
    if pod.owner.type in _FOR_EVER:
        yield Report(path, f"pods of a {pod.owner.kind} have no activeDeadlineSeconds", "remove it", key=True)
    elif not 1 <= seconds <= _MOST:
        yield Report(path, f"activeDeadlineSeconds is {seconds} and must be 1 to {_MOST}")

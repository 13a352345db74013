"""A restart policy that the owner of the pods does not allow.

Deployments, ReplicaSets, StatefulSets, DaemonSets and ReplicationControllers want `Always`, which is the default.
Jobs and CronJobs want `OnFailure` or `Never`, and as the default is `Always` it has to be written. A job with a
`podFailurePolicy` wants `Never`.

```yaml
kind: Job
spec:
  template:
    spec:
      restartPolicy: Never   # needed
```

Source: `pkg/apis/batch/validation/validation.go` (`validateJobSpec`), `pkg/apis/apps/validation/validation.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_FAILURE_POLICY = 26


def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """A restart policy that does not fit the workload."""
    policy, path = pod.spec.get("restartPolicy") or None, ("spec", "restartPolicy")
    kind = pod.owner.type
    if kind in ("Job", "CronJob"):
        yield from _of_job(pod, policy, scope.minor)
    elif kind not in ("Pod", "PodTemplate") and policy in ("Never", "OnFailure"):
        yield Report(path, f"restartPolicy is {policy}, and the pods of a {kind} want Always", "remove it")


def _of_job(pod: Pod, policy: str | None, minor: int) -> Iterator[Report]:
    path = ("spec", "restartPolicy")
    if policy is None:
        if pod.value.get("spec") is not None and not _was_written(pod):
            message = "restartPolicy is missing, and its default, Always, is not for jobs"
            yield Report(("spec",), message, "write restartPolicy: Never or OnFailure")
    elif policy == "Always":
        yield Report(path, "restartPolicy is Always, which is not for jobs", "write Never or OnFailure")
    elif policy == "OnFailure" and minor >= _FAILURE_POLICY and _has_failure_policy(pod):
        yield Report(path, "restartPolicy is OnFailure, and podFailurePolicy wants Never", "write Never")


def _was_written(pod: Pod) -> bool:
    """Whether there was one of the wrong type, which is reported elsewhere."""
    return at(pod.owner.manifest.value, *pod.path, "spec", "restartPolicy") not in (None, "")


def _has_failure_policy(pod: Pod) -> bool:
    return isinstance(at(pod.owner.value, *pod.path[:-1], "podFailurePolicy"), dict)

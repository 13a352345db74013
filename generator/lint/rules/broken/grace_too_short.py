"""A grace period that is shorter than the longest request.

The annotation `fairlead.dev/longest-request` of a workload or of its pods says how long its longest request takes
(`180`, `90s`, `3m`). A request that arrives just before the end of preStop still takes that long, so the grace period
has to hold both; otherwise SIGKILL cuts requests off at every rollout.

```yaml
metadata:
  annotations: {fairlead.dev/longest-request: 3m}
spec:
  template:
    spec:
      terminationGracePeriodSeconds: 30    # wrong: at least 5 + 180
      containers:
      - name: web
        lifecycle: {preStop: {sleep: {seconds: 5}}}
```

Without the annotation nothing is asked.

Source: Kubernetes documentation, "Pod Lifecycle" (termination of pods).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects import shutdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_PATH = ("spec", "terminationGracePeriodSeconds")


def check(pod: Pod, _scope: Scope) -> Iterator[Report]:
    """The grace period of a pod that cuts its longest request off."""
    own = (pod.metadata.get("annotations") or {}).get(shutdown.LONGEST_REQUEST)
    longest = shutdown.duration(own if own is not None else pod.owner.annotations.get(shutdown.LONGEST_REQUEST))
    if longest is None:
        return
    grace = shutdown.grace(pod)
    sleep = max((pause.seconds for one in pod.running if (pause := shutdown.pause(one))), default=0)
    if grace < sleep + longest:
        needed = shutdown.seconds(sleep + longest)
        parts = f"preStop {shutdown.seconds(sleep)} + longest request {shutdown.seconds(longest)}"
        said = f"the grace period is {grace} s" + ("" if _PATH[-1] in pod.spec else " (the default)")
        cure = f"write terminationGracePeriodSeconds: {-int(-sleep - longest // 1)} or more"
        yield Report(_PATH, f"{said}, and requests may need {needed} ({parts})", cure)

"""A preStop hook that sleeps for the whole grace period.

The grace period counts from the moment a pod is deleted and includes preStop. A hook that sleeps until its end leaves
the program no time: SIGTERM comes two seconds before SIGKILL or not at all, and what the program has in hand is lost.

```yaml
spec:
  terminationGracePeriodSeconds: 30      # wrong: at least 30 + the time that the program needs to end
  containers:
  - name: web
    lifecycle:
      preStop:
        exec: {command: [sleep, "30"]}
```

A native `sleep` above the grace period is refused by the API server itself and not reported here.

Source: Kubernetes documentation, "Pod Lifecycle" (termination of pods), "Container Lifecycle Hooks".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects import shutdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope


def check(container: Container, _scope: Scope) -> Iterator[Report]:
    """The preStop hook of a container that leaves nothing of the grace period."""
    pause = shutdown.pause(container)
    if pause is None:
        return
    grace = shutdown.grace(container.pod)
    if pause.seconds < grace or (pause.is_native and pause.seconds > grace) or grace == 0:
        return
    said = "" if "terminationGracePeriodSeconds" in container.pod.spec else " (the default)"
    slept = shutdown.seconds(pause.seconds)
    message = f"preStop sleeps {slept} of a grace period of {grace} s{said}: no time is left to end"
    cure = f"write terminationGracePeriodSeconds: {int(pause.seconds) + shutdown.DEFAULT_GRACE}, or sleep less"
    yield Report(pause.path, message, cure)

"""A container that is sent requests ends as soon as it is told to.

When a pod is deleted, two things start at once and neither waits for the other: the container gets SIGTERM, and the
pod is taken out of the endpoints, which takes some seconds to reach every node and ingress. Requests that are sent in
between meet a closed port. A preStop hook that sleeps keeps the container serving for that long.

```yaml
lifecycle:
  preStop:
    sleep: {seconds: 10}      # Kubernetes 1.30 and newer; before: exec: {command: [sleep, "10"]}
```

Any preStop hook counts. The grace period (`terminationGracePeriodSeconds`) includes the sleep. Where only the ports of
a container say that requests are sent to it, because its Service is not in sight, it is a note.

Source: Kubernetes documentation, "Pod Lifecycle" (termination of pods).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.rollouts import is_selected, is_served, servers
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.rule import Severity
    from generator.objects.resource import Pod
    from generator.objects.scope import Scope


_NATIVE = 30


def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """The containers of a pod that are sent requests and have no preStop hook."""
    if not is_served(pod, scope):
        return
    bare = [container for container in servers(pod, scope) if not at(container.value, "lifecycle", "preStop")]
    if bare:
        severity: Severity | None = None if is_selected(pod, scope) else "note"
        hook = "sleep: {seconds: 10}" if scope.minor >= _NATIVE else 'exec: {command: [sleep, "10"]}'
        for container in bare:
            message = f"{container.name or 'it'} has no preStop hook: requests are still sent to it when it ends"
            yield Report(container.path, message, f"lifecycle: {{preStop: {{{hook}}}}}", severity=severity)

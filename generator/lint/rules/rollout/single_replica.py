"""A Deployment that is sent requests and runs a single pod.

Whatever takes that pod away takes the service away: a crash, a node that is drained for an upgrade, a node that dies.

```yaml
spec:
  replicas: 2
```

No finding: a Deployment under an autoscaler, one with the strategy `Recreate` or with a disk that only one node can
use, which is meant to have one pod, and one of 0 replicas, which is switched off on purpose. Where a file says no
replicas and its autoscaler may be elsewhere, it is a note.

Source: Kubernetes documentation, "Disruptions".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects import scaling
from generator.objects.rollouts import has_single_mount, is_served
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.rule import Severity
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """A Deployment of one replica that serves requests."""
    pod = resource.pod
    if pod is None or scaling.replicas(resource) != 1 or at(resource.spec, "strategy", "type") == "Recreate":
        return
    if is_served(pod, scope) and not scaling.scalers(resource, scope) and not has_single_mount(pod, scope):
        said = "replicas" in resource.spec
        message = f"replicas is 1{'' if said else ' by default'}: a crash or the drain of its node takes all of it down"
        severity: Severity | None = None if said or scope.whole else "note"
        path = ("spec", "replicas") if said else ("spec",)
        yield Report(path, message, "replicas: 2 or more", severity=severity)

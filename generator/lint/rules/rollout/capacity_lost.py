"""A rolling update that takes pods away before their successors are ready.

`maxUnavailable` rounds down, so the default of 25 % is harmless for up to three replicas and takes one of four, two of
eight. Every update then runs with less capacity than was planned, and a fix is mostly shipped at the busiest time of
the day.

```yaml
strategy:
  rollingUpdate: {maxUnavailable: 0, maxSurge: 25%}
```

Only for Deployments of several pods to which requests are sent, and not for disks that one node at a time may mount:
there the old pod has to go first.

Source: Kubernetes documentation, "Deployments" (max unavailable, max surge).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.rollouts import fewest, has_single_mount, is_served, unavailable
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_SEVERAL = 2


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """A Deployment that serves requests and loses pods in a rolling update."""
    replicas = fewest(resource, scope)
    if replicas < _SEVERAL or resource.pod is None or at(resource.spec, "strategy", "type") == "Recreate":
        return
    lost = unavailable(resource, replicas)
    if lost and is_served(resource.pod, scope) and not has_single_mount(resource.pod, scope):
        written = at(resource.spec, "strategy", "rollingUpdate", "maxUnavailable")
        said = "maxUnavailable is 25% by default" if written is None else f"maxUnavailable is {written}"
        path = ("spec", "strategy", "rollingUpdate", "maxUnavailable")
        message = (
            f"{said}: a rolling update takes {min(lost, replicas)} of {replicas} pods away before others are ready"
        )
        yield Report(path if written is not None else ("spec",), message, "maxUnavailable: 0, with maxSurge: 25%")

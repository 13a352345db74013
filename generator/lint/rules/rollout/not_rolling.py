"""An update that stops everything, or that nobody starts: `Recreate` or `OnDelete`.

`Recreate` ends all pods before the first new one starts: every update is an outage. With `OnDelete` an update changes
nothing until somebody deletes pods by hand. `Recreate` has its place for pods with a disk that only one node can use,
on the network of their node, where two of them meet at one port, and where no requests are sent: these are no findings.

```yaml
strategy: {type: Recreate}                                            # wrong
strategy: {rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}           # right
```

Source: Kubernetes documentation, "Deployments" (strategy), "Perform a Rolling Update on a DaemonSet".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.rollouts import has_single_mount, is_served
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """A strategy other than a rolling update."""
    pod = resource.pod
    if pod is None:
        return
    if at(resource.spec, "strategy", "type") == "Recreate":
        if is_served(pod, scope) and not (pod.spec.get("hostNetwork") or has_single_mount(pod, scope)):
            message = "Recreate ends all pods before the first new one starts: every update is an outage"
            cure = "leave the type out, which means RollingUpdate, and write maxUnavailable: 0"
            yield Report(("spec", "strategy", "type"), message, cure)
    elif at(resource.spec, "updateStrategy", "type") == "OnDelete":
        message = "OnDelete updates nothing until somebody deletes the pods"
        yield Report(("spec", "updateStrategy", "type"), message, "leave the type out, which means RollingUpdate")

"""A volume that only one node may mount, in a workload that needs it on several.

A claim with the access mode ReadWriteOnce is mounted by one node at a time. A rolling update starts the new pod while
the old one runs; on another node it waits for the volume (`Multi-Attach error`), and the old one is not stopped
before the new one is ready: neither gives way. With several replicas all but those on one node wait in the same way.

```yaml
kind: Deployment
spec:
  replicas: 1
  strategy:
    type: Recreate      # right for one replica: the old pod ends first
```

Several replicas need a volume each (a StatefulSet with `volumeClaimTemplates`) or a claim with ReadWriteMany. A
rolling update with `maxSurge: 0` and one replica is no fault.

Source: Kubernetes documentation, "Persistent Volumes" (access modes), "Deployments" (strategy).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects import scaling
from generator.objects.int_or_percent import is_zero
from generator.objects.rollouts import single_node_claims
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(workload: Resource, scope: Scope) -> Iterator[Report]:
    """The claims of one node that several pods of a workload need at once."""
    for claim, mode in single_node_claims(workload, scope):
        pods = max([scaling.replicas(workload), *map(scaling.least_under, scaling.scalers(workload, scope))])
        if workload.type == "DaemonSet":
            message = f"the claim {claim} is {mode}, and a DaemonSet needs it on every node"
            yield Report(("spec", "template", "spec", "volumes"), message, "use a claim with ReadWriteMany")
        elif pods > 1:
            message = f"the claim {claim} is {mode}: {pods} replicas cannot all mount it unless one node holds them"
            cure = "use a StatefulSet with volumeClaimTemplates, or a claim with ReadWriteMany"
            yield Report(("spec", "replicas"), message, cure)
        elif pods and workload.type == "Deployment" and _starts_before_it_stops(workload):
            message = f"the claim {claim} is {mode}, and a rolling update starts the new pod before the old one ends"
            yield Report(("spec", "strategy"), message, "write strategy: {type: Recreate}")


def _starts_before_it_stops(deployment: Resource) -> bool:
    strategy = deployment.spec.get("strategy") or {}
    surge = at(strategy, "rollingUpdate", "maxSurge")
    return strategy.get("type") != "Recreate" and (surge is None or not is_zero(surge))

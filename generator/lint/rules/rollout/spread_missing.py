"""Several pods that may all stand on one node.

Without spread constraints or anti-affinity the scheduler may put them side by side: its own default is a weak
preference that a full node or an image that is already there outweighs. One node that fails or is drained then takes
all of them.

```yaml
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector: {matchLabels: {app: web}}
```

Either is enough. No finding for one replica, for DaemonSets, and for a disk that one node at a time may mount.

Source: Kubernetes documentation, "Pod Topology Spread Constraints".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.rollouts import fewest, has_single_mount
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope


_SEVERAL = 2


def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """A template of several pods with neither spread constraints nor anti-affinity."""
    if pod.spec.get("topologySpreadConstraints") or at(pod.spec, "affinity", "podAntiAffinity"):
        return
    replicas = fewest(pod.owner, scope)
    if replicas >= _SEVERAL and not has_single_mount(pod, scope):
        message = f"nothing keeps the {replicas} pods apart: all of them may stand on one node"
        yield Report(
            ("spec",), message, "add topologySpreadConstraints over kubernetes.io/hostname, or podAntiAffinity"
        )

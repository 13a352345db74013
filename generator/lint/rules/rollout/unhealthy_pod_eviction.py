"""A disruption budget that protects pods which do not work.

Without `unhealthyPodEvictionPolicy: AlwaysAllow` a pod that is not ready counts as one that must stay while the budget
is used up; so a workload that cannot start keeps a node from being drained until somebody steps in.

```yaml
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
```

From Kubernetes 1.27 on. `IfHealthyBudget`, which is the default, is no finding where it is written: it is right for
members of a quorum, whose data an eviction could cost.

Source: Kubernetes documentation, "Specifying a Disruption Budget for your Application" (unhealthy pod eviction policy).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Fix, Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_SINCE = 27


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """A budget that does not say that unhealthy pods may always be evicted."""
    is_known = scope.minor >= _SINCE and resource.api_version == "policy/v1"
    if is_known and resource.spec.get("unhealthyPodEvictionPolicy") is None:
        message = "unhealthyPodEvictionPolicy is missing: pods that are not ready can keep a node from being drained"
        yield Report(("spec",), message, "unhealthyPodEvictionPolicy: AlwaysAllow")


def fix(resource: Resource, scope: Scope, _report: Report) -> Iterator[Fix]:
    """A budget that selects pods of Deployments alone gets `AlwaysAllow`; members of a quorum may want otherwise."""
    from generator.objects import budgets

    pods = budgets.selected(resource, scope)
    if pods and all(pod.owner.type == "Deployment" for pod in pods):
        yield Fix(("spec", "unhealthyPodEvictionPolicy"), "AlwaysAllow")

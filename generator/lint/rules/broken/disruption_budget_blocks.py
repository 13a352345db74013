"""A PodDisruptionBudget that never allows an eviction, so that no node with its pods can be drained.

`maxUnavailable: 0`, `minAvailable: 100%`, or a `minAvailable` of at least as many pods as there are: no pod may ever
be evicted. Node upgrades and the cluster autoscaler wait for ever or give up, until somebody deletes the budget by
hand. What counts is the least number of pods: `minReplicas` where a HorizontalPodAutoscaler scales them. Percentages
round up: 50 % of one pod is one pod.

```yaml
kind: PodDisruptionBudget
spec:
  minAvailable: 2         # wrong with 2 replicas: both must stay
  maxUnavailable: 1       # right: one at a time, with any number of replicas
```

A single replica cannot be both protected and drained: leave its budget out, or accept the gap with `maxUnavailable:
1`.

Source: Kubernetes documentation, "Specifying a Disruption Budget for your Application" (rounding, zero evictions).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import selection
from generator.lint.rule import Report
from generator.objects import budgets, scaling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod, Resource
    from generator.objects.scope import Scope

_ALL = 100
_CURE = "write maxUnavailable: 1, which allows one at a time with any number of replicas"


def check(budget: Resource, scope: Scope) -> Iterator[Report]:
    """The bound of a budget that allows no eviction."""
    most, least = budget.spec.get("maxUnavailable"), budget.spec.get("minAvailable")
    if most is not None:
        if most == 0 or budgets.percentage(most) == 0:
            yield Report(("spec", "maxUnavailable"), f"maxUnavailable is {most}: no pod may ever be evicted", _CURE)
    elif budgets.percentage(least) == _ALL:
        yield Report(("spec", "minAvailable"), "minAvailable is 100%: no pod may ever be evicted", _CURE)
    elif least:
        yield from _against_replicas(least, budgets.selected(budget, scope), scope)


def _against_replicas(least: int | str, pods: list[Pod], scope: Scope) -> Iterator[Report]:
    owners = list({id(pod.owner): pod.owner for pod in pods}.values())
    if not owners or any(owner.type not in scaling.SCALABLE for owner in owners):
        return
    if len({(owner.type, owner.name) for owner in owners}) < len(owners):
        return  # variants of one workload, of which only one will be applied
    counts = [_least(owner, scope) for owner in owners]
    total, needed = sum(count for count, _ in counts), budgets.rounded_up(least, sum(count for count, _ in counts))
    if not total or needed is None or needed < total:
        return
    sure = all(said for _, said in counts) or scope.whole
    rounding = f" = {needed}" if isinstance(least, str) else ""
    number = "1 pod" if total == 1 else f"{total} pods"
    message = (
        f"minAvailable is {least}{rounding}, and {selection.owners(pods)} may have only {number}: none may be evicted"
    )
    cure = "run at least 2 replicas, or write maxUnavailable: 1 and accept the gap" if total == 1 else _CURE
    yield Report(("spec", "minAvailable"), message, cure, severity=None if sure else "warning")


def _least(owner: Resource, scope: Scope) -> tuple[int, bool]:
    """The pods that a workload may have at least, and whether a file says so."""
    scalers = scaling.scalers(owner, scope)
    if scalers:
        return min(scaling.least_under(one) for one in scalers), True
    return scaling.replicas(owner), "replicas" in owner.spec

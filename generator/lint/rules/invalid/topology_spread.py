"""A topology spread constraint that the API server refuses.

`maxSkew` is at least 1, `topologyKey` is not empty, `minDomains` (at least 1) belongs to `DoNotSchedule`, and no two
constraints have the same `topologyKey` and `whenUnsatisfiable`. `matchLabelKeys` needs a `labelSelector` and repeats
none of its keys.

```yaml
topologySpreadConstraints:
- maxSkew: 0                           # wrong: 1 at least
  minDomains: 3                        # wrong with ScheduleAnyway
  topologyKey: topology.kubernetes.io/zone
  whenUnsatisfiable: ScheduleAnyway
```

Source: `pkg/apis/core/validation/validation.go` (`validateTopologySpreadConstraints`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint.label_keys import label_key_faults, selected_twice
from generator.lint.label_selectors import selector_faults
from generator.lint.pod_templates import of_pods
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_SINCE = 27
"""From 1.27 on minDomains and matchLabelKeys are served and selectors are looked at."""
_MERGED = 34
"""From 1.34 on matchLabelKeys become part of the selector, and may stand in it already."""


@of_pods
def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """What is wrong with a pod's topology spread constraints."""
    seen: set[tuple[Any, Any]] = set()
    for index, constraint in enumerate(maps(pod.spec.get("topologySpreadConstraints"))):
        path = ("spec", "topologySpreadConstraints", index)
        key, action = constraint.get("topologyKey"), constraint.get("whenUnsatisfiable")
        skew = constraint.get("maxSkew")
        if isinstance(skew, int) and skew < 1:
            yield Report((*path, "maxSkew"), f"maxSkew is {skew} and must be 1 at least")
        if key == "":
            yield Report((*path, "topologyKey"), "topologyKey is empty", "write a label of nodes")
        if key and action and (key, action) in seen:
            yield Report(path, f"there is a constraint for {key} with {action} already", "keep one of them")
        seen.add((key, action))
        if scope.minor >= _SINCE:
            yield from _since(constraint, path, scope.minor)


def _since(constraint: Mapping[str, Any], path: Path, minor: int) -> Iterator[Report]:
    domains = constraint.get("minDomains")
    if isinstance(domains, int):
        if domains < 1:
            yield Report((*path, "minDomains"), f"minDomains is {domains} and must be 1 at least")
        if constraint.get("whenUnsatisfiable") == "ScheduleAnyway":
            message = "minDomains belongs to whenUnsatisfiable: DoNotSchedule, and this is ScheduleAnyway"
            yield Report((*path, "minDomains"), message, "remove minDomains", key=True)
    if isinstance(constraint.get("labelSelector"), dict):
        yield from selector_faults(constraint["labelSelector"], (*path, "labelSelector"))
    if constraint.get("matchLabelKeys"):
        yield from label_key_faults(constraint, path)
        if minor < _MERGED:
            yield from selected_twice(constraint, path)

"""A metric of a HorizontalPodAutoscaler whose source or target does not fit its type.

A metric has the block that its type names (`type: Resource` has `resource`), and no other. The target of resources is
`averageUtilization` or `averageValue`; of pods `averageValue`; of objects and external metrics `value` or
`averageValue`. Targets are greater than 0.

```yaml
- type: Resource
  resource:
    name: cpu
    target: {type: Utilization, value: 80}                # wrong
    target: {type: Utilization, averageUtilization: 80}   # right
```

Source: `pkg/apis/autoscaling/validation/validation.go` (`validateMetricSpec`, `validateMetricTarget`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import syntax
from generator.lint.rule import Report
from generator.objects import quantities
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.lint.rule import Fix
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_BLOCKS = {
    "Object": "object", "External": "external", "Pods": "pods", "Resource": "resource",
    "ContainerResource": "containerResource",
}  # fmt: skip
_NEEDS = {
    "object": ("value", "averageValue"),
    "external": ("value", "averageValue"),
    "pods": ("averageValue",),
    "resource": ("averageUtilization", "averageValue"),
    "containerResource": ("averageUtilization", "averageValue"),
}


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with the metrics of an autoscaler."""
    for index, metric in enumerate(maps(resource.spec.get("metrics"))):
        block = _BLOCKS.get(metric.get("type") or "")
        if block is None:  # the schema says so
            continue
        path = ("spec", "metrics", index)
        present = [name for name in _BLOCKS.values() if isinstance(metric.get(name), dict)]
        if block not in present:
            yield Report(path, f"a metric of type {metric['type']} has no {block}", f"write {block}")
        for other in present:
            if other != block:
                message = f"a metric of type {metric['type']} takes no {other}"
                yield Report((*path, other), message, "remove it, or write it as a metric of its own", key=True)
        if block in present:
            yield from _source(metric[block], block, (*path, block))


def _source(source: Mapping[str, Any], block: str, path: Path) -> Iterator[Report]:
    name = source.get("name") if block in ("resource", "containerResource") else at(source, "metric", "name")
    if name == "" or (isinstance(name, str) and "esource" not in block and syntax.path_segment(name)):
        where = (*path, "name") if "esource" in block else (*path, "metric", "name")
        yield Report(where, f"{name!r} is no name of a metric")
    if block == "containerResource" and isinstance(source.get("container"), str):
        reason = syntax.dns_label(source["container"])
        if reason:
            yield Report((*path, "container"), f"{source['container']!r} is no name of a container: {reason}")
    target = source.get("target")
    if isinstance(target, dict):
        yield from _target(target, block, (*path, "target"))


def _target(target: Mapping[str, Any], block: str, path: Path) -> Iterator[Report]:
    wanted = _NEEDS[block]
    present = [name for name in wanted if target.get(name) is not None]
    if not present:
        yield Report(path, f"the target has no {' or '.join(wanted)}", f"write {wanted[0]}")
    elif len(present) > 1 and block != "object":
        yield Report((*path, present[1]), f"{' and '.join(present)} stand together", "keep one of them", key=True)
    for field in ("value", "averageValue"):
        amount = target.get(field)
        if amount is None:
            continue
        number = quantities.parse(amount)
        if number is None:
            yield Report((*path, field), f"{quantities.fault(amount)}")
        elif number <= 0:
            yield Report((*path, field), f"{field} is {amount}, and must be greater than 0")
    percent = target.get("averageUtilization")
    if isinstance(percent, int) and percent < 1:
        yield Report((*path, "averageUtilization"), f"averageUtilization is {percent}, and must be at least 1")


def fix(resource: Resource, _scope: Scope, report: Report) -> Iterator[Fix]:
    """An amount with a unit such as `GB`, `GiB` or `gi`, or with a blank in it, gets Kubernetes' own unit."""
    from generator.lint.fixes import quantity

    return quantity(resource.value, report.path)

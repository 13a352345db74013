"""A HorizontalPodAutoscaler without a usable range of replicas, or without a target.

`maxReplicas` is at least 1 and at least `minReplicas`. `minReplicas` is at least 1; 0 is allowed from Kubernetes 1.37
on, where a metric of the types Object or External is there to wake the workload up. The target is named by
`apiVersion`, `kind` and `name`; from 1.34 on the API group has to be there.

```yaml
minReplicas: 5   # wrong
maxReplicas: 3
```

Source: `pkg/apis/autoscaling/validation/validation.go` (`validateHorizontalPodAutoscalerSpec`,
`ValidateCrossVersionObjectReference`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import syntax
from generator.lint.rule import Fix, Report
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_TO_ZERO = 37
_WITH_GROUP = 34


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """What is wrong with the bounds and the target of an autoscaler."""
    spec = resource.spec
    least, most = spec.get("minReplicas"), spec.get("maxReplicas")
    if isinstance(least, int):
        yield from _least(spec, least, scope.minor)
    if isinstance(most, int):
        if most < 1:
            yield Report(("spec", "maxReplicas"), f"maxReplicas is {most}, and must be at least 1")
        elif isinstance(least, int) and most < least:
            yield Report(("spec", "maxReplicas"), f"maxReplicas {most} is less than minReplicas {least}")
    percent = spec.get("targetCPUUtilizationPercentage")
    if isinstance(percent, int) and percent < 1:
        yield Report(("spec", "targetCPUUtilizationPercentage"), f"the target is {percent}%, and must be at least 1%")
    if isinstance(spec.get("scaleTargetRef"), dict):
        yield from _target(spec["scaleTargetRef"], ("spec", "scaleTargetRef"), scope.minor)


def _least(spec: Mapping[str, Any], least: int, minor: int) -> Iterator[Report]:
    path = ("spec", "minReplicas")
    if least < 0 or (least == 0 and minor < _TO_ZERO):
        yield Report(path, f"minReplicas is {least}, and must be at least {0 if minor >= _TO_ZERO else 1}")
    elif least == 0 and not any(one.get("type") in ("Object", "External") for one in maps(spec.get("metrics"))):
        yield Report(
            path, "minReplicas 0 needs a metric of the types Object or External", "write one, or minReplicas: 1"
        )


def _target(target: Mapping[str, Any], path: Path, minor: int) -> Iterator[Report]:
    for field in ("kind", "name"):
        text = target.get(field)
        reason = "it is empty" if text == "" else syntax.path_segment(text or "")
        if reason:
            yield Report((*path, field), f"{text!r} is no {field} of a target: {reason}")
    version = target.get("apiVersion") or ""
    if minor < _WITH_GROUP:
        return
    if version.count("/") > 1:
        yield Report((*path, "apiVersion"), f"{version!r} is no group and version")
    elif not version.rpartition("/")[0] and target.get("kind") != "ReplicationController":
        message = f"apiVersion {version!r} has no API group" if version else "the target has no apiVersion"
        yield Report((*path, "apiVersion"), message, "write the group and version of the target, such as apps/v1")


def fix(resource: Resource, _scope: Scope, report: Report) -> Iterator[Fix]:
    """A target that is a Deployment, StatefulSet or ReplicaSet gets `apiVersion: apps/v1`."""
    from generator.objects.scaling import APPS

    if report.path[-1] == "apiVersion" and at(resource.spec, "scaleTargetRef", "kind") in APPS:
        yield Fix(report.path, "apps/v1", before=("kind", "name"))

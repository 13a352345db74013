"""A field that this version of Kubernetes knows and drops, because its feature gate is off by default.

New fields come into the schema with a feature gate that is off. Until a later version turns it on, the API server
takes the object, removes the field without a word, and what the field was for does not happen: no user
namespace, no spread, no policy.

```yaml
kind: StatefulSet
spec:
  persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}   # dropped by 1.26, does its work from 1.27 on
```

Where the cluster turns the gate on itself, this can be ignored.

Source: `pkg/features/kube_features.go`; https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint.feature_fields import NEVER, OWN_POLICIES, SIDECARS, fields_off, found
from generator.lint.rule import Report
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from generator.documents.manifest import Path
    from generator.objects.resource import Container, Resource
    from generator.objects.scope import Scope

    Rows: TypeAlias = tuple[tuple[tuple[str, ...], int], ...]


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """The fields of an object that come to nothing."""
    minor, start = scope.minor, ("spec", "jobTemplate") if resource.type == "CronJob" else ()
    kind = "Job" if resource.type == "CronJob" else resource.type
    yield from _dropped(at(resource.value, *start), start, fields_off(kind, minor), minor)
    pod = resource.pod
    if pod is None:
        return
    yield from _dropped(pod.spec, (*pod.path, "spec"), fields_off("pod", minor), minor)
    rows = fields_off("container", minor)
    for container in pod.containers:
        path = (*pod.path, *container.path)
        reports = _dropped(container.value, path, rows, minor)
        yield from (one for one in reports if _counts(container, one))
        yield from _policy(container, path, minor)


def _dropped(value: Any, path: Path, rows: Rows, minor: int) -> list[Report]:
    """The fields of a table that are in a value; most are not, which the first step of each tells."""
    return [
        _report((*path, *place), since, minor)
        for steps, since in rows
        if value and steps[0] in value
        for place in found(value, steps)
    ]


def _policy(container: Container, path: Path, minor: int) -> Iterator[Report]:
    """A container's own restart policy, in the two versions that drop it."""
    policy, is_init = container.value.get("restartPolicy"), container.path[1] == "initContainers"
    if policy is None:
        return
    if is_init and minor < SIDECARS:
        yield _report((*path, "restartPolicy"), SIDECARS, minor)
    elif minor == OWN_POLICIES - 1 and not (is_init and policy == "Always"):
        yield _report((*path, "restartPolicy"), OWN_POLICIES, minor)


def _counts(container: Container, report: Report) -> bool:
    """Whether it is a loss: the default written out is none."""
    return report.path[-1] != "procMount" or container.value["securityContext"]["procMount"] != "Default"


def _report(path: Path, since: int, minor: int) -> Report:
    when = "its feature gate is off by default" if since == NEVER else f"it does its work from 1.{since} on"
    return Report(path, f"Kubernetes 1.{minor} drops {path[-1]} without a word: {when}", key=True)

"""An autoscaler whose `scaleTargetRef` names nothing that can be scaled.

The controller looks up the kind in the API group of `apiVersion`, and then the object in the autoscaler's own
namespace. Without `apiVersion: apps/v1` a Deployment is looked for in the core group, where there is none;
DaemonSets, Jobs and Pods have no scale; a name that does not exist scales nothing. The autoscaler is accepted and
says so only in its status (`FailedGetScale`), and the load meets as many replicas as before.

```yaml
kind: HorizontalPodAutoscaler
spec:
  scaleTargetRef:
    apiVersion: apps/v1     # wrong without it, and with extensions/v1beta1
    kind: Deployment
    name: web               # wrong: a name that no Deployment has
```

A target that is missing in a folder of files counts as a warning, and only if it holds other objects of that kind.

Source: `pkg/controller/podautoscaler/horizontal.go` (`reconcileAutoscaler`); KEDA documentation, "ScaledObject
specification".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import references
from generator.lint.rule import Fix, Report
from generator.objects import scaling
from generator.objects.resource import is_built_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_NOT_SCALABLE = frozenset({"DaemonSet", "Job", "CronJob", "Pod"})


def check(scaler: Resource, scope: Scope) -> Iterator[Report]:
    """What keeps an autoscaler from finding what it scales."""
    target, path = scaling.target(scaler), scaling.TARGET
    if target is None:
        return
    if target.kind in _NOT_SCALABLE:
        message = f"a {target.kind} cannot be scaled: it has no number of replicas that an autoscaler could set"
        yield Report((*path, "kind"), message, "name a Deployment or a StatefulSet")
    elif target.kind in scaling.APPS and target.group != "apps":
        if target.api_version:
            message = f"there is no {target.kind} in {target.api_version}"
            yield Report((*path, "apiVersion"), message, "write apiVersion: apps/v1")
        else:
            message = f"apiVersion is missing: there is no {target.kind} in the core group, which it then means"
            yield Report(path, message, "write apiVersion: apps/v1")
    elif target.kind in scaling.SCALABLE:
        severity = references.missing(target.kind, target.name, scaler, scope)
        if severity:
            cure = references.hint(target.kind, target.name, scaler, scope, "write the name of what is to be scaled")
            yield Report((*path, "name"), references.absent(target.kind, target.name, scope), cure, severity=severity)


def fix(scaler: Resource, _scope: Scope, _report: Report) -> Iterator[Fix]:
    """A target that is a Deployment, StatefulSet or ReplicaSet gets `apiVersion: apps/v1`."""
    target = scaling.target(scaler)
    if target is not None and target.kind in scaling.APPS and target.group != "apps" and is_built_in(target.group):
        yield Fix((*scaling.TARGET, "apiVersion"), "apps/v1", before=("kind", "name"))

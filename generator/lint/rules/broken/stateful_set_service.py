"""A StatefulSet whose `serviceName` is no headless Service of its pods.

`serviceName` gives the pods their names in DNS (`db-0.db.shop.svc`), by which the members of a cluster find each
other. The StatefulSet does not make the Service. If it is missing, has a cluster IP, or does not select the pods,
these names do not exist.

```yaml
kind: Service
metadata: {name: db}          # the serviceName of the StatefulSet
spec:
  clusterIP: None             # wrong without it: no names for single pods
  selector: {app: db}
```

A Service with a cluster IP is a warning, because not every program needs the names. In a folder of files a missing
Service counts as a warning, and only if there are other Services in the namespace.

Source: Kubernetes documentation, "StatefulSets" (limitations, stable network ID).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import references, selection
from generator.lint.rule import Report
from generator.objects import traffic
from generator.objects.scope import carries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_PATH = ("spec", "serviceName")


def check(workload: Resource, scope: Scope) -> Iterator[Report]:
    """What is wrong with the Service that a StatefulSet names."""
    name = workload.spec.get("serviceName") or ""
    service = scope.named("Service", name, workload) if name else None
    if service is None:
        severity = references.missing("Service", name, workload, scope)
        if severity and not references.is_made_otherwise(scope, name):
            cure = references.hint("Service", name, workload, scope, "create it with clusterIP: None")
            yield Report(
                _PATH,
                f"{references.absent('Service', name, scope)}: the pods have no names in DNS",
                cure,
                severity=severity,
            )
        return
    labels = selection.lasting(traffic.selector(service))
    if not traffic.is_headless(service):
        message = f"{service} has a cluster IP: single pods have no names in DNS"
        yield Report(_PATH, message, "write clusterIP: None in it, or name a headless Service", severity="warning")
    elif labels and workload.pod and not carries(workload.pod.labels, labels):
        message = f"{service} selects {selection.shown(labels)}, which are not the labels of these pods"
        yield Report(_PATH, message, "write the labels of the pod template into its selector")

"""A ServiceMonitor or PodMonitor that finds nothing to scrape.

A ServiceMonitor selects Services by the labels in their own `metadata.labels`, not by those of the pods nor by the
Service's selector; a PodMonitor selects pods. Both look only in their own namespace unless `namespaceSelector` says
otherwise. One that matches nothing is accepted, and the metrics are simply not there on the day they are needed.

```yaml
kind: Service
metadata:
  name: web
  labels: {app: web}       # wrong without it: a selector {app: web} in the ServiceMonitor matches nothing
spec:
  selector: {app: web}
```

In a folder of files, which need not hold all objects, a monitor counts only if some Service looks as if it were meant
(it has the same label `app` or `app.kubernetes.io/name`, or the same name), and as a warning.

Source: Prometheus Operator, API reference (ServiceMonitorSpec, PodMonitorSpec, NamespaceSelector).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import monitors
from generator.lint.rule import Report
from generator.lint.selection import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(monitor: Resource, scope: Scope) -> Iterator[Report]:
    """The selector of a monitor that matches nothing."""
    labels = monitors.selector(monitor).get("matchLabels") or {}
    if not labels or monitors.selected(monitor, scope):
        return
    found = monitors.nearest(monitor, labels, scope)
    if found is None or not (scope.whole or found.is_alike):
        return
    kind = "Service" if monitors.is_of_services(monitor) else "pod"
    message = f"the selector {shown(labels)} matches no {kind}: the nearest, {found.name}, {found.difference}"
    cure = "write the labels that stand in metadata.labels of the Service" if kind == "Service" else ""
    path = ("spec", "selector", "matchLabels")
    yield Report(path, message, cure, severity=None if scope.whole else "warning")

"""A Service whose selector matches no pod.

A Service sends requests to the pods in its own namespace that carry all labels of its selector. If there is none, it
has no endpoints: every connection is refused or runs into a timeout, although Service and pods look healthy each for
themselves. Usually a label was renamed on one side only, or the Service repeats the labels of the Deployment
(`metadata.labels`) rather than those of its template.

```yaml
kind: Service
spec:
  selector: {app: web, tier: front}         # wrong: the pods have tier: frontend
  selector: {app: web, tier: frontend}      # right
```

Labels that controllers or programs give at run time (`statefulset.kubernetes.io/pod-name`, `role: primary`) are no
fault, nor is a Service without a selector. In a folder of files, where the pods may be elsewhere, a Service counts
only if some pod looks as if it were meant (it has the same label `app` or `app.kubernetes.io/name`, or the same
name), and as a warning.

Source: Kubernetes documentation, "Service" (selectors, EndpointSlices).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import selection
from generator.lint.rule import Report
from generator.objects import traffic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(service: Resource, scope: Scope) -> Iterator[Report]:
    """The selector of a Service that matches no pod."""
    labels = selection.lasting(traffic.selector(service))
    if not labels or scope.selected(labels, service):
        return
    found = selection.nothing(labels, service, scope)
    if found:
        severity, nearest = found
        message = f"the selector {selection.shown(labels)} matches no pod" + (f": {nearest}" if nearest else "")
        cure = "write the labels of the pod template, in the namespace of the Service"
        yield Report(("spec", "selector"), message, cure, severity=severity)

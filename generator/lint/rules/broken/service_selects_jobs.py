"""A Service that sends requests to the pods of a Job.

Services look at labels alone. The pods of a Job or a CronJob that carry the labels of a Service get a share of its
requests for as long as they run: a migration has no readiness probe, so it counts as ready at once, and every request
to it fails. It happens where a chart gives the same labels to all of its pods.

```yaml
kind: CronJob
spec:
  jobTemplate:
    spec:
      template:
        metadata:
          labels: {app: web}                      # wrong: the Service web selects app: web
          labels: {app: web-cleanup}              # right
```

A headless Service is no fault (indexed Jobs need one so that their pods find each other), nor are ports that the
Service names and the Job does not declare: such pods get no requests.

Source: Kubernetes documentation, "Service"; `pkg/api/v1/pod/util.go` (`FindPort`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import selection
from generator.lint.rule import Report
from generator.objects import traffic
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.rule import Severity
    from generator.objects.resource import Pod, Resource
    from generator.objects.scope import Scope


def check(service: Resource, scope: Scope) -> Iterator[Report]:
    """The selector of a Service that matches pods of jobs."""
    labels = traffic.selector(service)
    if not labels or traffic.is_headless(service):
        return
    pods = scope.selected(labels, service)
    jobs = [pod for pod in pods if pod.runs_once and _gets_requests(pod, service)]
    if jobs:
        message = f"the selector {selection.shown(labels)} also matches the pods of {selection.owners(jobs)}"
        mixed = len(jobs) < len(pods)
        message = message if mixed else message.replace(" also", " only")
        cure = "give the jobs other labels, or the selector one that they do not have"
        sure = scope.whole or all(pod.owner.namespace == service.namespace for pod in jobs)
        severity: Severity = "error" if mixed and sure else "warning" if mixed else "note"
        yield Report(("spec", "selector"), message, cure, severity=severity)


def _gets_requests(pod: Pod, service: Resource) -> bool:
    for port in maps(service.spec.get("ports")):
        wanted = port.get("targetPort")
        if not isinstance(wanted, str) or traffic.declares(pod, wanted, port.get("protocol") or "TCP"):
            return True
    return False

"""A container that is sent requests has no readiness probe.

Without one a pod counts as ready as soon as its process runs. A rolling update then takes the old pods away while the
new ones are still starting, and the Service sends requests to what cannot answer yet.

```yaml
containers:
  - name: web
    ports: [{containerPort: 8080}]
    readinessProbe:                      # ask what says that requests can be answered
      httpGet: {path: /readyz, port: 8080}
```

Pods of Jobs and init containers need none, nor do containers to which no requests are sent.

Source: Kubernetes documentation, "Configure Liveness, Readiness and Startup Probes".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.rollouts import is_served, servers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope


def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """The containers of a pod that are sent requests and cannot say whether they are ready."""
    if not is_served(pod, scope):
        return
    for container in servers(pod, scope):
        if not container.value.get("readinessProbe"):
            message = f"{container.name or 'it'} has no readinessProbe: requests are sent before they can be answered"
            yield Report(container.path, message, "add a readinessProbe that asks whether requests can be answered")

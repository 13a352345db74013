"""A resize policy that the API server refuses.

`resizePolicy` says for cpu and for memory, once each, whether a container restarts when it is resized. It counts from
Kubernetes 1.33 on. A pod that never restarts takes `NotRequired` alone.

```yaml
resizePolicy:
- resourceName: memory
  restartPolicy: RestartContainer
- resourceName: memory             # wrong: a second time
  restartPolicy: NotRequired
```

Source: `pkg/apis/core/validation/validation.go` (`validateResizePolicy`, `validateInitContainers`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.pod_templates import of_pods
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope

_ON = 33
_INIT_REFUSED = 36


@of_pods
def check(container: Container, scope: Scope) -> Iterator[Report]:
    """What is wrong with a container's resize policies."""
    if scope.minor < _ON:
        return
    seen: set[str] = set()
    for index, policy in enumerate(maps(container.value.get("resizePolicy"))):
        name, path = policy.get("resourceName"), ("resizePolicy", index)
        restarts = policy.get("restartPolicy") == "RestartContainer"
        if name is not None and name not in ("cpu", "memory"):
            yield Report((*path, "resourceName"), f"{name!r} cannot be resized: cpu and memory can")
        elif name in seen:
            yield Report((*path, "resourceName"), f"there are two policies for {name}", "keep one of them")
        seen.add(str(name))
        if restarts and container.pod.spec.get("restartPolicy") == "Never":
            yield Report((*path, "restartPolicy"), "the pod never restarts its containers: this must be NotRequired")
        elif restarts and container.role == "init" and scope.minor >= _INIT_REFUSED:
            yield Report((*path, "restartPolicy"), "an init container is not restarted: this must be NotRequired")

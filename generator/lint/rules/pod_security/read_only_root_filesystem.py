"""A container that can write to its own image.

Whoever breaks into it can replace programs and drop tools there. With a read-only root file system what the program
writes is known and bounded: volumes, `emptyDir` for `/tmp` and caches.

```yaml
securityContext:
  readOnlyRootFilesystem: true
volumeMounts:
  - {name: tmp, mountPath: /tmp}   # volumes: [{name: tmp, emptyDir: {}}]
```

Ephemeral containers, which people start to debug a pod, and Windows, which does not support it, are left alone.

Source: Kubernetes documentation, *Configure a Security Context for a Pod or Container*.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.pod_security import context_path
from generator.lint.rule import Report
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope

_CURE = "write readOnlyRootFilesystem: true into the securityContext, and mount an emptyDir where it writes"


def check(container: Container, _scope: Scope) -> Iterator[Report]:
    """Whether a container can write to its root file system."""
    if container.role == "ephemeral" or container.pod.is_windows:
        return
    value = at(container.value, "securityContext", "readOnlyRootFilesystem")
    if value is None:
        message = "readOnlyRootFilesystem is missing: the container can write to its own image"
        yield Report(context_path(container), message, _CURE)
    elif value is False:
        message = "readOnlyRootFilesystem is false: the container can write to its own image"
        yield Report(("securityContext", "readOnlyRootFilesystem"), message, "write true")

"""Namespaces of the host and of users that exclude each other.

`shareProcessNamespace` cannot be true beside `hostPID`. A pod in a user namespace of its own (`hostUsers: false`,
which counts from Kubernetes 1.33 on) uses no host network, process or IPC namespace and no block devices.

```yaml
hostUsers: false
hostNetwork: true   # wrong
```

Source: `pkg/apis/core/validation/validation.go` (`validateShareProcessNamespace`, `validateHostUsers`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.pod_templates import of_pods
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_USER_NAMESPACES = 33
_DEVICES = 36


@of_pods
def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """Namespaces that a pod cannot have together."""
    spec = pod.spec
    if spec.get("shareProcessNamespace") is True and spec.get("hostPID") is True:
        message = "shareProcessNamespace and hostPID are both true"
        yield Report(("spec", "shareProcessNamespace"), message, "remove one of them", key=True)
    if spec.get("hostUsers") is not False or scope.minor < _USER_NAMESPACES:
        return
    for key in ("hostNetwork", "hostPID", "hostIPC"):
        if spec.get(key) is True:
            yield Report(("spec", key), f"{key} is true and hostUsers false", "remove one of them", key=True)
    for container in pod.containers:
        if container.value.get("volumeDevices") and scope.minor >= _DEVICES:
            path = (*container.path, "volumeDevices")
            yield Report(path, "volumeDevices cannot be used with hostUsers: false", key=True)

"""Ephemeral containers where they cannot be.

They come into a pod that runs, by `kubectl debug`. A pod cannot be made with them, and the template of a workload
cannot hold them.

```yaml
kind: Pod
spec:
  ephemeralContainers: [...]   # wrong: kubectl debug pod/web --image=busybox
```

Source: `pkg/apis/core/validation/validation.go` (`ValidatePodCreate`, `ValidatePodTemplateSpec`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope


def check(pod: Pod, _scope: Scope) -> Iterator[Report]:
    """Ephemeral containers in what makes pods."""
    if pod.spec.get("ephemeralContainers"):
        message = "ephemeralContainers cannot be part of a pod that is made"
        yield Report(("spec", "ephemeralContainers"), message, "remove it; use kubectl debug", key=True)

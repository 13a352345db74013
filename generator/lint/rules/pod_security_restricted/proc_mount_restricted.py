"""A container in a user namespace that sees all of /proc.

From Kubernetes 1.35 on the level baseline allows `procMount: Unmasked` in pods with `hostUsers: false`. The level
restricted does not.

```yaml
spec:
  hostUsers: false
  containers:
    - name: build
      securityContext:
        procMount: Unmasked   # wrong
```

Elsewhere `proc-mount` reports it.

Check `procMount_restricted`. Source: *Pod Security Standards*,
`pod-security-admission/policy/check_procMount_restricted.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.pod_security import USER_NAMESPACES, in_user_namespace
from generator.lint.rule import Report
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope


def check(container: Container, scope: Scope) -> Iterator[Report]:
    """Whether /proc is unmasked where the level baseline allows it."""
    value = at(container.value, "securityContext", "procMount")
    if not value or value == "Default":
        return
    if scope.minor >= USER_NAMESPACES and in_user_namespace(container.pod):
        message = f"procMount is {value}, which the level restricted allows in no pod"
        yield Report(("securityContext", "procMount"), message, "remove procMount")

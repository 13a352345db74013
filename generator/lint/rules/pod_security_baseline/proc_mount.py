"""A container that sees all of /proc.

Container runtimes hide what in `/proc` tells of the node or changes it. `procMount: Unmasked` shows it. From
Kubernetes 1.35 on the level baseline allows it in a pod with `hostUsers: false`, where root in the container is nobody
on the node (containers that build containers need it).

```yaml
securityContext:
  procMount: Unmasked   # wrong: leave it out
```

Check `procMount` of the level baseline. Source: *Pod Security Standards*,
`pod-security-admission/policy/check_procMount_baseline.go`.
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
    """Whether /proc is unmasked where the level baseline refuses it."""
    value = at(container.value, "securityContext", "procMount")
    if not value or value == "Default":
        return
    if scope.minor < USER_NAMESPACES or not in_user_namespace(container.pod):
        message = f"procMount is {value}: the container sees the parts of /proc that are hidden from others"
        yield Report(("securityContext", "procMount"), message, "remove procMount")

"""A privileged container.

It has all capabilities and all devices of the node, and neither seccomp nor AppArmor nor SELinux holds it: whoever
breaks into it owns the node, and with it every pod and every token there.

```yaml
securityContext:
  privileged: true        # wrong
---
securityContext:
  capabilities:
    add: [NET_ADMIN]      # better: the one capability that is needed
```

Check `privileged` of the level baseline, all versions. Source: *Pod Security Standards*,
`pod-security-admission/policy/check_privileged.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope


def check(container: Container, _scope: Scope) -> Iterator[Report]:
    """Whether a container is privileged."""
    if at(container.value, "securityContext", "privileged") is True:
        message = "privileged is true: the container can do all that root on the node can"
        yield Report(("securityContext", "privileged"), message, "remove it, and add the one capability it needs")

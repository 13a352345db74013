"""A container whose processes can gain more rights than they began with.

With `allowPrivilegeEscalation: false` the kernel ignores the set-user-ID bit (`no_new_privs`), so that `sudo`, `su`,
`ping` and every faulty set-user-ID program in the image give nobody root. The default is true.

```yaml
securityContext:
  allowPrivilegeEscalation: false
```

Pods with `os: {name: windows}` need not say so.

Check `allowPrivilegeEscalation` of the level restricted. Source: *Pod Security Standards*,
`pod-security-admission/policy/check_allowPrivilegeEscalation.go`.
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

_CURE = "write allowPrivilegeEscalation: false into the container's securityContext"


def check(container: Container, _scope: Scope) -> Iterator[Report]:
    """Whether a container allows its processes more rights."""
    if container.pod.is_windows:
        return
    value = at(container.value, "securityContext", "allowPrivilegeEscalation")
    if value is None:
        yield Report(context_path(container), "allowPrivilegeEscalation is missing, and true without it", _CURE)
    elif value is True:
        message = "allowPrivilegeEscalation is true: a set-user-ID program can make a process root"
        yield Report(("securityContext", "allowPrivilegeEscalation"), message, "write false")

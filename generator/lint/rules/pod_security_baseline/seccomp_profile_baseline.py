"""A seccomp profile that is turned off.

The container runtime's profile refuses some sixty system calls that containers do not need and that many ways out of
them did. `Unconfined` lets all of them through, also where the kubelet would give every pod the default profile.

```yaml
securityContext:
  seccompProfile:
    type: Unconfined   # wrong: RuntimeDefault, or Localhost with a profile of your own
```

Check `seccompProfile_baseline`. Source: *Pod Security Standards*,
`pod-security-admission/policy/check_seccompProfile_baseline.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.pod_security import contexts
from generator.lint.rule import Report
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope


def check(pod: Pod, _scope: Scope) -> Iterator[Report]:
    """The seccomp profiles that the level baseline refuses."""
    for context in contexts(pod):
        if at(context.value, "seccompProfile", "type") == "Unconfined":
            path = (*context.path, "seccompProfile", "type")
            message = "the seccomp profile is Unconfined: every system call is let through"
            yield Report(path, message, "write RuntimeDefault")

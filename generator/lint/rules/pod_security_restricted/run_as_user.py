"""A container that is told to run as root.

`runAsUser: 0` makes root of what the image would run as somebody else. Root in a container is root on the node once
there is any way out.

```yaml
securityContext:
  runAsUser: 0       # wrong
  runAsUser: 10001   # right; an image that needs a directory of its own gets it with fsGroup
```

From Kubernetes 1.35 on pods with `hostUsers: false` are exempt, because root in them is nobody on the node.

Check `runAsUser` of the level restricted. Source: *Pod Security Standards*,
`pod-security-admission/policy/check_runAsUser.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.pod_security import USER_NAMESPACES, contexts, in_user_namespace
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope


def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """Where a pod, or one of its containers, is told to run as root."""
    if scope.minor >= USER_NAMESPACES and in_user_namespace(pod):
        return
    for context in contexts(pod):
        if context.value.get("runAsUser") == 0:
            yield Report((*context.path, "runAsUser"), "runAsUser is 0, which is root", "write another number")

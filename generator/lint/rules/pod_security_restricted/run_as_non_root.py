"""A container that may run as root.

`runAsNonRoot: true` makes the kubelet refuse to start a container whose image or `runAsUser` says root (or, for want of
a number, leaves it open: write `runAsUser` for images whose user is a name). Root in a container is root on the node
once there is any way out.

```yaml
spec:
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
```

A container's own value wins over the pod's. From Kubernetes 1.35 on pods with `hostUsers: false` are exempt, because
root in them is nobody on the node.

Check `runAsNonRoot` of the level restricted. Source: *Pod Security Standards*,
`pod-security-admission/policy/check_runAsNonRoot.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.pod_security import USER_NAMESPACES, contexts, in_user_namespace, listed, unset
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_CURE = "write runAsNonRoot: true into the pod's securityContext"


def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """Where a pod, or one of its containers, may run as root."""
    if scope.minor >= USER_NAMESPACES and in_user_namespace(pod):
        return
    for context in contexts(pod):
        if context.value.get("runAsNonRoot") is False:
            yield Report((*context.path, "runAsNonRoot"), "runAsNonRoot is false", "write true")
    own = pod.spec.get("securityContext") or {}
    names = unset(pod, "runAsNonRoot")
    if own.get("runAsNonRoot") is None and names:
        path = ("spec", "securityContext") if own else ("spec",)
        yield Report(path, f"runAsNonRoot is missing: the {listed(names)} may run as root", _CURE)

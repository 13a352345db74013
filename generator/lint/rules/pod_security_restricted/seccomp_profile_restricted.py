"""A container without a seccomp profile.

Without one every system call reaches the kernel, unless the kubelet was started with `--seccomp-default`. The profile
of the container runtime refuses those that containers do not need.

```yaml
spec:
  securityContext:
    seccompProfile:
      type: RuntimeDefault
```

A profile of the pod holds for its containers. `Unconfined` is reported by `seccomp-profile-baseline`. Pods with
`os: {name: windows}` need none.

Check `seccompProfile_restricted`. Source: *Pod Security Standards*,
`pod-security-admission/policy/check_seccompProfile_restricted.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.pod_security import listed, unset
from generator.lint.rule import Report
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_CURE = "write seccompProfile: {type: RuntimeDefault} into the pod's securityContext"


def check(pod: Pod, _scope: Scope) -> Iterator[Report]:
    """Whether containers of a pod have no seccomp profile."""
    own = pod.spec.get("securityContext") or {}
    if pod.is_windows or at(own, "seccompProfile", "type"):
        return
    names = unset(pod, "seccompProfile", "type")
    if names:
        path = ("spec", "securityContext") if own else ("spec",)
        yield Report(path, f"seccompProfile is missing: the {listed(names)} may make every system call", _CURE)

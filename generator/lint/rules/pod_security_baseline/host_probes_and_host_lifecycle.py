"""A probe or a hook that calls another host than its pod.

Probes and hooks are run by the kubelet, so that `host` makes the node call any address that it can reach: what listens
on its loopback address, the metadata service of the cloud. Besides, the answer says nothing of this pod. The level
baseline refuses it from Kubernetes 1.34 on.

```yaml
readinessProbe:
  httpGet:
    host: 127.0.0.1   # wrong: leave host out, it is the pod
    path: /readyz
    port: 8080
```

For another virtual host write `httpHeaders: [{name: Host, value: shop.example}]`.

Check `hostProbesAndHostLifecycle` of the level baseline. Source: *Pod Security Standards*,
`pod-security-admission/policy/check_hostProbesAndhostLifecycle.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope

_FROM = 34
_OWNERS = (
    ("livenessProbe",),
    ("readinessProbe",),
    ("startupProbe",),
    ("lifecycle", "postStart"),
    ("lifecycle", "preStop"),
)


def check(container: Container, scope: Scope) -> Iterator[Report]:
    """The probes and hooks of a container that name a host."""
    if scope.minor < _FROM:
        return
    for owner in _OWNERS:
        for handler in ("httpGet", "tcpSocket"):
            path = (*owner, handler, "host")
            host = at(container.value, *path)
            if host:
                message = f"{owner[-1]} calls the host {host}: the kubelet calls it from the node, and not this pod"
                yield Report(path, message, "remove host; a virtual host goes into httpHeaders")

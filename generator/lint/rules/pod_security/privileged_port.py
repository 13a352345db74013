"""A container that listens on a port below 1024.

Depending on the container runtime, only root or a process with the capability `NET_BIND_SERVICE` may open such a port,
so that a container without root and without capabilities does not start. Nothing is won by it either: a Service shows
any port to the outside.

```yaml
ports:
  - containerPort: 8080   # right; the Service says port: 80, targetPort: 8080
```

A container that adds `NET_BIND_SERVICE`, a pod that sets the sysctl `net.ipv4.ip_unprivileged_port_start`, host ports
and Windows are left alone; so is port 22, which has a rule of its own.

Source: capabilities(7), CAP_NET_BIND_SERVICE; Kubernetes documentation, *Using sysctls in a Kubernetes Cluster*.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope

_FIRST = 1024
_SSH = 22


def check(container: Container, _scope: Scope) -> Iterator[Report]:
    """The ports of a container that only root may open."""
    ports = [(index, port.get("containerPort")) for index, port in enumerate(maps(container.value.get("ports")))]
    low = [(index, port) for index, port in ports if port and 0 < port < _FIRST and port != _SSH]
    if not low or container.pod.is_windows or _may(container):
        return
    for index, port in low:
        message = f"containerPort is {port}: below 1024 a process without root may not listen"
        yield Report(
            ("ports", index, "containerPort"), message, f"listen on {port + 8000}, say, and let the Service say {port}"
        )


def _may(container: Container) -> bool:
    """Whether the container or its pod says that such ports may be opened."""
    pod = container.pod.spec
    if "NET_BIND_SERVICE" in (at(container.value, "securityContext", "capabilities", "add") or ()):
        return True
    sysctls = maps(at(pod, "securityContext", "sysctls"))
    return pod.get("hostNetwork") is True or any(
        one.get("name") == "net.ipv4.ip_unprivileged_port_start" for one in sysctls
    )

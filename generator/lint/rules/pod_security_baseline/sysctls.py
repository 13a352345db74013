"""A kernel parameter that reaches beyond the pod.

Of the parameters that a pod can set few are its own; others change the node for all pods, and the kubelet refuses
those unless it is told to allow them. The level baseline allows `kernel.shm_rmid_forced` and, below `net.ipv4.`,
`ip_local_port_range`, `tcp_syncookies`, `ping_group_range`, `ip_unprivileged_port_start`; from 1.27 on
`ip_local_reserved_ports`; from 1.29 on `tcp_keepalive_time`, `tcp_fin_timeout`, `tcp_keepalive_intvl`,
`tcp_keepalive_probes`; from 1.32 on `tcp_rmem`, `tcp_wmem`; from 1.37 on `tcp_slow_start_after_idle`,
`tcp_notsent_lowat`.

```yaml
sysctls:
  - {name: net.core.somaxconn, value: "4096"}          # wrong
  - {name: net.ipv4.ip_local_port_range, value: "1024 65535"}  # right
```

Check `sysctls` of the level baseline. Source: *Pod Security Standards*,
`pod-security-admission/policy/check_sysctls.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_ALLOWED = {
    "kernel.shm_rmid_forced": 0,
    "net.ipv4.ip_local_port_range": 0,
    "net.ipv4.tcp_syncookies": 0,
    "net.ipv4.ping_group_range": 0,
    "net.ipv4.ip_unprivileged_port_start": 0,
    "net.ipv4.ip_local_reserved_ports": 27,
    "net.ipv4.tcp_keepalive_time": 29,
    "net.ipv4.tcp_fin_timeout": 29,
    "net.ipv4.tcp_keepalive_intvl": 29,
    "net.ipv4.tcp_keepalive_probes": 29,
    "net.ipv4.tcp_rmem": 32,
    "net.ipv4.tcp_wmem": 32,
    "net.ipv4.tcp_slow_start_after_idle": 37,
    "net.ipv4.tcp_notsent_lowat": 37,
}


def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """The kernel parameters of a pod that the level baseline refuses."""
    path = ("spec", "securityContext", "sysctls")
    for index, sysctl in enumerate(maps(at(pod.value, *path))):
        name = sysctl.get("name")
        since = _ALLOWED.get(name) if name else 0
        if since is None:
            yield Report((*path, index, "name"), f"{name} is none of the parameters that are safe to set", "remove it")
        elif since > scope.minor:
            message = f"{name} is safe to set from Kubernetes 1.{since} on, and this is 1.{scope.minor}"
            yield Report((*path, index, "name"), message, "remove it")

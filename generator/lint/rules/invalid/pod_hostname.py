"""Host names of a pod, or names for other hosts, that the API server refuses.

`hostname` and `subdomain` are single DNS labels, 63 characters at most. `hostAliases` give names to IP addresses.
`hostnameOverride` (from Kubernetes 1.35 on) excludes `hostNetwork` and `setHostnameAsFQDN`.

```yaml
hostname: web.example.com   # wrong: hostname: web, subdomain: example
hostAliases:
- ip: db.example.com        # wrong: an IP address
  hostnames: [db]
```

In a StatefulSet `hostname` and `subdomain` are set by the controller, and what is written is not looked at.

Source: `pkg/apis/core/validation/validation.go` (`ValidatePodSpec`, `ValidateHostAliases`, `validatePodHostName`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import syntax
from generator.lint.addresses import ip_address
from generator.lint.pod_templates import of_pods
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_OVERRIDE = 35
_LONGEST = 64
_REQUIRED = 31
"""From 1.31 on the schema requires the address of an alias."""


@of_pods
def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """What is wrong with the names of hosts in a pod."""
    if pod.owner.type != "StatefulSet":
        for key in ("hostname", "subdomain"):
            name = pod.spec.get(key)
            reason = syntax.dns_label(name) if name else None
            if reason:
                yield Report(("spec", key), f"{name!r} is no {key}: {reason}")
    for index, alias in enumerate(maps(pod.spec.get("hostAliases"))):
        path = ("spec", "hostAliases", index)
        address = alias.get("ip")
        reason = ip_address(address, scope.minor) if isinstance(address, str) else None
        if address is None and scope.minor < _REQUIRED:
            yield Report(path, "ip is missing", "write ip: …")
        elif reason:
            yield Report((*path, "ip"), f"{address!r} cannot have aliases: {reason}")
        for number, name in enumerate(alias.get("hostnames") or ()):
            reason = syntax.dns_subdomain(name)
            if reason:
                yield Report((*path, "hostnames", number), f"{name!r} is no name of a host: {reason}")
    if scope.minor >= _OVERRIDE and pod.spec.get("hostnameOverride") is not None:
        yield from _override(pod)


def _override(pod: Pod) -> Iterator[Report]:
    name, path = pod.spec["hostnameOverride"], ("spec", "hostnameOverride")
    for key in ("setHostnameAsFQDN", "hostNetwork"):
        if pod.spec.get(key) is True:
            yield Report(path, f"hostnameOverride stands beside {key}: true", "remove one of them", key=True)
    reason = syntax.dns_subdomain(name)
    if reason or len(name) > _LONGEST:
        yield Report(path, f"{name!r} is no name of a host: {reason or f'it has more than {_LONGEST} characters'}")

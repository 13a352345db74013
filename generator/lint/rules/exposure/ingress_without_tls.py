"""An Ingress that serves a host without TLS.

Passwords, cookies and tokens travel readable, and everybody on the way can change the answer.

```yaml
spec:
  tls:
    - hosts: [shop.example]
      secretName: shop-tls
  rules:
    - host: shop.example
```

An entry of `tls` without hosts counts for all of them, and `*.shop.example` for what has one label more. Where an
annotation shows that the controller gets its certificate elsewhere (AWS and Google load balancers, Traefik, TLS passed
through to the program), nothing is said.

Source: Kubernetes documentation, *Ingress*, TLS.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_ELSEWHERE = (
    "certificate",
    "managed-cert",
    "pre-shared-cert",
    "ssl-passthrough",
    "ingress.allow-http",
    "router.tls",
    "ssl-policy",
)
_CURE = "add the host, and the Secret with its certificate, to spec.tls"


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """The hosts of an Ingress that no entry of tls names."""
    if any(part in key for key in resource.annotations for part in _ELSEWHERE):
        return
    entries = maps(resource.spec.get("tls"))
    if not entries:
        if resource.spec.get("rules") or resource.spec.get("defaultBackend"):
            yield Report(("spec",), "tls is missing: everything travels readable", _CURE)
        return
    covered = {str(host) for entry in entries for host in entry.get("hosts") or ()}
    if any(not entry.get("hosts") for entry in entries):
        return
    for index, rule in enumerate(maps(resource.spec.get("rules"))):
        host = rule.get("host")
        if host and host not in covered and f"*.{host.partition('.')[2]}" not in covered:
            yield Report(("spec", "rules", index, "host"), f"no entry of tls names the host {host}", _CURE)

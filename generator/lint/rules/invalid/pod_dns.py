"""DNS settings of a pod that the API server refuses.

`dnsPolicy: None` needs `dnsConfig` with a name server. Name servers are IP addresses, three at most; search domains
are 32 at most, with 2048 characters together.

```yaml
dnsPolicy: None
dnsConfig:
  nameservers: [dns.example.com]   # wrong: an IP address
```

Source: `pkg/apis/core/validation/validation.go` (`validatePodDNSConfig`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import syntax
from generator.lint.addresses import ip_address
from generator.lint.pod_templates import of_pods
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Path
    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_SERVERS = 3
_SEARCHES = 32
_SEARCH_CHARACTERS = 2048
_RELAXED = 33


@of_pods
def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """What is wrong with a pod's DNS."""
    config, path = pod.spec.get("dnsConfig"), ("spec", "dnsConfig")
    if pod.spec.get("dnsPolicy") == "None" and not (config or {}).get("nameservers"):
        yield Report(("spec", "dnsPolicy"), "dnsPolicy is None and dnsConfig names no server", "write nameservers")
    elif isinstance(config, dict):
        yield from _servers(config.get("nameservers") or [], (*path, "nameservers"), scope.minor)
        yield from _searches(config.get("searches") or [], (*path, "searches"), scope.minor)
        for index, option in enumerate(maps(config.get("options"))):
            if not option.get("name"):
                yield Report((*path, "options", index), "the option has no name", "write name: …")


def _servers(servers: list[Any], path: Path, minor: int) -> Iterator[Report]:
    if len(servers) > _SERVERS:
        yield Report(path, f"there are {len(servers)} name servers, and {_SERVERS} may be")
    for index, server in enumerate(servers):
        reason = ip_address(server, minor)
        if reason:
            yield Report((*path, index), f"{server!r} is no name server: {reason}")


def _searches(searches: list[Any], path: Path, minor: int) -> Iterator[Report]:
    if len(searches) > _SEARCHES:
        yield Report(path, f"there are {len(searches)} search domains, and {_SEARCHES} may be")
    if len(" ".join(searches).encode()) > _SEARCH_CHARACTERS:
        yield Report(path, f"the search domains have more than {_SEARCH_CHARACTERS} characters together")
    for index, search in enumerate(searches):
        bare = search.removesuffix(".")
        reason = syntax.dns_subdomain_with_underscores(bare) if minor >= _RELAXED else syntax.dns_subdomain(bare)
        if reason and not (search == "." and minor >= _RELAXED):
            yield Report((*path, index), f"{search!r} is no search domain: {reason}")

"""A Service with a load balancer that is open to everybody.

The cloud gives it an address of its own, which the whole internet can reach unless something restricts it: in front
of it are no TLS, no authentication and no limits but the program's own.

```yaml
spec:
  type: LoadBalancer
  loadBalancerSourceRanges: [203.0.113.0/24]   # right, where it has to be a load balancer
```

One that its annotations make internal (AWS, Azure, Google Cloud, OpenStack, Oracle, Alibaba, DigitalOcean) is no
finding.

Source: Kubernetes documentation, *Service*, type: LoadBalancer, internal load balancer.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_EVERYBODY = ("0.0.0.0/0", "::/0")
_INTERNAL = frozenset({"true", "internal", "intranet", "0.0.0.0/0"})


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """Whether a Service has a load balancer that everybody reaches."""
    if resource.spec.get("type") != "LoadBalancer" or _is_internal(resource):
        return
    ranges = resource.spec.get("loadBalancerSourceRanges") or []
    cure = "list who may reach it in loadBalancerSourceRanges, or put an Ingress or a Gateway before it"
    if not ranges:
        yield Report(("spec", "type"), "type is LoadBalancer, and open to everybody who reaches its address", cure)
    for index, value in enumerate(ranges):
        if value in _EVERYBODY:
            yield Report(("spec", "loadBalancerSourceRanges", index), f"{value} lets everybody in", cure)


def _is_internal(resource: Resource) -> bool:
    return any(
        str(value).lower() in _INTERNAL
        for key, value in resource.annotations.items()
        if "internal" in key or "scheme" in key or "load-balancer-type" in key or "loadbalancer-address-type" in key
    )

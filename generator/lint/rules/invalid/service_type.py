"""A Service with fields that its type does not take, or without those that it needs.

`ExternalName` is a DNS name only: it needs `externalName` and takes no `clusterIP` nor `ipFamilies`. A headless Service
(`clusterIP: None`) cannot be a `NodePort` or `LoadBalancer`. `loadBalancerClass`, `loadBalancerSourceRanges` and
`allocateLoadBalancerNodePorts` belong to `LoadBalancer`, and `externalTrafficPolicy` to Services that are reached from
outside. Every Service but `ExternalName` and headless ones needs ports.

```yaml
spec:
  type: ClusterIP
  externalTrafficPolicy: Local   # wrong: only LoadBalancer and NodePort, or with externalIPs
```

Source: `pkg/apis/core/validation/validation.go` (`validateService`, `validateServiceExternalTrafficPolicy`,
`validateLoadBalancerClassField`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import syntax
from generator.lint.rule import Report
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_TYPES = frozenset({"ClusterIP", "NodePort", "LoadBalancer", "ExternalName"})
_BALANCER_ONLY = ("loadBalancerClass", "loadBalancerSourceRanges", "allocateLoadBalancerNodePorts")
_RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges"


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What does not fit the type of a Service."""
    spec = resource.spec
    kind = spec.get("type") or "ClusterIP"
    if kind not in _TYPES:  # the schema's enum says so
        return
    is_headless = spec.get("clusterIP", at(spec, "clusterIPs", 0)) == "None"
    if kind == "ExternalName":
        yield from _external_name(spec)
    elif is_headless and kind != "ClusterIP":
        field = "clusterIP" if "clusterIP" in spec else "clusterIPs"
        yield Report(("spec", field), f"a Service of type {kind} cannot be headless", "leave clusterIP out")
    elif not spec.get("ports") and not is_headless:
        yield Report(("spec",), "the Service has no ports", "write spec.ports, or clusterIP: None for one without")
    balancer = spec.get("loadBalancerClass")
    reason = syntax.qualified_name(balancer) if kind == "LoadBalancer" and isinstance(balancer, str) else None
    if reason:
        yield Report(("spec", "loadBalancerClass"), f"{balancer!r} is no class: {reason}")
    if kind != "LoadBalancer":
        yield from _of_balancers(resource, kind)
    is_reachable = kind in ("LoadBalancer", "NodePort") or (kind == "ClusterIP" and spec.get("externalIPs"))
    if spec.get("externalTrafficPolicy") and not is_reachable:
        message = f"externalTrafficPolicy on a Service of type {kind}, which is not reached from outside"
        yield Report(("spec", "externalTrafficPolicy"), message, "remove it", key=True)


def _external_name(spec: Mapping[str, Any]) -> Iterator[Report]:
    name = (spec.get("externalName") or "").removesuffix(".")
    if not name:
        yield Report(
            ("spec", "externalName"), "a Service of type ExternalName needs externalName", "write the DNS name"
        )
    reason = syntax.dns_subdomain(name) if name else None
    if reason:
        yield Report(("spec", "externalName"), f"{spec['externalName']!r} is no DNS name: {reason}")
    for field in ("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"):
        if spec.get(field):
            yield Report(("spec", field), f"a Service of type ExternalName takes no {field}", "remove it", key=True)


def _of_balancers(resource: Resource, kind: str) -> Iterator[Report]:
    for field in _BALANCER_ONLY:
        value = resource.spec.get(field)
        if value is not None and value != []:
            yield Report(("spec", field), f"{field} on a Service of type {kind}: it is for LoadBalancer", key=True)
    if _RANGES in resource.annotations and not resource.spec.get("loadBalancerSourceRanges"):
        message = f"{_RANGES} on a Service of type {kind}: it is for LoadBalancer"
        yield Report(("metadata", "annotations", _RANGES), message, key=True)

"""An address of a Service that is none, or that does not fit the others.

`externalIPs` are addresses that are neither of the machine itself (127.0.0.1) nor link-local. `clusterIPs` are one
address, or two of different families, the first of which is `clusterIP`; `None` stands alone. `ipFamilies` hold `IPv4`
and `IPv6` once each. `loadBalancerSourceRanges` are ranges such as `10.0.0.0/8`; one address is `192.0.2.1/32`.

```yaml
loadBalancerSourceRanges:
- 192.0.2.1       # wrong
- 192.0.2.1/32    # right
```

Kubernetes 1.36 and later also refuse leading zeros, and ranges with bits beyond their length (`10.1.0.0/8`).

Source: `pkg/apis/core/validation/validation.go` (`ValidateServiceClusterIPsRelatedFields`, `ValidateEndpointIP`,
`validateService`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import addresses
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges"


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """What is wrong with the addresses of a Service."""
    spec, minor = resource.spec, scope.minor
    for index, address in enumerate(spec.get("externalIPs") or ()):
        reason = addresses.ip_address(address, minor) or addresses.special(address)
        if reason:
            yield Report(("spec", "externalIPs", index), f"{address!r} cannot be an external address: {reason}")
    for index, text in enumerate(spec.get("loadBalancerSourceRanges") or ()):
        reason = addresses.cidr(text.strip(), minor)
        if reason:
            yield Report(("spec", "loadBalancerSourceRanges", index), f"{text!r} is no range of addresses: {reason}")
    if not spec.get("loadBalancerSourceRanges") and resource.annotations.get(_RANGES, "").strip():
        yield from _annotation(resource.annotations[_RANGES], minor)
    if spec.get("type") != "ExternalName":
        yield from _cluster_ips(spec, minor)
        yield from _families(spec)


def _annotation(text: str, minor: int) -> Iterator[Report]:
    for one in text.split(","):
        reason = addresses.cidr(one.strip(), minor)
        if reason:
            path = ("metadata", "annotations", _RANGES)
            yield Report(path, f"{one.strip()!r} is no range of addresses: {reason}")


def _cluster_ips(spec: Mapping[str, Any], minor: int) -> Iterator[Report]:
    first, several = spec.get("clusterIP") or "", spec.get("clusterIPs") or []
    path: Path = ("spec", "clusterIPs")
    if several and not first:
        yield Report(path, "clusterIPs need clusterIP beside them", f"write clusterIP: {several[0]}", key=True)
    elif several and several[0] != first:
        yield Report((*path, 0), f"clusterIPs begin with {several[0]}, and clusterIP is {first}", "write the same")
    if "None" in several[:1] and len(several) > 1:
        yield Report(path, "None stands beside other addresses")
        return
    if not several and first:
        several, path = [first], ("spec", "clusterIP")
    reasons = [
        addresses.ip_address(one, minor) if one != "None" or index else None for index, one in enumerate(several)
    ]
    for index, reason in enumerate(reasons):
        if reason:
            where = path if path[-1] == "clusterIP" else (*path, index)
            yield Report(where, f"{several[index]!r} cannot be a cluster address: {reason}")
    if len(several) > 2:  # noqa: PLR2004 - one of each family
        yield Report(path, f"clusterIPs hold {len(several)} addresses, and 2 are allowed")
    elif len(several) == 2 and not any(reasons) and (":" in several[0]) == (":" in several[1]):  # noqa: PLR2004
        yield Report(path, "both clusterIPs are of one family", "one is IPv4 and one IPv6")
    elif not any(reasons):
        yield from _in_families(several, spec.get("ipFamilies") or [], path)


def _in_families(several: list[str], families: list[str], path: Path) -> Iterator[Report]:
    for index, (address, family) in enumerate(zip(several, families, strict=False)):
        wanted = {"IPv4": False, "IPv6": True}.get(family)
        if address != "None" and wanted is not None and wanted != (":" in address):
            where = path if path[-1] == "clusterIP" else (*path, index)
            yield Report(where, f"{address} is no {family} address, as ipFamilies has it")


def _families(spec: Mapping[str, Any]) -> Iterator[Report]:
    families = spec.get("ipFamilies") or []
    for index, family in enumerate(families):
        if family in families[:index]:
            yield Report(("spec", "ipFamilies", index), f"{family} stands twice")

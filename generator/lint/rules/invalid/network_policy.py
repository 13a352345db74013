"""A NetworkPolicy with a peer, a port or a range of addresses that the API server refuses.

A peer has a `podSelector`, a `namespaceSelector` or both, or an `ipBlock` alone. `endPort` needs a numeric `port` that
is not greater. Each range under `except` lies within `cidr` and is smaller.

```yaml
ingress:
- from:
  - ipBlock: {cidr: 10.0.0.0/8, except: [192.168.0.0/16]}   # wrong: not within 10.0.0.0/8
  - {}                                                      # wrong: leave `from` out to allow everybody
```

Source: `pkg/apis/networking/validation/validation.go` (`ValidateNetworkPolicySpec`, `ValidateIPBlock`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import addresses, port_names
from generator.lint.rule import Report
from generator.lint.versioned_selectors import faults as selector_faults
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.lint.rule import Fix
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """What is wrong with selectors, peers and ports of a NetworkPolicy."""
    spec = resource.spec
    yield from selector_faults(spec.get("podSelector"), ("spec", "podSelector"), scope.minor)
    for direction, side in (("ingress", "from"), ("egress", "to")):
        for index, rule in enumerate(maps(spec.get(direction))):
            path = ("spec", direction, index)
            for number, port in enumerate(maps(rule.get("ports"))):
                yield from _port(port, (*path, "ports", number))
            for number, peer in enumerate(maps(rule.get(side))):
                yield from _peer(peer, (*path, side, number), scope.minor)
    if len(spec.get("policyTypes") or ()) > 2:  # noqa: PLR2004 - Ingress and Egress
        yield Report(("spec", "policyTypes"), "there are more than two policyTypes", "write each once")


def _port(port: Mapping[str, Any], path: Path) -> Iterator[Report]:
    first, last = port.get("port"), port.get("endPort")
    reason = port_names.fault(first) if first is not None else None
    if reason:
        yield Report((*path, "port"), reason)
    if last is None:
        return
    if not isinstance(first, int):
        message = (
            "endPort needs port beside it" if first is None else f"endPort with the port {first!r}, which is a name"
        )
        yield Report((*path, "endPort"), message, "write the first port as a number", key=True)
    elif last < first:
        yield Report((*path, "endPort"), f"endPort {last} is less than port {first}")
    elif port_names.number_fault(last):
        yield Report((*path, "endPort"), f"{port_names.number_fault(last)}")


def _peer(peer: Mapping[str, Any], path: Path, minor: int) -> Iterator[Report]:
    selectors = [name for name in ("podSelector", "namespaceSelector") if isinstance(peer.get(name), dict)]
    block = peer.get("ipBlock")
    for name in selectors:
        yield from selector_faults(peer[name], (*path, name), minor)
    if isinstance(block, dict):
        if selectors:
            message = f"ipBlock and {selectors[0]} stand together"
            yield Report((*path, "ipBlock"), message, "make two peers of them", key=True)
        yield from _block(block, (*path, "ipBlock"), minor)
    elif not selectors:
        yield Report(
            path, "the peer is empty", "write podSelector, namespaceSelector or ipBlock; {} as podSelector is all"
        )


def _block(block: Mapping[str, Any], path: Path, minor: int) -> Iterator[Report]:
    whole = block.get("cidr")
    reason = addresses.cidr(whole, minor) if isinstance(whole, str) else None
    if reason:
        yield Report((*path, "cidr"), f"{whole!r} is no range of addresses: {reason}")
    for index, part in enumerate(block.get("except") or ()):
        reason = addresses.cidr(part, minor)
        if reason:
            yield Report((*path, "except", index), f"{part!r} is no range of addresses: {reason}")
        elif isinstance(whole, str) and addresses.cidr(whole, minor) is None and not addresses.is_within(part, whole):
            yield Report((*path, "except", index), f"{part} is no smaller range within {whole}")


def fix(resource: Resource, _scope: Scope, report: Report) -> Iterator[Fix]:
    """A port in quotes is written as the number that it is."""
    from generator.lint.fixes import number

    return number(resource.value, report.path)

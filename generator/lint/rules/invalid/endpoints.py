"""Endpoints or an EndpointSlice with an address or a port that the API server refuses.

Addresses are those of other machines: neither loopback (127.0.0.1) nor link-local, and of the family that `addressType`
says. With several ports each has a name of its own. An ExternalName Service is the way to point at a DNS name.

```yaml
kind: Endpoints
subsets:
- addresses: [{ip: db.example.com}]   # wrong: an address
```

Source: `pkg/apis/core/validation/validation.go` (`validateEndpointSubsets`, `ValidateEndpointIP`),
`pkg/apis/discovery/validation/validation.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import addresses, port_names, syntax
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """What is wrong with addresses and ports."""
    if resource.type == "EndpointSlice":
        yield from _slice(resource.value, scope.minor)
        return
    for index, subset in enumerate(maps(resource.value.get("subsets"))):
        path = ("subsets", index)
        if not subset.get("addresses") and not subset.get("notReadyAddresses"):
            yield Report(path, "the subset has no addresses", "write addresses, or remove it")
        for field in ("addresses", "notReadyAddresses"):
            for number, address in enumerate(maps(subset.get(field))):
                yield from _address(address.get("ip"), (*path, field, number, "ip"), scope.minor)
                yield from _label(address.get("hostname") or None, (*path, field, number, "hostname"))
        ports = maps(subset.get("ports"))
        for number, port in enumerate(ports):
            where = (*path, "ports", number)
            if len(ports) > 1 and not port.get("name"):
                yield Report(where, "the port has no name, and each of several needs one", "write name")
            reason = port_names.number_fault(port.get("port", 1))
            if reason:
                yield Report((*where, "port"), reason)
            yield from _label(port.get("name") or None, (*where, "name"))


def _slice(value: Mapping[str, Any], minor: int) -> Iterator[Report]:
    family = value.get("addressType")
    for index, endpoint in enumerate(maps(value.get("endpoints"))):
        path: Path = ("endpoints", index)
        if endpoint.get("addresses") == []:
            yield Report((*path, "addresses"), "the endpoint has no addresses", "write one")
        for number, address in enumerate(endpoint.get("addresses") or ()):
            where = (*path, "addresses", number)
            if family in ("IPv4", "IPv6"):
                yield from _address(address, where, minor, family)
            elif family == "FQDN" and syntax.domain_name(address):
                yield Report(where, f"{address!r} is no DNS name: {syntax.domain_name(address)}")
        yield from _label(endpoint.get("hostname"), (*path, "hostname"))
    names: set[str] = set()
    for index, port in enumerate(maps(value.get("ports"))):
        name = port.get("name") or ""
        yield from _label(name or None, ("ports", index, "name"))
        if name in names:
            yield Report(("ports", index), f"a second port is named {name!r}" if name else "a second port has no name")
        names.add(name)


def _address(text: Any, path: Path, minor: int, family: str = "") -> Iterator[Report]:
    if not isinstance(text, str):
        return
    reason = addresses.ip_address(text, minor)
    if reason is None and family and (":" in text) != (family == "IPv6"):
        reason = f"it is no {family} address"
    reason = reason or addresses.special(text)
    if reason:
        yield Report(path, f"{text!r} cannot be the address of an endpoint: {reason}")


def _label(text: Any, path: Path) -> Iterator[Report]:
    reason = syntax.dns_label(text) if isinstance(text, str) else None
    if reason:
        yield Report(path, f"{text!r} is no {path[-1]}: {reason}")

"""Ports of a Service that the API server refuses: out of range, twice the same, or several of which one has no name.

Numbers are 1 to 65535. With more than one port, each needs a name, a DNS label of its own. A port and its protocol
stand once, and so do a `nodePort` and its protocol; `nodePort` is for the types `NodePort` and `LoadBalancer`.
`targetPort` is a number, or the name of a container's port (15 characters at most).

```yaml
ports:
- port: 80         # wrong: two ports, no names
- port: 443
ports:
- name: http       # right
  port: 80
- name: https
  port: 443
```

Source: `pkg/apis/core/validation/validation.go` (`validateServicePort`, `validateService`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import port_names, syntax
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.lint.rule import Fix
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with the ports of a Service."""
    ports = maps(resource.spec.get("ports"))
    kind = resource.spec.get("type") or "ClusterIP"
    names: set[str] = set()
    taken: set[tuple[str, int, str]] = set()
    targets: dict[Any, Any] = {}
    for index, port in enumerate(ports):
        path = ("spec", "ports", index)
        yield from _name(port, path, names, is_needed=len(ports) > 1)
        yield from _numbers(port, path)
        if kind == "ClusterIP" and port.get("nodePort"):
            yield Report(
                (*path, "nodePort"), "a Service of type ClusterIP takes no nodePort", "set type: NodePort", key=True
            )
        protocol = port.get("protocol") or "TCP"
        for field in ("port", "nodePort"):
            number = port.get(field)
            if not number:
                continue
            if (field, number, protocol) in taken:
                yield Report((*path, field), f"{field} {number} with {protocol} stands twice")
            elif field == "nodePort" and targets.setdefault(number, port.get("port")) != port.get("port"):
                message = f"nodePort {number} stands twice, with port {targets[number]} and port {port.get('port')}"
                yield Report((*path, field), message, "two protocols share a nodePort where they share the port")
            taken.add((field, number, protocol))


def _name(port: Mapping[str, Any], path: Path, names: set[str], *, is_needed: bool) -> Iterator[Report]:
    name = port.get("name")
    if not name:
        if is_needed:
            yield Report(
                path, "the port has no name, and a Service with several ports needs one for each", "write name"
            )
        return
    reason = syntax.dns_label(name)
    if reason:
        yield Report((*path, "name"), f"{name!r} is no name for a port: {reason}")
    elif name in names:
        yield Report((*path, "name"), f"the name {name!r} is that of another port of this Service")
    names.add(name)


def _numbers(port: Mapping[str, Any], path: Path) -> Iterator[Report]:
    reason = port_names.number_fault(port.get("port", 1))
    if reason:
        yield Report((*path, "port"), reason)
    reason = port_names.fault(port.get("targetPort")) if port.get("targetPort") else None
    if reason:
        yield Report((*path, "targetPort"), reason)
    reason = port_names.number_fault(port.get("nodePort") or 1)
    if reason:
        yield Report((*path, "nodePort"), reason)
    protocol = port.get("appProtocol")
    reason = syntax.qualified_name(protocol) if isinstance(protocol, str) else None
    if reason:
        yield Report((*path, "appProtocol"), f"{protocol!r} is no name of a protocol: {reason}")


def fix(resource: Resource, _scope: Scope, report: Report) -> Iterator[Fix]:
    """A port in quotes is written as the number that it is."""
    from generator.lint.fixes import number

    return number(resource.value, report.path)

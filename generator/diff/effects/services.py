"""What becomes of the traffic that Services send: their ports, their type, and the pods that they select.

Source: Kubernetes documentation, "Service" (types, headless, traffic policies);
pkg/registry/core/service/storage (patchAllocatedValues: an address that is no longer written is kept).
"""

from __future__ import annotations

from generator.diff.effects.routes import users
from generator.diff.effects.wording import called, listed
from generator.diff.model import ABSENT
from generator.diff.ways import deletion
from generator.lean import TYPE_CHECKING
from generator.objects import traffic
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diff.effect import Effect
    from generator.diff.effects.change import Change
    from generator.diff.effects.side import Side
    from generator.diff.model import Difference
    from generator.documents.node import Plain
    from generator.objects.resource import Pod, Resource

_OUTSIDE = {"LoadBalancer": "a load balancer", "NodePort": "a port on every node"}
_AT_ONCE = (
    "sessionAffinity", "sessionAffinityConfig", "externalTrafficPolicy", "internalTrafficPolicy", "externalIPs",
    "trafficDistribution", "publishNotReadyAddresses", "loadBalancerSourceRanges", "loadBalancerIP", "externalName",
)  # fmt: skip


def effects(change: Change) -> Iterator[Effect]:
    """What happens to the requests that come to a Service."""
    before, after = change.before, change.after
    if change.resource.type != "Service":
        return
    if after is None:
        yield change.effect("traffic", f"{change.resource.name} no longer resolves: clients that use it fail")
        yield from _still_named(change)
    elif before is None:
        yield from _selects_nothing(change, after)
    else:
        yield from _renamed(change, before, after)
        yield from _type(change, before, after)
        if not (traffic.is_external(before) or traffic.is_external(after)):
            yield from _ports(change, before, after)
        yield from _selector(change, before, after)
        yield from _headless(change, before, after)
        for name in _AT_ONCE:
            for one in change.at("spec", name)[:1] if not change.at("spec", "type") else []:
                yield change.effect("traffic", f"{name} holds at once, for connections that are new", on=one)


def _renamed(change: Change, before: Resource, after: Resource) -> Iterator[Effect]:
    if change.diff.action == "renamed":
        old, new = (one.name for one in (before, after))
        if before.namespace != after.namespace:
            old, new = (f"{one.name}.{one.namespace}" for one in (before, after))
        message = f"clients have to use the name {new}: {old} no longer resolves when it is deleted"
        yield change.effect("traffic", message, "keep both until no client uses the old name")
        yield from _still_named(change)


def _still_named(change: Change) -> Iterator[Effect]:
    """Ingresses and routes that name a Service that is gone."""
    before, scope = change.before, change.around.after.scope
    left = users(before, scope) if before is not None and scope.named("Service", before.name, before) is None else []
    if left and before is not None:
        message = f"{called(left)} still send{'s' if len(left) == 1 else ''} requests to {before.name}: they fail"
        yield change.effect("downtime", message, "let them name a Service that is there")


def _type(change: Change, before: Resource, after: Resource) -> Iterator[Effect]:
    old, new = (str(one.spec.get("type") or "ClusterIP") for one in (before, after))
    if old == new:
        return
    on = change.first("spec", "type")
    told = []
    if old == "LoadBalancer":
        told.append("the load balancer is deleted and its address lost")
    elif old == "NodePort" and new != "LoadBalancer":
        told.append("the ports on the nodes close")
    elif old == "ExternalName":
        told.append(f"{before.spec.get('externalName')} is no longer behind its name, pods of this cluster are")
    if new in _OUTSIDE and not (old == "LoadBalancer" and new == "NodePort"):
        told.append(f"it gets {_OUTSIDE[new]} and can be reached from outside")
    elif new == "ExternalName":
        told.append("its name leads to another host; its address goes")
    cure = "move the DNS name first; a second Service keeps the address meanwhile" if old == "LoadBalancer" else ""
    yield change.effect("traffic", f"type {old} becomes {new}: {', and '.join(told)}", cure, on=on)


def _ports(change: Change, before: Resource, after: Resource) -> Iterator[Effect]:
    old, new = _by_number(before), _by_number(after)
    on = change.first("spec", "ports")
    if on is None:
        return
    gone, come = ([key for key in one if key not in other] for one, other in ((old, new), (new, old)))
    if gone:
        opened = f"; {_named(come)} opens" if come else ""
        message = f"{_named(gone)} closes{opened}: clients that use it fail"
        yield change.effect("traffic", message, "serve both until no client uses the old one", on=on)
    elif come:
        yield change.effect("traffic", f"{_named(come)} opens", on=on)
    for key in old:
        if key in new and old[key] != new[key]:
            yield from _port(change, key, old[key], new[key])


def _by_number(service: Resource) -> dict[tuple[Plain, Plain], dict[str, Plain]]:
    return {(one.get("port"), one.get("protocol") or "TCP"): one for one in maps(service.spec.get("ports"))}


def _named(keys: list[tuple[Plain, Plain]]) -> str:
    names = [str(port) if protocol == "TCP" else f"{port}/{protocol}" for port, protocol in keys]
    return f"port{'' if len(names) == 1 else 's'} {listed(names)}"


def _port(change: Change, key: tuple[Plain, Plain], old: dict[str, Plain], new: dict[str, Plain]) -> Iterator[Effect]:
    """What is another thing about a port of the same number."""
    target = [one.get("targetPort") or one.get("port") for one in (old, new)]
    on = _on(change, "targetPort")
    if target[0] != target[1]:
        message = f"{_named([key])} goes to {target[1]} of the pods instead of {target[0]}, for all pods at once"
        yield change.effect("traffic", message, on=on)
    if old.get("nodePort") and old.get("nodePort") != new.get("nodePort") and new.get("nodePort"):
        message = f"the node port {old['nodePort']} closes and {new['nodePort']} opens"
        yield change.effect("traffic", message, on=_on(change, "nodePort"))
    if old.get("name") != new.get("name"):
        message = f"{_named([key])} is called {new.get('name')} instead of {old.get('name')}: what names it must follow"
        yield change.effect("traffic", message, on=_on(change, "name"))


def _on(change: Change, key: str) -> Difference:
    found = change.at("spec", "ports")
    return next((one for one in found if one.path[-1] == key), found[0])


def _selector(change: Change, before: Resource, after: Resource) -> Iterator[Effect]:
    on = change.first("spec", "selector")
    if on is None:
        return
    old, new = selected(change.around.before, before), selected(change.around.after, after)
    was, now = called(one.owner for one in old), called(one.owner for one in new)
    if now:
        came_from = f" instead of {was}" if was and was != now else ""
        yield change.effect("traffic", f"it selects {now}{came_from}", on=on)
    else:
        yield from _selects_nothing(change, after, on)


def _selects_nothing(change: Change, service: Resource, on: Difference | None = None) -> Iterator[Effect]:
    if not traffic.selector(service) or selected(change.around.after, service):
        return
    if change.around.after.scope.whole or on is not None:
        message = "its selector takes no pods that are in sight: nothing answers behind it"
        yield change.effect("traffic", message, "let the selector say labels of the pods", on=on)


def selected(side: Side, service: Resource) -> list[Pod]:
    """The pods that a Service selects on a side."""
    return side.scope.selected(traffic.selector(service), service)


def _headless(change: Change, before: Resource, after: Resource) -> Iterator[Effect]:
    """An address, or None, that is no longer written: it stays as it is."""
    if change.diff.action != "changed" or traffic.is_external(before) or traffic.is_external(after):
        return
    for one in change.at("spec", "clusterIP"):
        if one.after is ABSENT:
            fate = "stays headless" if one.before == "None" else f"keeps the address {one.before}"
            cure = f"`{deletion(after)}` and apply, if it is to have an address"
            message = f"clusterIP is no longer written, but the Service {fate}"
            yield change.effect("in place", message, cure if one.before == "None" else "", on=one)

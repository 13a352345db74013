"""What a changed pod template does to the requests that come to its pods: labels, ports and readiness.

Source: Kubernetes documentation, "Service" (selectors, named target ports), "Configure Liveness, Readiness and Startup
Probes" (a pod without a readiness probe is ready as soon as its containers run).
"""

from __future__ import annotations

from generator.diff.effects.services import selected
from generator.diff.effects.wording import called
from generator.diff.steps import preferred
from generator.lean import TYPE_CHECKING
from generator.objects import probe_times, traffic
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diff.effect import Effect
    from generator.diff.effects.change import Change
    from generator.diff.effects.side import Workload
    from generator.objects.resource import Resource

_WEAKER = ("httpGet", "tcpSocket")


def effects(change: Change) -> Iterator[Effect]:
    """What happens to the requests that come to the pods of a workload."""
    before, after = change.workloads
    if before is None:
        return
    if after is None:
        yield from _gone(change, before)
    elif change.diff.action in ("changed", "renamed"):
        yield from _no_longer_selected(change, before, after)
        yield from _ports(change, after)
        yield from _readiness(change, before, after)


def _gone(change: Change, before: Workload) -> Iterator[Effect]:
    """Services that select nothing any more."""
    left = [one for one in _still_there(change, before) if not selected(change.around.after, one)]
    if left:
        message = f"nothing answers behind {called(left)} any more"
        yield change.effect("downtime", message, "take the Services and what names them away first")


def _still_there(change: Change, before: Workload) -> list[Resource]:
    """The Services, as they are afterwards, that selected the pods of a workload."""
    found = (change.around.will_be(one) for one in before.services)
    return [one for one in found if one is not None and traffic.selector(one)]


def _no_longer_selected(change: Change, before: Workload, after: Workload) -> Iterator[Effect]:
    now = {id(one) for one in after.services}
    left = [one for one in _still_there(change, before) if id(one) not in now]
    if not left:
        return
    on = preferred(one for one in change.template if "labels" in one.path)
    empty = [one for one in left if not selected(change.around.after, one)]
    if empty:
        message = f"{called(empty)} selects none of its new pods: nothing answers behind it when they have replaced all"
        yield change.effect("downtime", message, "let the selector say labels that the pods have", on=on)
    else:
        yield change.effect("traffic", f"{called(left)} no longer selects its pods", on=on)


def _ports(change: Change, after: Workload) -> Iterator[Effect]:
    """Ports that Services send to by a name that no container has any more."""
    on = preferred(one for one in change.template if "ports" in one.path) or preferred(change.template)
    for service in after.services:
        for port in maps(service.spec.get("ports")):
            target, protocol = port.get("targetPort"), str(port.get("protocol") or "TCP")
            if not isinstance(target, str) or traffic.declares(after.pod, target, protocol):
                continue
            was = change.workloads[0]
            if was is not None and traffic.declares(was.pod, target, protocol):
                message = (
                    f"Service/{service.name} sends to the port {target}, which none of its containers has any more"
                )
                yield change.effect("downtime", message, f"name a port of a container {target}", on=on)


def _readiness(change: Change, before: Workload, after: Workload) -> Iterator[Effect]:
    """Containers that requests come to, and that are asked in another way whether they are ready."""
    now = {one.name: one.value.get("readinessProbe") for one in after.pod.containers}
    for container in before.servers:
        probes = container.value.get("readinessProbe") or {}, now.get(container.name) or {}
        asked, asks = (found[0] if (found := probe_times.handler(one)) else "" for one in probes)
        if asked != asks and asked and asks:
            on = preferred(one for one in change.template if "readinessProbe" in one.path)
            more = ": an open port is enough to get requests now" if (asked, asks) == _WEAKER else ""
            message = f"whether {container.name} is ready is asked by {asks} instead of {asked}{more}"
            yield change.effect("traffic", message, on=on)

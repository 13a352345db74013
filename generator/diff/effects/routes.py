"""What becomes of the requests that Ingresses and routes of the Gateway API send to Services: hosts, paths, TLS.

Source: Kubernetes documentation, "Ingress"; gateway-api.sigs.k8s.io, HTTPRoute.
"""

from __future__ import annotations

from generator.diff.effects.wording import fields, listed
from generator.lean import TYPE_CHECKING
from generator.objects import traffic
from generator.objects.scope import same_namespace
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diff.effect import Effect
    from generator.diff.effects.change import Change
    from generator.diff.model import Difference
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

ROUTES = tuple(f"{kind}.{traffic.GATEWAY}" for kind in ("HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute"))
"""The routes of the Gateway API."""
_ANNOTATIONS = ("metadata", "annotations")


def is_route(resource: Resource) -> bool:
    """Whether an object sends requests to Services."""
    return resource.type == traffic.INGRESS or resource.type in ROUTES


def effects(change: Change) -> Iterator[Effect]:
    """What happens to the requests that an Ingress or a route takes."""
    before, after = change.before, change.after
    if not is_route(change.resource):
        return
    old, new = (addresses(one) if one is not None else {} for one in (before, after))
    yield from _addresses(change, old, new)
    if after is not None:
        yield from _missing(change, after)
    if before is None or after is None:
        return
    yield from _tls(change)
    for one in change.at("spec", "ingressClassName") + change.at("spec", "parentRefs"):
        message = "another controller or gateway serves it: DNS has to lead to its address"
        yield change.effect("traffic", message, "keep both until DNS has followed", on=one)
        break
    notes = [one for one in change.at(*_ANNOTATIONS) if len(one.path) > 1]
    if notes:
        yield change.effect("traffic", f"{fields(notes)}: its controller acts on it at once", on=notes[0])


def addresses(resource: Resource) -> dict[str, str]:
    """The hosts with their paths that an object takes requests for, and where it sends them."""
    if resource.type == traffic.INGRESS:
        return dict(_of_ingress(resource))
    return dict(_of_route(resource))


def _of_ingress(ingress: Resource) -> Iterator[tuple[str, str]]:
    for rule in maps(ingress.spec.get("rules")):
        for one in maps(at(rule, "http", "paths")):
            yield f"{rule.get('host') or '*'}{one.get('path') or '/'}", _backend(at(one, "backend", "service"))
    default = at(ingress.spec, "defaultBackend", "service")
    if default:
        yield "*", _backend(default)


def _backend(service: dict[str, dict[str, str]] | None) -> str:
    port = at(service, "port") or {}
    number = port.get("number") or port.get("name")
    return f"{at(service, 'name')}{f':{number}' if number else ''}"


def _of_route(route: Resource) -> Iterator[tuple[str, str]]:
    hosts = route.spec.get("hostnames")
    for host in hosts if isinstance(hosts, list) and hosts else ["*"]:
        for rule in maps(route.spec.get("rules")):
            refs = maps(rule.get("backendRefs"))
            backends = listed(":".join(str(one[key]) for key in ("name", "port") if key in one) for one in refs)
            for match in maps(rule.get("matches")) or [{}]:
                yield f"{host}{at(match, 'path', 'value') or ('/' if route.kind == 'HTTPRoute' else '')}", backends


def _addresses(change: Change, old: dict[str, str], new: dict[str, str]) -> Iterator[Effect]:
    on = _rules(change)
    gone, come = [one for one in old if one not in new], [one for one in new if one not in old]
    if gone:
        message = f"no longer answers {listed(gone)}{f', but {listed(come)}' if come else ''}"
        yield change.effect("traffic", message, on=on)
    elif come:
        yield change.effect("traffic", f"answers {listed(come)} from now on", on=on)
    moved = [f"{one} to {new[one]} instead of {old[one]}" for one in old if one in new and old[one] != new[one]]
    if moved:
        yield change.effect("traffic", f"sends {listed(moved)}", on=on)


def _missing(change: Change, after: Resource) -> Iterator[Effect]:
    """Services that it names newly and that are not there."""
    scope = change.around.after.scope
    known = {one.service for one in traffic.backends(change.before)} if change.before is not None else set()
    names = {one.service for one in traffic.backends(after)} - known if scope.whole else set()
    gone = sorted(name for name in names if scope.named("Service", name, after) is None)
    if gone:
        message = f"it sends requests to {listed(f'Service/{name}' for name in gone)}, which is not here: they fail"
        yield change.effect("downtime", message, "let it name a Service that is there", on=_rules(change))


def users(service: Resource, scope: Scope) -> list[Resource]:
    """The Ingresses and routes that send requests to a Service."""
    return [
        one
        for one in scope.of(traffic.INGRESS, *ROUTES)
        if same_namespace(one, service) and any(it.service == service.name for it in traffic.backends(one))
    ]


def _rules(change: Change) -> Difference | None:
    return change.first("spec", "rules") or change.first("spec", "hostnames")


def _tls(change: Change) -> Iterator[Effect]:
    """TLS of hosts that are answered before and after."""
    on = change.first("spec", "tls")
    if on is None or change.before is None or change.after is None:
        return
    old, new = (_encrypted(one) for one in (change.before, change.after))
    stay = _hosts(change.before) & _hosts(change.after)
    lost, won = sorted((old - new) & stay), sorted((new - old) & stay)
    if lost:
        message = f"TLS ends for {listed(lost)}: https fails there, or shows another certificate"
    elif won:
        message = f"TLS for {listed(won)}; most controllers then send http on to https"
    elif old & new:
        message = "another certificate is shown"
    else:
        return
    yield change.effect("traffic", message, on=on)


def _encrypted(ingress: Resource) -> set[str]:
    """The hosts that TLS is for; those of all rules where an entry names none."""
    return {str(host) for one in maps(ingress.spec.get("tls")) for host in one.get("hosts") or _hosts(ingress)}


def _hosts(ingress: Resource) -> set[str]:
    return {str(rule.get("host") or "*") for rule in maps(ingress.spec.get("rules"))}

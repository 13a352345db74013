"""The ports at which a container is sent requests, and how that is known."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, NamedTuple, remembering
from generator.objects import traffic
from generator.objects.rollouts import names_metrics
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.documents.node import Plain
    from generator.inject.settings import Exposed
    from generator.objects.resource import Container, Pod, Resource
    from generator.objects.scope import Scope

_TCP = "TCP"


class Port(NamedTuple):
    """A TCP port as a probe names it, its number where that is known, and who told."""

    key: int | str
    number: int | None
    source: str


@remembering(1)
def _by_pod(scope: Scope) -> dict[int, list[Resource]]:
    """The Services that select a pod, which goes by identity; those with an address of their own first."""
    found: dict[int, list[Resource]] = {}
    for service in sorted(scope.of("Service"), key=traffic.is_headless):
        for pod in scope.selected(traffic.selector(service), service):
            found.setdefault(id(pod), []).append(service)
    return found


def services(pod: Pod, scope: Scope) -> list[Resource]:
    """The Services of the scope that select a pod; those with an address of their own first."""
    return _by_pod(scope).get(id(pod), [])


def ports(container: Container, scope: Scope, servers: Sequence[Container], exposed: Exposed | None) -> list[Port]:
    """The TCP ports of a container that requests may come to, the surest first; each once.

    Those that a Service sends to, else those that it declares, else those that the Dockerfile near it exposes.
    """
    sent = list(_sent(container, scope, alone=len(servers) == 1))
    found = sent or list(_declared(container))
    if not found and exposed is not None and len(servers) == 1 and not maps(container.value.get("ports")):
        found = [Port(number, number, f"EXPOSE {number} of {exposed.source}") for number in exposed.ports]
    return list({port.key: port for port in reversed(found)}.values())[::-1]


def _sent(container: Container, scope: Scope, *, alone: bool) -> Iterator[Port]:
    """The ports that Services send to: those that the container declares, then, of the only server, all others."""
    strange = []
    for service in services(container.pod, scope):
        for port in maps(service.spec.get("ports")):
            target = port.get("targetPort") or port.get("port")
            if names_metrics(port) or (port.get("protocol") or _TCP) != _TCP:
                continue
            declared = _find(container, target)
            if declared is not None:
                yield _port(declared, str(service))
            elif isinstance(target, int) and alone and not traffic.declares(container.pod, target):
                strange.append(Port(target, target, str(service)))
    yield from strange


def _declared(container: Container) -> Iterator[Port]:
    for port in maps(container.value.get("ports")):
        if (port.get("protocol") or _TCP) == _TCP and not names_metrics(port) and port.get("containerPort"):
            yield _port(port, f"port {port.get('name') or port['containerPort']} of {container.name}")


def _find(container: Container, target: Plain) -> dict[str, Plain] | None:
    key = "name" if isinstance(target, str) else "containerPort"
    own = maps(container.value.get("ports"))
    return next((one for one in own if one.get(key) == target and (one.get("protocol") or _TCP) == _TCP), None)


def _port(declared: dict[str, Plain], source: str) -> Port:
    number = declared.get("containerPort")
    return Port(declared.get("name") or number or 0, number, source)

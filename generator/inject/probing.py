"""What is known of the probes of a container: what it says, what people say, and what can be derived.

Nothing is invented: without a handler that is known there is a connection to a port that requests are sent to, and
not even that where members of a StatefulSet may have to find each other before any of them is ready.
"""

from __future__ import annotations

from generator.inject.knowledge import MANIFEST, Known
from generator.inject.starting import startup
from generator.lean import TYPE_CHECKING, NamedTuple
from generator.objects import probe_times
from generator.objects.probe_times import HANDLERS, handler
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.inject.ports import Port
    from generator.inject.workload import Workload
    from generator.objects.resource import Container

    Layer = dict[Path, Known]


class Probing(NamedTuple):
    """The probes of a container in the terms of a description.

    ``layers`` are what is said, the weakest first, by paths below the container; ``wanted`` are the probes that are
    to be put in, by their short names, each with its reason and its source; ``refused`` are those that are not, by
    their short names, with the reason.
    """

    layers: list[Layer]
    wanted: dict[str, tuple[str, str]]
    refused: dict[str, str]

    def handler(self, name: str) -> dict[str, Plain]:
        """What a probe that is to be put in asks, {} where it is none of people's or derived."""
        path, layer = ("probes", name), self.layers[1]
        return {kind: layer[*path, kind].value for kind in HANDLERS if (*path, kind) in layer}


class Asked(NamedTuple):
    """A container whose probes are decided on: its value, its ports and what people say of it.

    ``deadline`` is the time that a start may take before its rollout counts as failed, where the workload says it.
    """

    workload: Workload
    container: Container
    value: dict[str, Plain]
    known: Mapping[str, Known]
    ports: list[Port]
    served: bool
    deadline: int | None

    def said(self, name: str) -> dict[str, Plain]:
        """A probe of the container by its short name, {} where there is none."""
        return self.value.get(f"{name}Probe") or {}

    def is_complete(self, name: str) -> bool:
        """Whether the container has a probe that asks something."""
        return handler(self.said(name)) is not None

    def told(self, name: str) -> Known | None:
        """What people say of a probe, with its port."""
        known = self.known.get(name)
        if known is None:
            return None
        return known._replace(value=with_port(known.value, self.ports))

    def fault(self, probe: Mapping[str, Plain]) -> str:
        """Why a probe that people tell of cannot be, "" where it can."""
        return unusable(probe, self.container)


def unusable(probe: Mapping[str, Plain], container: Container) -> str:
    """Why a container cannot have a probe, "" where it can."""
    kind, asked = handler(probe) or ("", {})
    port = asked.get("port")
    if kind in ("httpGet", "tcpSocket") and port is None:
        return "no port is known that it could ask: name it, as in 8080/readyz"
    own = [one.get("name") for one in maps(container.value.get("ports"))]
    if isinstance(port, str) and port not in own:
        return f"the container {container.name} has no port named {port!r}"
    return ""


def with_port(probe: Mapping[str, Plain], ports: list[Port]) -> dict[str, Plain]:
    """A probe whose handler has a port, where one is known."""
    found = dict(probe)
    for kind in ("httpGet", "tcpSocket"):
        if isinstance(found.get(kind), dict) and "port" not in found[kind] and ports:
            found[kind] = {**found[kind], "port": ports[0].key}
    return found


def probing(asked: Asked, defaults: Mapping[str, Plain]) -> Probing:
    """What is to become of the probes of a container; ``defaults`` are the shipped times of each probe."""
    found = Probing([{}, {}, {}], {}, {})
    _readiness(asked, found)
    _liveness(asked, found)
    startup(asked, found, defaults)
    for name in ("readiness", "liveness", "startup"):
        if asked.is_complete(name):
            _say(found.layers[2], name, asked.said(name), MANIFEST)
        elif name in found.wanted:
            _say(found.layers[0], name, _fitting(asked, found, name, defaults.get(name) or {}), "default")
            _say(found.layers[2], name, asked.said(name), MANIFEST)
    return found


def _fitting(asked: Asked, found: Probing, name: str, times: Mapping[str, Plain]) -> dict[str, Plain]:
    """The shipped times of a probe, made to fit the period, or the timeout, that is said without the other."""
    told = {str(path[2]): one.value for path, one in found.layers[1].items() if path[:2] == ("probes", name)}
    said: dict[str, Plain] = {**told, **asked.said(name)}
    period, timeout = said.get("periodSeconds") or 0, said.get("timeoutSeconds") or 0
    fitting = {
        "timeoutSeconds": min(times.get("timeoutSeconds", period), period) if period else times.get("timeoutSeconds"),
        "periodSeconds": max(times.get("periodSeconds", timeout), timeout),
    }
    return {**times, **{key: value for key, value in fitting.items() if value}}


def _readiness(asked: Asked, found: Probing) -> None:
    told = asked.told("readiness")
    if asked.is_complete("readiness"):
        return
    if told is not None:
        fault = asked.fault(told.value)
        if fault:
            found.refused["readiness"] = f"{told.source}: {fault}"
            return
        _say(found.layers[1], "readiness", told.value, told.source)
        found.wanted["readiness"] = "requests are sent only while it says that they can be answered", told.source
    elif asked.served:
        _connection(asked, found)


def _connection(asked: Asked, found: Probing) -> None:
    """Readiness by a connection alone, where nothing better is known."""
    if not asked.ports:
        found.refused["readiness"] = "no TCP port is known that requests are sent to: say what to ask, as in grpc:9000"
    elif asked.workload.has_peers:
        found.refused["readiness"] = (
            "no readiness path is known, and a mere connection could keep the members from finding each other: "
            "say what to ask, as in /readyz"
        )
    else:
        port = asked.ports[0]
        said = f"no readiness path is known: it only connects to port {port.key}"
        _say(found.layers[1], "readiness", {"tcpSocket": {"port": port.key}}, port.source)
        found.wanted["readiness"] = said, port.source


def _liveness(asked: Asked, found: Probing) -> None:
    told = asked.told("liveness")
    if told is None or asked.is_complete("liveness"):
        return
    fault = asked.fault(told.value)
    ready = readiness_of(asked, found)
    if not fault and ready and _request(told.value, asked) == _request(ready, asked):
        fault = "it is what readiness asks: whatever makes pods unready would also kill them"
    if fault:
        found.refused["liveness"] = f"{told.source}: {fault}"
        return
    _say(found.layers[1], "liveness", told.value, told.source)
    found.wanted["liveness"] = "the container is restarted where it is stuck", told.source


def readiness_of(asked: Asked, found: Probing) -> dict[str, Plain]:
    """The handler of readiness as it will be, {} where there is none."""
    return asked.said("readiness") if asked.is_complete("readiness") else found.handler("readiness")


def _request(probe: Mapping[str, Plain], asked: Asked) -> Plain:
    return probe_times.request(probe, asked.container)


def _say(layer: Layer, name: str, probe: Mapping[str, Plain], source: str) -> None:
    for key, value in probe.items():
        layer["probes", name, key] = Known(value, source)

"""What a container says of its probes and what is wrong."""

from __future__ import annotations

from generator.documents.edits import REMOVED
from generator.inject.knowledge import MANIFEST
from generator.inject.probing import unusable, with_port
from generator.lean import TYPE_CHECKING, NamedTuple
from generator.objects import probe_times
from generator.objects.probe_times import HANDLERS, PROBES, are_alike, handler, time_of
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.changes import Removed
    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.inject.knowledge import Known
    from generator.inject.ports import Port
    from generator.objects.resource import Container

_PATIENCE = 3
"""How many times as long as readiness a liveness probe with the same request waits before it restarts a container."""


class ProbeFault(NamedTuple):
    """Something wrong in a container: its path there, why, what it ought to be, and who says so."""

    path: Path
    reason: str
    value: Plain | Removed = REMOVED
    source: str = MANIFEST


def faults(container: Container, known: Mapping[str, Known], ports: list[Port]) -> Iterator[ProbeFault]:
    """What is wrong with the probes of a container, of which people say what is ``known``."""
    for name in PROBES:
        probe = container.value.get(name)
        if not probe:
            continue
        told = known.get(name.removesuffix("Probe"))
        other = _otherwise(container, name, probe, told, ports) or _unknown_port(container, name, probe, ports)
        if other is not None:
            yield other
        timeout, period = time_of(probe, "timeoutSeconds"), time_of(probe, "periodSeconds")
        if timeout > period:
            reason = f"timeoutSeconds is {timeout} and periodSeconds {period}: a container that hangs is found late"
            yield ProbeFault((name, "timeoutSeconds"), reason, period)
    yield from impatient(container, container.value.get("readinessProbe"))
    yield from _budget(container, known)


def _otherwise(
    container: Container, name: str, probe: Mapping[str, Plain], told: Known | None, ports: list[Port]
) -> ProbeFault | None:
    """A probe that asks something else than people say."""
    found = handler(probe)
    if told is None or found is None:
        return None
    wanted = with_port(told.value, ports)
    asked = probe_times.request(wanted, container)
    ready = probe_times.request(container.value.get("readinessProbe") or {}, container)
    is_ready = name == "livenessProbe" and asked == ready
    if asked == probe_times.request(probe, container) or is_ready or unusable(wanted, container):
        return None
    rest = {key: value for key, value in probe.items() if key not in HANDLERS}
    return ProbeFault((name,), "another handler is asked for", {**wanted, **rest}, told.source)


def _unknown_port(container: Container, name: str, probe: Mapping[str, Plain], ports: list[Port]) -> ProbeFault | None:
    """A probe on a port by a name that the container does not have."""
    kind, asked = handler(probe) or ("", {})
    port = asked.get("port")
    own = [one.get("name") for one in maps(container.value.get("ports"))]
    if not isinstance(port, str) or port.isdecimal() or port in own or asked.get("host") or not ports:
        return None
    return ProbeFault((name, kind, "port"), f"the container has no port named {port!r}", ports[0].key, ports[0].source)


def impatient(container: Container, readiness: Mapping[str, Plain] | None) -> Iterator[ProbeFault]:
    """A liveness probe that is the readiness probe that the container has, or is to have."""
    liveness = container.value.get("livenessProbe")
    if liveness and readiness and are_alike(liveness, readiness, container):
        reason = "the livenessProbe is the readinessProbe: whatever makes pods unready also kills them"
        failures = time_of(readiness, "failureThreshold") * _PATIENCE
        yield ProbeFault(("livenessProbe", "failureThreshold"), reason, failures)


def _budget(container: Container, known: Mapping[str, Known]) -> Iterator[ProbeFault]:
    """A startup probe that gives less time than people say."""
    probe, told = container.value.get("startupProbe"), known.get("startupBudgetSeconds")
    if not probe or told is None:
        return
    budget, delay = probe_times.budget(probe), time_of(probe, "initialDelaySeconds")
    is_complete = handler(probe) is not None
    if budget < told.value and (is_complete or "failureThreshold" in probe):
        failures = -(-(told.value - delay) // time_of(probe, "periodSeconds")) + 1 if is_complete else REMOVED
        reason = f"a start may take {budget} s, and {told.value} s are asked for"
        yield ProbeFault(("startupProbe", "failureThreshold"), reason, failures, told.source)

"""Policy: when a pod has started, when it may serve, and when it must be restarted.

Facts: a probe has exactly one handler; the start-up time that is guaranteed is
initialDelaySeconds + (failureThreshold - 1) x periodSeconds (Kubernetes documentation, "Configure Liveness, Readiness
and Startup Probes"); Kubernetes' default timeout of one second is too short for a busy server.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.resources.nodes import Path
    from generator.resources.settings import Settings

HANDLERS = ("httpGet", "tcpSocket", "grpc", "exec")
_DEFAULT_PERIOD = 10


def put_probes(settings: Settings, path: Path, source: Path, container: dict[str, Plain], *, traffic: bool) -> None:
    """Put startupProbe, readinessProbe and livenessProbe of a container, as Kubernetes writes them.

    ``traffic`` says that a Service may send requests to it: then readiness falls back to its first port.
    """
    probes = container.get("probes") or {}
    ports = list(container.get("ports") or {})
    readiness = _readiness(settings, source, probes, ports, traffic=traffic)
    if readiness:
        settings.put((*path, "readinessProbe"), readiness, *_said(source, "readiness", readiness, probes))
    startup = probes.get("startup")
    if startup is not None and (_handler(startup) or readiness):
        value = _startup(startup, readiness, ports)
        rule = "the handler of readiness, unless given; failureThreshold = budgetSeconds / periodSeconds + 1"
        settings.put(
            (*path, "startupProbe"), value, rule, ((*source, "probes", "startup"), (*source, "probes", "readiness"))
        )
    liveness = probes.get("liveness")
    if liveness and _handler(liveness):
        value = _complete(liveness, ports)
        settings.put(
            (*path, "livenessProbe"), value, "as written, never the readiness path", ((*source, "probes", "liveness"),)
        )


def _readiness(settings: Settings, source: Path, probes: dict[str, Plain], ports: list[str], *, traffic: bool) -> Plain:
    written = probes.get("readiness")
    if written is None:
        return None
    if _handler(written):
        return _complete(written, ports)
    if not (traffic and ports):
        return None
    message = f"no readiness path is known: the probe only connects to port {ports[0]}"
    cure = "say `probes: {readiness: /path}`; an open port does not mean that requests are answered"
    settings.report((*source, "probes", "readiness"), message, cure, severity="warning")
    return _complete({"tcpSocket": {"port": ports[0]}, **written}, ports)


def _said(source: Path, name: str, value: Plain, probes: dict[str, Plain]) -> tuple[str, tuple[Path, ...]]:
    given = bool(_handler(probes[name]))
    rule = (
        "as written" if given else f"no handler is given: a connection to the first port, {value['tcpSocket']['port']}"
    )
    return rule, ((*source, "probes", name),) if given else ((*source, "probes", name), (*source, "ports"))


def _startup(written: dict[str, Plain], readiness: Plain, ports: list[str]) -> dict[str, Plain]:
    handler = _handler(written) or {key: readiness[key] for key in HANDLERS if key in readiness}
    timings = {key: value for key, value in written.items() if key not in HANDLERS and key != "budgetSeconds"}
    budget = written.get("budgetSeconds")
    if budget is not None and "failureThreshold" not in timings:
        period = timings.get("periodSeconds", _DEFAULT_PERIOD)
        wait = max(0, budget - timings.get("initialDelaySeconds", 0))
        timings["failureThreshold"] = -(-wait // period) + 1
    return _complete({**handler, **timings}, ports)


def _complete(probe: dict[str, Plain], ports: list[str]) -> dict[str, Plain]:
    """The probe with its port: the one given, else the container's first by name; handler first, then timings."""
    handler = _handler(probe)
    for kind in ("httpGet", "tcpSocket"):
        if kind in handler and "port" not in handler[kind] and ports:
            handler = {kind: {**handler[kind], "port": ports[0]}}
    rest = {key: value for key, value in probe.items() if key not in HANDLERS and key != "budgetSeconds"}
    return {**handler, **rest}


def _handler(probe: dict[str, Plain]) -> dict[str, Plain]:
    return {key: probe[key] for key in HANDLERS if key in probe}


def guaranteed_start(probe: Plain) -> int:
    """Seconds that a container surely has to start under a startup probe; 0 without one."""
    if not probe:
        return 0
    period: int = probe.get("periodSeconds", _DEFAULT_PERIOD)
    delay: int = probe.get("initialDelaySeconds", 0)
    failures: int = probe.get("failureThreshold", 3)
    return delay + (failures - 1) * period

"""What is known of the start of a container: what says that it has started, and how long that may take.

A startup probe restarts what does not start. So it asks no more than what liveness would restart the container for,
and gives no less time: readiness alone may well fail for long in a pod that is fine, such as a standby.
"""

from __future__ import annotations

from generator.inject.knowledge import Known
from generator.lean import TYPE_CHECKING
from generator.objects import probe_times
from generator.objects.probe_times import HANDLERS, handler

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.documents.node import Plain
    from generator.inject.probing import Asked, Probing

_BUDGET = "startupBudgetSeconds"


def startup(asked: Asked, found: Probing, defaults: Mapping[str, Plain]) -> None:
    """Decide on the startup probe of a container whose other probes are decided on."""
    if asked.is_complete("startup"):
        return
    probe, source = _asked(asked, found)
    if probe is None:
        return
    usual = (defaults.get("startup") or {}).get("budgetSeconds", 0)
    liveness = asked.said("liveness")
    given = probe_times.budget(liveness) if handler(liveness) else 0
    budget = _budget(asked, usual, given)
    if not asked.served and given >= budget.value:
        return  # liveness alone gives it that time already
    times = _patience(asked, probe, defaults.get("startup") or {})
    period = times["periodSeconds"].value if "periodSeconds" in times else defaults["startup"]["periodSeconds"]
    if _BUDGET not in asked.known and asked.deadline is not None:
        most = (asked.deadline - 1) // period * period
        if most < max(given, 1):
            found.refused["startup"] = f"progressDeadlineSeconds leaves {asked.deadline} s, too few for a start"
            return
        budget = Known(most, "progressDeadlineSeconds") if most < budget.value else budget
    layer = found.layers[1]
    for key, value in probe.items():
        layer["probes", "startup", key] = Known(value, source)
    layer.update({("probes", "startup", key): one for key, one in times.items()})
    layer["probes", "startup", "budgetSeconds"] = budget
    found.wanted["startup"] = f"a start may take {budget.value} s before it counts as failed", _joined(budget, source)


def _asked(asked: Asked, found: Probing) -> tuple[dict[str, Plain] | None, str]:
    """The handler of the startup probe and who told it; an empty one where the policy takes that of readiness."""
    told = asked.told("startup")
    if told is not None:
        fault = asked.fault(told.value)
        if not fault:
            return told.value, told.source
        found.refused["startup"] = f"{told.source}: {fault}"
        return None, ""
    if asked.is_complete("liveness"):
        liveness = asked.said("liveness")
        return {kind: liveness[kind] for kind in HANDLERS if kind in liveness}, "livenessProbe"
    for name in ("readiness", "liveness"):
        if name in found.wanted:
            return found.handler(name) if name == "liveness" else {}, found.wanted[name][1]
    port = (handler(asked.said("readiness")) or ("", {}))[1].get("port")
    if asked.served and port is not None:
        return {"tcpSocket": {"port": port}}, "the port of readinessProbe"
    return None, ""


def _budget(asked: Asked, usual: int, given: int) -> Known:
    """The time that a start may take: what people say, else no less than the other probes give it today."""
    told = asked.known.get(_BUDGET)
    if told is not None:
        return told
    waits = probe_times.time_of(asked.said("readiness"), "initialDelaySeconds")
    longest = max(usual, given, waits + usual if waits else 0)
    if longest == usual:
        return Known(usual, "default")
    return Known(longest, "livenessProbe" if longest == given else "initialDelaySeconds of readinessProbe")


def _patience(asked: Asked, probe: Mapping[str, Plain], usual: Mapping[str, Plain]) -> dict[str, Known]:
    """The times with which it waits as long for an answer as the probe whose question it is, where that is longer."""
    for name in ("liveness", "readiness"):
        said = asked.said(name)
        if probe and handler(said) == handler(probe):
            longest = probe_times.time_of(said, "timeoutSeconds")
            period = asked.said("startup").get("periodSeconds") or longest
            timeout = Known(min(longest, period), f"{name}Probe")
            return {key: timeout for key in ("timeoutSeconds", "periodSeconds") if timeout.value > usual[key]}
    return {}


def _joined(budget: Known, source: str) -> str:
    return budget.source if source in ("", budget.source) else f"{budget.source}, {source}"

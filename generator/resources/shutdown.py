"""Policy: ending a pod without dropping a request.

Facts (Kubernetes documentation, "Pod Lifecycle: Termination of Pods"): on deletion the kubelet's preStop and SIGTERM
and the removal from the EndpointSlices start at once and neither waits for the other, so preStop sleeps until every
proxy knows; the grace period includes preStop, and at its end comes SIGKILL. Native sleep is on from Kubernetes 1.30;
before, a shell's `sleep` does it, where the image has one.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.resources.nodes import Path
    from generator.resources.settings import Settings

NATIVE_SLEEP = 30
"""The minor version of Kubernetes from which `lifecycle.preStop.sleep` is on."""

_PARTS = ("longestRequestSeconds", "marginSeconds", "minimumSeconds")


def put_shutdown(settings: Settings, path: Path, source: Path, component: dict[str, Plain], *, traffic: bool) -> None:
    """Put the lifecycle of the main container and the termination grace period of the pod."""
    shutdown = component.get("shutdown") or {}
    where = (*source, "shutdown")
    sleep = shutdown.get("preStopSleepSeconds", 0) if traffic else 0
    if shutdown.get("preStop"):
        settings.put((*path, "lifecycle"), {"preStop": shutdown["preStop"]}, "as written", ((*where, "preStop"),))
    elif sleep > 0:
        handler, rule = _sleep(sleep, settings.cluster.minor)
        inputs = ((*where, "preStopSleepSeconds"), ("cluster", "kubeVersion"))
        settings.put((*path, "lifecycle"), {"preStop": handler}, rule, inputs)
    if not traffic and shutdown.get("preStopSleepSeconds") and settings.is_written((*where, "preStopSleepSeconds")):
        message = "has no effect: the sleep is for requests that still arrive, and no port takes traffic"
        settings.report((*where, "preStopSleepSeconds"), message, "remove it", severity="warning")
    _report_grace(settings, where, shutdown, sleep)
    _put_grace(settings, path, where, shutdown, sleep)


def _report_grace(settings: Settings, where: Path, shutdown: dict[str, Plain], sleep: int) -> None:
    """A derived grace is always longer than the sleep; one that is written may not be."""
    grace = shutdown.get("terminationGracePeriodSeconds")
    path, cure = (*where, "terminationGracePeriodSeconds"), "make it larger, or remove it: it is derived then"
    if grace == 0:
        settings.report(path, "with a grace of 0 the program is killed and never told to stop", cure)
    elif grace is not None and sleep >= grace and not shutdown.get("preStop"):
        settings.report(path, f"the pod sleeps {sleep} s before it stops, and has {grace} s in all", cure)


def _put_grace(settings: Settings, path: Path, where: Path, shutdown: dict[str, Plain], sleep: int) -> None:
    target = (*path, "terminationGracePeriodSeconds")
    explicit = shutdown.get("terminationGracePeriodSeconds")
    if explicit is not None:
        settings.put(target, explicit, "as written", ((*where, "terminationGracePeriodSeconds"),))
    else:
        longest, margin, least = (shutdown.get(key, 0) for key in _PARTS)
        rule = f"preStop {sleep} + longest request {longest} + margin {margin}, at least {least}"
        inputs = tuple((*where, key) for key in ("preStopSleepSeconds", *_PARTS) if key in shutdown)
        if inputs:
            settings.put(target, max(sleep + longest + margin, least, sleep + 1), rule, inputs)


def _sleep(seconds: int, minor: int) -> tuple[dict[str, Plain], str]:
    if minor >= NATIVE_SLEEP:
        return {"sleep": {"seconds": seconds}}, "sleep until every proxy knows that the pod is going"
    rule = f"`sleep` of the image's own, since native sleep is on from Kubernetes 1.{NATIVE_SLEEP}"
    return {"exec": {"command": ["sleep", str(seconds)]}}, rule

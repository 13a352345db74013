"""What a person wrote and no object says: a warning, since somebody meant something by it.

Shipped defaults are no person's word, and what an environment makes void may be right in another one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.resources.probes import HANDLERS
from generator.resources.service import exposed
from generator.resources.volumes import containers

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.resources.nodes import Path
    from generator.resources.settings import Settings

_OF_THE_SERVICE = ("servicePort", "appProtocol", "nodePort")
_OF_THE_VOLUME = ("items", "defaultMode")


def report_ineffective(settings: Settings, source: Path, component: dict[str, Plain], *, runs: bool) -> None:
    """Report what a component says in vain; ``runs`` tells the types that have a Service where they offer a port."""
    if runs and component.get("service") and not exposed(component):
        _warn(settings, (*source, "service"), "there is no Service: no port is offered")
    account = component.get("serviceAccount") or {}
    if account.get("annotations") and not account.get("create"):
        _warn(settings, (*source, "serviceAccount", "annotations"), "the service account is not made here")
    for path, container in containers(source, component):
        offers = runs and path == source
        for name, port in (container.get("ports") or {}).items():
            _report_port(settings, (*path, "ports", name), port, offers=offers)
        for name, mount in (container.get("mounts") or {}).items():
            for key in _OF_THE_VOLUME:
                if "volume" in mount and key in mount:
                    _warn(settings, (*path, "mounts", name, key), f"it belongs to the volume {mount['volume']}")
        _report_probes(settings, path, container, _values_of(settings, source, path))


def _values_of(settings: Settings, source: Path, path: Path) -> dict[str, Plain]:
    """The values of a container that is at ``path`` of the description, in the component at ``source``."""
    found: dict[str, Plain] = settings.values[source[-1]]
    for step in path[len(source) :]:
        found = found[step]
    return found


def _report_port(settings: Settings, path: Path, port: dict[str, Plain], *, offers: bool) -> None:
    if offers and port.get("expose", True):
        return
    for key in _OF_THE_SERVICE:
        if key in port:
            _warn(settings, (*path, key), "no Service offers this port")
    if port.get("expose"):
        _warn(settings, (*path, "expose"), "a Service offers the ports of a long-running component's own container")


def _report_probes(settings: Settings, source: Path, container: dict[str, Plain], values: dict[str, Plain]) -> None:
    for name, probe in (container.get("probes") or {}).items():
        where = (*source, "probes", name)
        if f"{name}Probe" in values or any(key in probe for key in HANDLERS):
            continue
        if any(settings.is_written((*where, key)) for key in probe):
            _warn(settings, where, "there is no such probe: it has no handler")


def _warn(settings: Settings, path: Path, reason: str) -> None:
    if settings.is_written(path):
        settings.report(path, f"has no effect: {reason}", severity="warning")

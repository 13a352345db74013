"""What the monitors of the Prometheus Operator select: Services, or pods.

Source: Prometheus Operator, API reference (ServiceMonitorSpec, PodMonitorSpec, NamespaceSelector).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any, NamedTuple
from generator.lint.selection import is_alike
from generator.objects.scope import matches, same_namespace
from generator.objects.selection import selector_of
from generator.objects.traffic import container_ports
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.objects.resource import Pod, Resource
    from generator.objects.scope import Scope

OF_SERVICES = "ServiceMonitor.monitoring.coreos.com"
OF_PODS = "PodMonitor.monitoring.coreos.com"


class Near(NamedTuple):
    """What comes nearest to a selector: its name, a label that differs, and whether it looks as if it were meant."""

    name: str
    difference: str
    is_alike: bool


def is_of_services(monitor: Resource) -> bool:
    """Whether a monitor selects Services; it selects pods otherwise."""
    return monitor.type == OF_SERVICES


def selector(monitor: Resource) -> dict[str, Any]:
    """The label selector of a monitor."""
    return selector_of(monitor.spec.get("selector"))


def selected(monitor: Resource, scope: Scope) -> list[Resource]:
    """The Services, or the owners of the pods, that a monitor selects."""
    wanted = selector(monitor)
    return [one for one, labels in _all(monitor, scope) if matches(labels, wanted) and _reaches(monitor, one)]


def _candidates(monitor: Resource, scope: Scope) -> list[tuple[Resource, Mapping[str, str]]]:
    return [row for row in _all(monitor, scope) if _reaches(monitor, row[0])]


def _all(monitor: Resource, scope: Scope) -> list[tuple[Resource, Mapping[str, str]]]:
    if is_of_services(monitor):
        return [(one, one.labels) for one in scope.of("Service")]
    return [(pod.owner, pod.labels) for pod in scope.pods]


def _reaches(monitor: Resource, one: Resource) -> bool:
    spaces: Any = monitor.spec.get("namespaceSelector")
    if at(spaces, "any") is True:
        return True
    names = at(spaces, "matchNames")
    if isinstance(names, list) and names:
        return not one.namespace or one.namespace in names
    return same_namespace(monitor, one)


def nearest(monitor: Resource, labels: Mapping[str, str], scope: Scope) -> Near | None:
    """The object that shares the most labels with the selector of a monitor, None where there is none at all."""
    found = [
        (sum(own.get(key) == value for key, value in labels.items()), one, own)
        for one, own in _candidates(monitor, scope)
    ]
    if not found:
        return None
    _, one, own = max(found, key=lambda row: row[0])
    key = next((key for key, value in labels.items() if own.get(key) != value), "")
    alike = any(is_alike(its, other, labels, monitor) for _, other, its in found)
    return Near(str(one), f"has {key}={own[key]}" if key in own else f"has no label {key}", alike)


def port_names(one: Resource) -> list[str]:
    """The names of the ports of a Service, or of the containers of a workload."""
    ports: Sequence[Mapping[str, Any]]
    pod: Pod | None = one.pod
    ports = maps(one.spec.get("ports")) if pod is None else [*container_ports(pod), *container_ports(pod, "UDP")]
    return [port["name"] for port in ports if port.get("name")]


def told(selected: list[Resource]) -> str:
    """What a monitor selects, in words."""
    names = [str(one) for one in selected]
    return names[0] if len(names) == 1 else f"none of {', '.join(names[:3])}"

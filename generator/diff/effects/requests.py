"""What pods request of CPU and memory.

Source: Kubernetes documentation, "Init Containers" (resource sharing), "Sidecar Containers", "Pod Overhead", "Assign
Pod-level CPU and memory resources"; pkg/apis/core/v1 (SetDefaults_Pod: a limit without a request is the request).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, NamedTuple
from generator.objects.quantities import parse
from generator.objects.values import at

if TYPE_CHECKING:
    from fractions import Fraction

    from generator.documents.node import Plain
    from generator.objects.resource import Container, Pod


class Requests(NamedTuple):
    """Amounts of CPU (in cores) and of memory (in bytes)."""

    cpu: Fraction
    memory: Fraction

    def times(self, count: int) -> Requests:
        """What so many pods request."""
        return Requests(self.cpu * count, self.memory * count)

    def plus(self, other: Requests) -> Requests:
        """Both together."""
        return Requests(self.cpu + other.cpu, self.memory + other.memory)


def nothing() -> Requests:
    """No request at all."""
    from fractions import Fraction

    return Requests(Fraction(0), Fraction(0))


def of_pod(pod: Pod) -> Requests:
    """What a pod requests: the scheduler looks for that much room."""
    return Requests(_of_pod(pod, "cpu"), _of_pod(pod, "memory"))


def _of_pod(pod: Pod, name: str) -> Fraction:
    whole = _asked(pod.spec, name)
    overhead = parse(at(pod.spec, "overhead", name)) or nothing().cpu
    return (whole if whole is not None else _of_containers(pod, name)) + overhead


def _of_containers(pod: Pod, name: str) -> Fraction:
    """The most that is needed at one time: init containers run before, one after the other, beside the sidecars."""
    running = most = nothing().cpu
    for container in pod.containers:
        amount = _of_container(container, name)
        if container.role == "init":
            most = max(most, running + amount)
        elif container.role != "ephemeral":
            running += amount
    return max(most, running)


def _of_container(container: Container, name: str) -> Fraction:
    found = _asked(container.value, name)
    return found if found is not None else nothing().cpu


def _asked(value: dict[str, Plain], name: str) -> Fraction | None:
    request = at(value, "resources", "requests", name)
    return parse(request if request is not None else at(value, "resources", "limits", name))

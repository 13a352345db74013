"""One side of an environment: what runs there, what scales it, what sends requests to it, and what it reads."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, NamedTuple, cached_property
from generator.objects import scaling, traffic
from generator.objects.config_references import references
from generator.objects.resource import RUN_ONCE
from generator.objects.rollouts import is_served, servers
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from generator.objects.config_references import Reference
    from generator.objects.resource import Container, Pod, Resource
    from generator.objects.scope import Scope

_KEDA_MOST = 100


class Workload(NamedTuple):
    """What makes pods: how many at least and at most (None for one a node), and what requests come to.

    ``servers`` are the containers that requests come to, () where none do. ``services`` select its pods.
    """

    resource: Resource
    pod: Pod
    least: int | None
    most: int | None
    scalers: tuple[Resource, ...]
    servers: tuple[Container, ...]
    services: tuple[Resource, ...]

    @property
    def is_scaled(self) -> bool:
        """Whether an autoscaler decides how many pods there are."""
        return bool(self.scalers)

    @property
    def is_served(self) -> bool:
        """Whether requests come to its pods."""
        return bool(self.servers)


class Use(NamedTuple):
    """How a workload reads a ConfigMap or a Secret: "env", "volume", or "subPath" for a file that never changes."""

    workload: Workload
    way: str
    reference: Reference


class Side:
    """The objects of one side.

    Everything about all workloads is found out at once, since the indexes that it takes are kept for one scope only.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self._services = _services(scope)
        self._workloads = {id(one.owner): self._workload(one) for one in scope.pods}

    def _workload(self, pod: Pod) -> Workload:
        scope, resource = self.scope, pod.owner
        scalers = tuple(scaling.scalers(resource, scope))
        least, most = _bounds(resource, scalers)
        served = not pod.runs_once and is_served(pod, scope)
        found = tuple(servers(pod, scope)) if served else ()
        return Workload(resource, pod, least, most, scalers, found, tuple(self._services.get(id(pod), ())))

    @property
    def workloads(self) -> list[Workload]:
        """All that makes pods, in the order of the objects."""
        return list(self._workloads.values())

    def workload(self, resource: Resource | None) -> Workload | None:
        """What an object is as a workload, None where it makes no pods."""
        return self._workloads.get(id(resource)) if resource is not None else None

    def replace(self, workload: Workload) -> None:
        """Take what is known better of a workload."""
        self._workloads[id(workload.resource)] = workload

    def scaled_by(self, scaler: Resource) -> Workload | None:
        """What an autoscaler scales, None where that is not in sight."""
        target = scaling.target(scaler)
        found = self.scope.named(target.kind, target.name, scaler) if target is not None else None
        return self.workload(found)

    def named(self, resource: Resource) -> Resource | None:
        """The object of this side that goes by the same type and name."""
        return self.scope.named(resource.type, resource.name, resource)

    @cached_property
    def uses(self) -> dict[tuple[str, str], list[Use]]:
        """Who reads ConfigMaps and Secrets, by their kind and name."""
        found: dict[tuple[str, str], list[Use]] = {}
        for workload in self.workloads:
            mounted = _mounted_as_files(workload.pod)
            for reference in references(workload.pod):
                way = _way(reference, mounted, workload.pod)
                found.setdefault((reference.kind, reference.name), []).append(Use(workload, way, reference))
        return found


def _services(scope: Scope) -> dict[int, list[Resource]]:
    """The Services that select pods, which go by identity."""
    found: dict[int, list[Resource]] = {}
    for service in scope.of("Service"):
        for pod in scope.selected(traffic.selector(service), service):
            found.setdefault(id(pod), []).append(service)
    return found


def _bounds(resource: Resource, scalers: tuple[Resource, ...]) -> tuple[int | None, int | None]:
    """How many pods an object makes at least and at most."""
    if resource.type == "DaemonSet":
        return None, None
    if scalers:
        least = min(map(scaling.least_under, scalers))
        return least, max(least, *map(most_under, scalers))
    if resource.type in RUN_ONCE:
        path = ("spec", "jobTemplate", "spec") if resource.type == "CronJob" else ("spec",)
        count = at(resource.value, *path, "parallelism")
        count = count if isinstance(count, int) else 1
        return count, count
    count = scaling.replicas(resource) if resource.type in scaling.SCALABLE else 1
    return count, count


def most_under(scaler: Resource) -> int:
    """The replicas that an autoscaler makes at most."""
    keda = scaler.type == scaling.SCALED_OBJECT
    value = scaler.spec.get("maxReplicaCount" if keda else "maxReplicas")
    return value if isinstance(value, int) else _KEDA_MOST if keda else scaling.least_under(scaler)


def _mounted_as_files(pod: Pod) -> frozenset[str]:
    """The volumes of which a container mounts a single file or folder: these never follow a change."""
    return frozenset(
        str(mount.get("name"))
        for container in pod.containers
        for mount in maps(container.value.get("volumeMounts"))
        if mount.get("subPath") or mount.get("subPathExpr")
    )


def _way(reference: Reference, mounted: frozenset[str], pod: Pod) -> str:
    if reference.path[1] != "volumes":
        return "subPath" if "volumeMounts" in reference.key_path else "env"
    volume = at(pod.spec, "volumes", reference.path[2], "name")
    return "subPath" if str(volume) in mounted else "volume"

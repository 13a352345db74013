"""What a rolling update does to the pods of a workload, and which pods are sent requests.

Source: Kubernetes documentation, "Deployments" (rolling update); pkg/controller/deployment/util (ResolveFenceposts).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, remembering
from generator.objects import budgets, scaling, traffic
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.node import Plain
    from generator.objects.resource import Container, Pod, Resource
    from generator.objects.scope import Scope

_DEFAULT_BOUND = "25%"
_SHARED = frozenset({"ReadWriteMany", "ReadOnlyMany"})
_ONE_NODE = frozenset({"ReadWriteOnce", "ReadWriteOncePod"})
_DISKS = frozenset({"awsElasticBlockStore", "azureDisk", "cinder", "fc", "gcePersistentDisk", "iscsi", "rbd"})
"""The sources of volumes that are disks, which one node at a time may write to."""


@remembering(1)
def _targets(scope: Scope) -> dict[int, set[Plain]]:
    """The ports, by name or number, at which Services of the scope send requests to pods, which go by identity."""
    found: dict[int, set[Plain]] = {}
    for service in scope.of("Service"):
        ports = maps(service.spec.get("ports"))
        targets = {port.get("targetPort") or port.get("port") for port in ports if not names_metrics(port)}
        if targets or not ports:
            for pod in scope.selected(traffic.selector(service), service):
                found.setdefault(id(pod), set()).update(targets)
    return found


def names_metrics(port: Mapping[str, Plain]) -> bool:
    """Whether a port of a Service or a container is there for metrics alone, as its name says."""
    return any("metrics" in str(port.get(key) or "") for key in ("name", "targetPort"))


def is_selected(pod: Pod, scope: Scope) -> bool:
    """Whether a Service of the scope selects a pod; one that is only there so that metrics are found does not count."""
    return id(pod) in _targets(scope)


def is_served(pod: Pod, scope: Scope) -> bool:
    """Whether requests come to a pod: a Service selects it, or, in a folder without Services, it declares ports."""
    if scope.whole or scope.has("Service"):
        return is_selected(pod, scope)
    return any(listening(container) for container in pod.running)


def listening(container: Container) -> bool:
    """Whether a container declares a port that requests come to, other than one only for metrics."""
    return any(not names_metrics(port) for port in maps(container.value.get("ports")))


def servers(pod: Pod, scope: Scope) -> list[Container]:
    """The containers that requests come to.

    Those with a port that a Service sends to; else those that declare any, sidecars left out; else the only one.
    """
    targets = _targets(scope).get(id(pod))
    found = [one for one in pod.running if targets and _declares(one, targets)]
    ordinary = [one for one in pod.running if one.role == "container"]
    return found or [one for one in ordinary if listening(one)] or (ordinary if len(ordinary) == 1 else [])


def _declares(container: Container, targets: set[Plain]) -> bool:
    ports = maps(container.value.get("ports"))
    return any(port.get("name") in targets or port.get("containerPort") in targets for port in ports)


def fewest(workload: Resource, scope: Scope) -> int:
    """The replicas that a workload has at least: its own, or what its autoscalers keep."""
    scalers = scaling.scalers(workload, scope)
    return min(map(scaling.least_under, scalers)) if scalers else scaling.replicas(workload)


def bound(value: Plain, replicas: int, *, up: bool) -> int:
    """A number or a percentage of the replicas, rounded up or down; 0 for what is neither."""
    percent = budgets.percentage(value)
    if percent is not None:
        share = percent * replicas
        return -(-share // 100) if up else share // 100
    return value if isinstance(value, int) else 0


def unavailable(workload: Resource, replicas: int) -> int:
    """The pods of a Deployment that a rolling update takes away before their successors are ready."""
    rolling = at(workload.spec, "strategy", "rollingUpdate") or {}
    surge = bound(rolling.get("maxSurge", _DEFAULT_BOUND), replicas, up=True)
    lost = bound(rolling.get("maxUnavailable", _DEFAULT_BOUND), replicas, up=False)
    return lost or (0 if surge else 1)


def has_single_mount(pod: Pod, scope: Scope) -> bool:
    """Whether the pods mount a disk that one node at a time may use, so that two of them cannot run side by side.

    Of a claim that is not in the scope nobody knows, and most are such disks.
    """
    for volume in maps(pod.spec.get("volumes")):
        name = at(volume, "persistentVolumeClaim", "claimName")
        claim = scope.named("PersistentVolumeClaim", name, pod.owner) if name else None
        if name and (claim is None or _SHARED.isdisjoint(claim.spec.get("accessModes") or ())):
            return True
        if not _DISKS.isdisjoint(volume):
            return True
    return False


def single_node_claims(workload: Resource, scope: Scope) -> Iterator[tuple[str, str]]:
    """The names and the access modes of the claims in the scope that a workload mounts and only one node may mount."""
    for volume in maps(workload.pod.spec.get("volumes") if workload.pod else None):
        name = at(volume, "persistentVolumeClaim", "claimName")
        claim = scope.named("PersistentVolumeClaim", name, workload) if name else None
        modes = claim.spec.get("accessModes") if claim else None
        if modes and _ONE_NODE.issuperset(modes):
            yield name, modes[0]

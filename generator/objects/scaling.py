"""What scales workloads: HorizontalPodAutoscalers, and the ScaledObjects of KEDA, which make them.

Source: kubernetes pkg/controller/podautoscaler; keda.sh ScaledObject specification.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, NamedTuple, remembering
from generator.objects.scope import same_namespace
from generator.objects.values import at

if TYPE_CHECKING:
    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

AUTOSCALER = "HorizontalPodAutoscaler"
SCALED_OBJECT = "ScaledObject.keda.sh"
APPS = ("Deployment", "StatefulSet", "ReplicaSet")
"""The kinds of the group apps that can be scaled; of the built-in kinds only ReplicationController can as well."""
SCALABLE = (*APPS, "ReplicationController")
TARGET: Path = ("spec", "scaleTargetRef")


class Target(NamedTuple):
    """What an autoscaler names; the API version is "" where it says none."""

    api_version: str
    kind: str
    name: str

    @property
    def group(self) -> str:
        """The API group, "" for the core group and where no version is said."""
        return self.api_version.rpartition("/")[0]


def target(scaler: Resource) -> Target | None:
    """What an autoscaler scales, with the defaults of KEDA; None where it names nothing."""
    ref: Plain = scaler.spec.get("scaleTargetRef")
    keda = scaler.type == SCALED_OBJECT
    default = Target("apps/v1", "Deployment", "") if keda else Target("", "", "")
    found = Target(*(_text(at(ref, key)) for key in ("apiVersion", "kind", "name")))
    found = Target(found.api_version or default.api_version, found.kind or default.kind, found.name)
    return found if found.kind and found.name else None


def _text(value: Plain) -> str:
    return value if isinstance(value, str) else ""


@remembering(1)
def _by_target(scope: Scope) -> dict[tuple[str, str], list[Resource]]:
    found: dict[tuple[str, str], list[Resource]] = {}
    for scaler in scope.of(AUTOSCALER, SCALED_OBJECT):
        wanted = target(scaler)
        if wanted is not None:
            found.setdefault((wanted.kind, wanted.name), []).append(scaler)
    return found


def scalers(workload: Resource, scope: Scope) -> list[Resource]:
    """The autoscalers of a workload."""
    found = _by_target(scope).get((workload.kind, workload.name), [])
    return [one for one in found if same_namespace(one, workload)]


def least_under(scaler: Resource) -> int:
    """The replicas that an autoscaler keeps at least."""
    key, default = ("minReplicaCount", 0) if scaler.type == SCALED_OBJECT else ("minReplicas", 1)
    value = scaler.spec.get(key)
    return value if isinstance(value, int) else default


def replicas(workload: Resource) -> int:
    """The replicas that a workload asks for."""
    value = workload.spec.get("replicas")
    return value if isinstance(value, int) else 1


def first_of(scaler: Resource, scope: Scope) -> Resource | None:
    """The first of the autoscalers in its namespace that have the same target, perhaps itself."""
    wanted = target(scaler)
    found = _by_target(scope).get((wanted.kind, wanted.name), []) if wanted else []
    return next((one for one in found if same_namespace(one, scaler)), None)

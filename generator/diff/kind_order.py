"""The order in which kinds are applied, so that what others need comes first.

Source: pkg/release/util/kind_sorter.go of Helm (InstallOrder); kinds that it does not name come last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.objects.resource import Resource

_KINDS = (
    "PriorityClass", "Namespace", "NetworkPolicy", "ResourceQuota", "LimitRange", "PodSecurityPolicy",
    "PodDisruptionBudget", "ServiceAccount", "Secret", "ConfigMap", "StorageClass", "PersistentVolume",
    "PersistentVolumeClaim", "CustomResourceDefinition", "ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding",
    "Service", "DaemonSet", "Pod", "ReplicationController", "ReplicaSet", "Deployment", "HorizontalPodAutoscaler",
    "StatefulSet", "Job", "CronJob", "IngressClass", "Ingress", "APIService", "MutatingWebhookConfiguration",
    "ValidatingWebhookConfiguration",
)  # fmt: skip
_RANKS = {kind: rank for rank, kind in enumerate(_KINDS)}


def applied(resource: Resource) -> tuple[int, str, str, str]:
    """What to sort objects by: their kind's rank, then kind, namespace and name."""
    return _RANKS.get(resource.type, len(_RANKS)), resource.type, resource.namespace, resource.name or str(resource)

"""The order in which objects are applied: definitions, what runs before, the objects, what runs after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from generator.handoff.target import PHASE
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterable

_ORDER = (
    "Namespace", "ResourceQuota", "LimitRange", "PriorityClass", "StorageClass", "ServiceAccount", "Secret",
    "ConfigMap", "PersistentVolume", "PersistentVolumeClaim", "ClusterRole", "ClusterRoleBinding", "Role",
    "RoleBinding", "NetworkPolicy", "Service", "PodDisruptionBudget", "DaemonSet", "Deployment", "StatefulSet",
    "HorizontalPodAutoscaler", "Job", "CronJob", "Ingress",
)  # fmt: skip
"""Kinds that others need come first, as helm installs them (pkg/releaseutil/kind_sorter.go)."""


class Phases(NamedTuple):
    """The objects of a release by the phase they belong to, each in the order in which they are applied.

    ``before`` and ``after`` are jobs with what they need; a phase's jobs run one after the other.
    """

    definitions: list[dict[str, Any]]
    before: list[dict[str, Any]]
    objects: list[dict[str, Any]]
    after: list[dict[str, Any]]


def phases(objects: Iterable[dict[str, Any]]) -> Phases:
    """Objects by their phase."""
    found = Phases([], [], [], [])
    for one in sorted(objects, key=_rank):
        phase = at(one, "metadata", "annotations", PHASE)
        if one.get("kind") == "CustomResourceDefinition":
            found.definitions.append(one)
        elif phase == "pre-deploy":
            found.before.append(one)
        elif phase == "post-deploy":
            found.after.append(one)
        else:
            found.objects.append(one)
    return found


def _rank(value: dict[str, Any]) -> int:
    """Where a kind stands; kinds that helm does not know, custom resources, come last."""
    kind = value.get("kind")
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def jobs(objects: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The jobs among some objects."""
    return [one for one in objects if one.get("kind") == "Job"]


def others(objects: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The objects that are no jobs."""
    return [one for one in objects if one.get("kind") != "Job"]

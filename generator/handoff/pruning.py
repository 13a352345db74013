"""What is there of an environment and is no longer described: found by its labels, and deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.handoff.records import STATUS, Records
from generator.handoff.target import APP, ENVIRONMENT
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.handoff.target import Target

KEPT = frozenset({"PersistentVolumeClaim", "PersistentVolume", "Namespace", "CustomResourceDefinition"})
"""What is never deleted, because data, or other people's objects, would go with it."""
_TYPES = (
    *("configmaps", "secrets", "services", "serviceaccounts", "persistentvolumeclaims"),
    *("deployments.apps", "statefulsets.apps", "daemonsets.apps", "jobs.batch", "cronjobs.batch"),
    *("horizontalpodautoscalers.autoscaling", "poddisruptionbudgets.policy"),
    *("ingresses.networking.k8s.io", "networkpolicies.networking.k8s.io"),
    *("roles.rbac.authorization.k8s.io", "rolebindings.rbac.authorization.k8s.io"),
    *("servicemonitors.monitoring.coreos.com", "externalsecrets.external-secrets.io"),
)
"""The types that fairlead makes; those of extra manifests are known from the records."""


def selector(target: Target) -> str:
    """The labels of what kubectl applied for this application in this environment, and of nothing else."""
    return f"{APP}={target.name},{ENVIRONMENT}={target.environment},!{STATUS}"


def prunable(target: Target, wanted: Sequence[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    """The objects of an environment that are not among those that are wanted, and may be deleted."""
    wanted = [one.value for one in target.manifests] if wanted is None else wanted
    types = {target.cluster.resource(one) for one in (*wanted, *_recorded(target))}
    served = {f"{one.resource}.{one.group}" if one.group else one.resource for one in target.cluster.served}
    asked = sorted((types | set(_TYPES)) & served)
    names = {_key(one) for one in wanted}
    found = target.cluster.listed(asked, selector(target))
    return [one for one in found if _key(one) not in names and one["kind"] not in KEPT and not _is_made(one)]


def _recorded(target: Target) -> Iterator[dict[str, Any]]:
    """What was applied so far."""
    records = Records(target)
    for revision in records.revisions():
        yield from records.objects(revision.number)


def _is_made(value: dict[str, Any]) -> bool:
    """Whether another object made it, whose end is its own (a job of a cron job)."""
    return bool(at(value, "metadata", "ownerReferences"))


def _key(value: dict[str, Any]) -> tuple[str, str, str]:
    group = str(value.get("apiVersion") or "").rpartition("/")[0]
    return group, str(value.get("kind")), str(at(value, "metadata", "name"))


def called(target: Target, objects: Iterable[dict[str, Any]]) -> list[str]:
    """Objects as kubectl names them: ``deployments.apps/web``."""
    return [f"{target.cluster.resource(one)}/{at(one, 'metadata', 'name')}" for one in objects]

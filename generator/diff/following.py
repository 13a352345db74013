"""References that are another one only because the object that they name got another name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.diff.model import Difference, ObjectDiff, Steps

    Names = Mapping[tuple[str, str], list[ObjectDiff]]

_KINDS = {
    "configMap": "ConfigMap", "configMapKeyRef": "ConfigMap", "configMapRef": "ConfigMap",
    "secret": "Secret", "secretKeyRef": "Secret", "secretName": "Secret", "secretRef": "Secret",
    "imagePullSecrets": "Secret", "nodePublishSecretRef": "Secret",
    "persistentVolumeClaim": "PersistentVolumeClaim", "claimName": "PersistentVolumeClaim",
    "service": "Service", "serviceName": "Service",
    "serviceAccount": "ServiceAccount", "serviceAccountName": "ServiceAccount",
    "ingressClassName": "IngressClass", "storageClassName": "StorageClass", "priorityClassName": "PriorityClass",
    "runtimeClassName": "RuntimeClass",
}  # fmt: skip
"""The kind of object that a field, or what is in it, names; other fields name an object of any kind."""
_NO_REFERENCES = frozenset({"labels", "annotations", "matchLabels", "selector", "env", "args", "command"})
_NAMING = frozenset({"name", *_KINDS})


def following(objects: Iterable[ObjectDiff]) -> list[ObjectDiff]:
    """The objects, with those differences marked that follow from a renamed one among them."""
    objects = list(objects)
    names: dict[tuple[str, str], list[ObjectDiff]] = {}
    for one in objects:
        if one.action == "renamed" and one.before is not None and one.after is not None:
            names.setdefault((one.before.name, one.after.name), []).append(one)
    return [_marked(one, names) for one in objects] if names else objects


def _marked(diff: ObjectDiff, names: Names) -> ObjectDiff:
    marked = tuple(_followed(diff, one, names) for one in diff.differences)
    return diff if marked == diff.differences else diff._replace(differences=marked)


def _followed(diff: ObjectDiff, difference: Difference, names: Names) -> Difference:
    if not isinstance(difference.before, str) or not isinstance(difference.after, str):
        return difference
    renamed = names.get((difference.before, difference.after), [])
    wanted = _named_kind(difference.path) if renamed else None
    if wanted is None:
        return difference
    for one in renamed:
        if one is not diff and wanted in ("", one.resource.kind):
            return difference._replace(follows=str(one.resource))
    return difference


def _named_kind(path: Steps) -> str | None:
    """The kind of object that a value at a path names, "" for any, None where it is no name of another object."""
    keys = [step for step in path if isinstance(step, str)]
    if not keys or keys[-1] not in _NAMING or keys[0] == "metadata" or "metadata" in keys[:-1]:
        return None
    valued = keys.index("valueFrom") if "valueFrom" in keys else len(keys)
    if not _NO_REFERENCES.isdisjoint(keys[:valued]) and "valueFrom" not in keys:
        return None
    return next((_KINDS[key] for key in reversed(keys) if key in _KINDS), "")

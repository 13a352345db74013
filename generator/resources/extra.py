"""The ways out: manifests that people bring, and patches of what was built; applied last, in all outputs alike."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.resources.canonical import canonical_json
from generator.resources.components import Object
from generator.resources.nodes import ABSENT, Setting, settings_used
from generator.resources.patch import PatchError, Reach, apply
from generator.resources.targets import known_objects, targets_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.documents.node import Plain
    from generator.resources.names import Naming
    from generator.resources.nodes import Path
    from generator.resources.settings import Settings

CLUSTER_SCOPED = frozenset(
    (
        "APIService",
        "ClusterRole",
        "ClusterRoleBinding",
        "ClusterTrustBundle",
        "ComponentStatus",
        "CSIDriver",
        "CSINode",
        "CertificateSigningRequest",
        "CustomResourceDefinition",
        "DeviceClass",
        "FlowSchema",
        "IPAddress",
        "IngressClass",
        "MutatingAdmissionPolicy",
        "MutatingAdmissionPolicyBinding",
        "MutatingWebhookConfiguration",
        "Namespace",
        "Node",
        "PersistentVolume",
        "PriorityClass",
        "PriorityLevelConfiguration",
        "ResourceSlice",
        "RuntimeClass",
        "ServiceCIDR",
        "StorageClass",
        "ValidatingAdmissionPolicy",
        "ValidatingAdmissionPolicyBinding",
        "ValidatingWebhookConfiguration",
        "VolumeAttachment",
        "VolumeAttributesClass",
    )
)
"""Kinds of Kubernetes that are in no namespace (kubectl api-resources --namespaced=false)."""


def put_extra(settings: Settings) -> None:
    """Put the manifests that people brought, with the environment's namespace where they say none."""
    extra = settings.description.get("extra") or {}
    for origin, manifest in (extra.get("manifests") or {}).items():
        settings.put(
            ("extraManifests", _slug(manifest)),
            _placed(settings, manifest),
            f"from {origin}",
            (("extra", "manifests"),),
        )
    for number, patch in enumerate(extra.get("patches") or []):
        settings.put(("extraPatches", _patch_id(patch)), True, "as written", (("extra", "patches", str(number)),))


def _slug(manifest: dict[str, Plain]) -> str:
    metadata = manifest["metadata"]
    parts = [manifest["kind"], metadata.get("namespace", ""), metadata["name"]]
    return "-".join(str(part) for part in parts if part).lower()


def _placed(settings: Settings, manifest: dict[str, Plain]) -> dict[str, Plain]:
    metadata = manifest["metadata"]
    if not settings.cluster.namespace or manifest["kind"] in CLUSTER_SCOPED or "namespace" in metadata:
        return manifest
    return {**manifest, "metadata": {**metadata, "namespace": settings.cluster.namespace}}


def _patch_id(patch: dict[str, Plain]) -> str:
    from hashlib import sha256

    return sha256(canonical_json(patch).encode()).hexdigest()[:8]


def extra_objects(naming: Naming) -> list[Object]:
    """The manifests that people brought, each as one setting."""
    return [
        Object(f"extra.{key}", naming.shape.where(("extraManifests", key), Setting(("extraManifests", key))))
        for key in naming.shape.keys(("extraManifests",))
    ]


def patched(naming: Naming, objects: list[Object], every: list[Settings]) -> list[Object]:
    """The objects with every patch applied: plainly where all environments have it, else behind a condition."""
    result = {item.id: item for item in objects if item.tree is not ABSENT}
    for settings in every:
        for number, patch in enumerate((settings.description.get("extra") or {}).get("patches") or []):
            key = ("extraPatches", _patch_id(patch))
            if settings is next(one for one in every if key[1] in one.values.get("extraPatches", {})):
                _apply(naming, result, settings, number, patch, every)
    return list(result.values())


def _apply(
    naming: Naming,
    objects: dict[str, Object],
    settings: Settings,
    number: int,
    patch: dict[str, Plain],
    every: list[Settings],
) -> None:
    source, path = ("extra", "patches", str(number)), ("extraPatches", _patch_id(patch))
    condition = None if naming.shape.always(path) else path
    having = [one.values for one in every if path[1] in one.values.get("extraPatches", {})]
    targets, others = targets_of(naming.app, objects.values(), patch["target"], having)
    if others:
        message = f"the patch fits {', '.join(others)} in some environments only: {_described(patch['target'])}"
        settings.report(source, message, "say what fits in all, or give each environment patches of its own")
    elif not targets:
        cure = "objects are: " + ", ".join(known_objects(naming.app, objects.values(), having))
        settings.report(source, f"the patch has no target: {_described(patch['target'])}", cure)
    reach = Reach(condition, having, _shared(objects.values()))
    for item in targets:
        for operation in patch["patch"]:
            try:
                tree = apply(objects[item.id].tree, operation, reach)
            except PatchError as error:
                settings.report(source, f"{operation.get('op')} {operation.get('path')}: {error}")
            else:
                objects[item.id] = Object(item.id, tree)


def _shared(objects: Iterable[Object]) -> frozenset[Path]:
    """The settings that more than one object reads."""
    counts = Counter(path for item in objects for path in settings_used(item.tree))
    return frozenset(path for path, count in counts.items() if count > 1)


def _described(target: dict[str, Plain]) -> str:
    return ", ".join(f"{key} {value}" for key, value in target.items())

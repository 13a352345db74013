"""The ways out: manifests that people bring, and patches of what was built; applied last, in all outputs alike."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.resources.canonical import canonical_json
from generator.resources.components import Object
from generator.resources.nodes import ABSENT, Release, Setting, Text, Tree, When, settings_used
from generator.resources.patch import PatchError, Reach, apply

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
    metadata = manifest.get("metadata") or {}
    parts = [
        manifest.get("kind", ""),
        metadata.get("namespace", ""),
        metadata.get("name", metadata.get("generateName", "")),
    ]
    return "-".join(str(part) for part in parts if part).lower()


def _placed(settings: Settings, manifest: dict[str, Plain]) -> dict[str, Plain]:
    metadata = manifest.get("metadata") or {}
    if not settings.cluster.namespace or manifest.get("kind") in CLUSTER_SCOPED or "namespace" in metadata:
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
    targets = [item for item in objects.values() if _matches(naming.app, item, patch["target"])]
    if not targets:
        cure = "objects are: " + ", ".join(
            sorted({f"{kind_of(item.tree)} of {item.id.split('/')[0]}" for item in objects.values()})
        )
        settings.report(source, f"the patch has no target: {_described(patch['target'])}", cure)
    condition = None if naming.shape.always(path) else path
    having = [one.values for one in every if path[1] in one.values.get("extraPatches", {})]
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


def _matches(app: str, item: Object, target: dict[str, Plain]) -> bool:
    """Whether an object is meant by a target: all that the target says must fit."""
    tree = item.tree
    while isinstance(tree, When):
        tree = tree.then
    if not isinstance(tree, dict) or not isinstance(tree["apiVersion"], str):
        return False
    group, _, version = tree["apiVersion"].rpartition("/")
    facts = {
        "kind": tree["kind"],
        "component": item.id.partition("/")[0] if "/" in item.id else "",
        "name": _plain_name(app, tree["metadata"]["name"]),
        "group": group,
        "version": version,
    }
    return all(facts[key] == value for key, value in target.items())


def _plain_name(app: str, name: Tree) -> str:
    """The name that an object has when the release is named after the app; "" for one with a checksum in it."""
    if not isinstance(name, Text) or not all(isinstance(part, str | Release) for part in name.parts):
        return ""
    return "".join(app if isinstance(part, Release) else part for part in name.parts)


def kind_of(tree: Tree) -> str:
    """The kind of an object's tree; "" for a manifest that people brought."""
    while isinstance(tree, When):
        tree = tree.then
    return str(tree["kind"]) if isinstance(tree, dict) else ""

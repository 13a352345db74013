"""A Kustomize base, valid by itself, and an overlay for each environment with only what it changes.

Changes are JSON 6902 patches: a strategic merge reorders env, joins probe handlers and merges ports by number
(reproduced with Kustomize 5), where a JSON patch does what it says. A list that changed in more than one item's fields
is replaced as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.documents.emitter import emit
from generator.render.resolve import objects
from generator.render.values import same
from generator.resources.components import file_name
from generator.resources.extra import CLUSTER_SCOPED

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.resources.model import Model
    from generator.resources.settings import Settings

_HEAD = {"apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Kustomization"}


def base_files(model: Model) -> dict[str, str]:
    """The base: the app with no environment."""
    found = {file_name(name): emit(value) for name, value in objects(model, model.base).items()}
    return {"kustomization.yaml": emit({**_HEAD, "resources": list(found)}), **found}


def overlay_files(model: Model, settings: Settings) -> dict[str, str]:
    """The overlay of one environment: what it adds, removes and changes."""
    base, wanted = objects(model, model.base), objects(model, settings)
    namespace = settings.cluster.namespace if _one_namespace(wanted, settings.cluster.namespace) else ""
    files: dict[str, str] = {}
    resources = ["../../base"]
    patches: list[dict[str, Plain]] = []
    for name in dict.fromkeys([*base, *wanted]):
        old, new = base.get(name), wanted.get(name)
        if old is not None and (new is None or identity(old) != identity(new)):
            patches.append({"patch": emit(_deletion(old))})
        if new is not None and (old is None or identity(old) != identity(new)):
            files[file_name(name)] = emit(new)
            resources.append(file_name(name))
        elif old is not None and new is not None:
            operations = changes(_without(old, namespace), _without(new, namespace))
            if operations:
                path = f"patches/{file_name(name)}"
                files[path] = emit(operations)
                patches.append({"path": path, "target": _target(new)})
    where = {"namespace": namespace} if namespace else {}
    kustomization = {**_HEAD, **where, "resources": resources, **({"patches": patches} if patches else {})}
    return {"kustomization.yaml": emit(kustomization), **files}


def identity(manifest: dict[str, Plain]) -> tuple[str, str, str]:
    """What makes two objects the same object: API version, kind and name."""
    return manifest["apiVersion"], manifest["kind"], manifest["metadata"]["name"]


def _one_namespace(manifests: dict[str, dict[str, Plain]], namespace: str) -> bool:
    """Whether Kustomize's `namespace` gives what is wanted: it overwrites the namespace of everything."""
    placed = [item for item in manifests.values() if item["kind"] not in CLUSTER_SCOPED]
    return bool(namespace) and all(item["metadata"].get("namespace") == namespace for item in placed)


def _without(manifest: dict[str, Plain], namespace: str) -> dict[str, Plain]:
    """The object without the namespace that the overlay's `namespace` puts in."""
    if not namespace:
        return manifest
    metadata = {key: value for key, value in manifest["metadata"].items() if key != "namespace"}
    return {**manifest, "metadata": metadata}


def _deletion(manifest: dict[str, Plain]) -> dict[str, Plain]:
    api_version, kind, name = identity(manifest)
    where = {key: value for key, value in manifest["metadata"].items() if key == "namespace"}
    return {"$patch": "delete", "apiVersion": api_version, "kind": kind, "metadata": {"name": name, **where}}


def _target(manifest: dict[str, Plain]) -> dict[str, str]:
    api_version, kind, name = identity(manifest)
    group, _, version = api_version.rpartition("/")
    return {**({"group": group} if group else {}), "version": version, "kind": kind, "name": name}


def changes(old: Plain, new: Plain, path: str = "") -> list[dict[str, Plain]]:
    """The JSON patch operations that turn one value into another."""
    if same(old, new):
        return []
    if isinstance(old, dict) and isinstance(new, dict):
        return _map_changes(old, new, path)
    if isinstance(old, list) and isinstance(new, list) and _aligned(old, new):
        pairs = enumerate(zip(old, new, strict=True))
        return [operation for index, (a, b) in pairs for operation in changes(a, b, f"{path}/{index}")]
    return [{"op": "replace", "path": path, "value": new}]


def _map_changes(old: dict[str, Plain], new: dict[str, Plain], path: str) -> list[dict[str, Plain]]:
    found: list[dict[str, Plain]] = [
        {"op": "remove", "path": f"{path}/{_escaped(key)}"} for key in old if key not in new
    ]
    for key, value in new.items():
        below = f"{path}/{_escaped(key)}"
        found += changes(old[key], value, below) if key in old else [{"op": "add", "path": below, "value": value}]
    return found


def _aligned(old: list[Plain], new: list[Plain]) -> bool:
    """Whether two lists hold the same things in the same places, so that an index names the same thing in both."""
    return len(old) == len(new) and all(
        isinstance(a, dict) and isinstance(b, dict) and _label(a) == _label(b) for a, b in zip(old, new, strict=True)
    )


def _label(item: dict[str, Plain]) -> Plain:
    return next((item[key] for key in ("name", "mountPath", "topologyKey", "host", "path") if key in item), None)


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")

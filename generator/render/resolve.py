"""The tree with one environment's values put in: plain objects."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from generator.resources.canonical import canonical_json
from generator.resources.nodes import ABSENT, Checksum, Optional, Release, Setting, Shared, Spread, Text, Tree, When
from generator.resources.settings import lookup
from generator.resources.shape import holds

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.resources.model import Model
    from generator.resources.nodes import Path
    from generator.resources.settings import Settings

_HELM_OWNED = "helm.sh/"
"""Labels and annotations that only helm reads; plain manifests do not carry them."""


def resolve(tree: Tree, values: dict[str, Plain], release: dict[str, str]) -> Plain:  # noqa: PLR0911 — one return a node
    """The plain value of a tree, or ABSENT; ``release`` is {"Name": …, "Service": …, "Namespace": …}."""
    match tree:
        case dict():
            return _map(tree, values, release)
        case list():
            return _list(tree, values, release)
        case Setting():
            return lookup(values, tree.path)
        case Optional():
            value = lookup(values, tree.setting.path)
            return value or ABSENT
        case When():
            return resolve(tree.then if holds(tree, values) else tree.otherwise, values, release)
        case Text():
            return "".join(str(resolve(part, values, release)) for part in tree.parts)
        case Checksum():
            return checksum(tree, values)
        case Release():
            return release[tree.field]
        case Shared():
            return resolve(tree.body, values, release)
        case _:
            return tree


def checksum(node: Checksum, values: dict[str, Plain]) -> str:
    """What ``{{ … | toJson | sha256sum }}`` gives for the settings of a checksum."""
    parts = [lookup(values, path) for path in node.paths]
    text = canonical_json(parts[0] if len(parts) == 1 else parts)
    return hashlib.sha256(text.encode()).hexdigest()[: node.length]


def _map(tree: dict[Tree, Tree], values: dict[str, Plain], release: dict[str, str]) -> Plain:
    found: dict[str, Plain] = {}
    for key, child in tree.items():
        if isinstance(key, Spread):
            found.update(lookup(values, key.path) or {})
        elif not key.startswith(_HELM_OWNED):
            value = resolve(child, values, release)
            if value is not ABSENT:
                found[key] = value
    return found if found or not tree else ABSENT


def _list(tree: list[Tree], values: dict[str, Plain], release: dict[str, str]) -> Plain:
    found = [value for value in (resolve(item, values, release) for item in tree) if value is not ABSENT]
    return found or ABSENT


def objects(model: Model, settings: Settings) -> dict[str, dict[str, Plain]]:
    """The plain objects of an environment by the id of what they were built as, in the order of the model."""
    release = {"Name": model.name, "Service": "fairlead", "Namespace": "default"}
    resolved = ((item.id, resolve(item.tree, settings.values, release)) for item in model.objects)
    return {name: value for name, value in resolved if value is not ABSENT}


def setting_behind(tree: Tree, path: Path, values: dict[str, Plain]) -> tuple[Tree, Path]:
    """The node of a tree that gives a field of its object, and the rest of the path below that node."""
    match tree:
        case When():
            return setting_behind(tree.then if holds(tree, values) else tree.otherwise, path, values)
        case Shared():
            return setting_behind(tree.body, path, values)
        case dict() if path:
            return _behind_key(tree, path, values)
        case list() if path and path[0].isdigit():
            present = [item for item in tree if resolve(item, values, _ANY) is not ABSENT]
            if int(path[0]) < len(present):
                return setting_behind(present[int(path[0])], path[1:], values)
    return tree, path


_ANY = {"Name": "", "Service": "", "Namespace": ""}


def _behind_key(tree: dict[Tree, Tree], path: Path, values: dict[str, Plain]) -> tuple[Tree, Path]:
    if path[0] in tree:
        return setting_behind(tree[path[0]], path[1:], values)
    for key in tree:
        if isinstance(key, Spread) and path[0] in (lookup(values, key.path) or {}):
            return Setting((*key.path, path[0])), path[1:]
    return tree, path

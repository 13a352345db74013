"""Which objects a patch is for.

A target says what objects are called in the plain manifests. A name or an apiVersion may be a setting, so what fits in
one environment may not fit in another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.resources.nodes import Release, Setting, Shared, Text, Tree, When
from generator.resources.settings import lookup
from generator.resources.shape import holds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.documents.node import Plain
    from generator.resources.components import Object


def targets_of(
    app: str, objects: Iterable[Object], target: dict[str, str], every: list[dict[str, Plain]]
) -> tuple[list[Object], list[str]]:
    """The objects that a target fits in every environment that has them, and the ids of those it fits in some only.

    ``every`` are the values of the environments that have the patch. All that the target says must fit. Manifests that
    people brought have no facts here, and are never meant.
    """
    everywhere, somewhere = [], []
    for item in objects:
        found = [facts for values in every if (facts := _facts(app, item, values))]
        fits = [all(facts[key] == said for key, said in target.items()) for facts in found]
        if fits and all(fits):
            everywhere.append(item)
        elif any(fits):
            somewhere.append(item.id)
    return everywhere, somewhere


def known_objects(app: str, objects: Iterable[Object], every: list[dict[str, Plain]]) -> list[str]:
    """What may be said of the objects that can be patched: "Deployment of web", "ConfigMap shop-settings"."""
    facts = [facts for item in objects for values in every if (facts := _facts(app, item, values))]
    shown = {
        f"{one['kind']} of {one['component']}" if one["component"] else f"{one['kind']} {one['name']}" for one in facts
    }
    return sorted(text.strip() for text in shown)


def _facts(app: str, item: Object, values: dict[str, Plain]) -> dict[str, str]:
    """What a target may say of an object, as it is with some values; nothing where they do not have the object."""
    tree = _taken(item.tree, values)
    if not isinstance(tree, dict):
        return {}
    group, _, version = _text(app, tree["apiVersion"], values).rpartition("/")
    return {
        "kind": _text(app, tree["kind"], values),
        "component": item.id.partition("/")[0] if "/" in item.id else "",
        "name": _text(app, tree["metadata"]["name"], values),
        "group": group,
        "version": version,
    }


def _text(app: str, tree: Tree, values: dict[str, Plain]) -> str:
    """The text of a tree when the release is named after the app; "" for one with a checksum in it."""
    match _taken(tree, values):
        case str(text):
            return text
        case Setting(path=path):
            return str(lookup(values, path) or "")
        case Release():
            return app
        case Text(parts=parts):
            texts = [_text(app, part, values) for part in parts]
            return "".join(texts) if all(texts) else ""
    return ""


def _taken(tree: Tree, values: dict[str, Plain]) -> Tree:
    """The tree behind its conditions, as the values decide them."""
    while isinstance(tree, When | Shared):
        tree = tree.body if isinstance(tree, Shared) else tree.then if holds(tree, values) else tree.otherwise
    return tree

"""Which layers an environment consists of, and what they give when laid over each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.app.findings import Finding, at
from generator.app.merge import merge
from generator.app.wording import known
from generator.documents.node import Node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.app.paths import Path


class Layer(NamedTuple):
    """One layer: its name as Nodes carry it, its normalised tree, and where the tree stands in its source.

    ``shipped`` layers come with fairlead; their ``types`` hold for the components of a type.
    """

    name: str
    tree: Node
    path: Path = ()
    shipped: bool = False


class Environment(NamedTuple):
    """An environment as written: its tree, the path of the tree in its source."""

    name: str
    layer: Layer


def chain(name: str, environments: Mapping[str, Environment]) -> tuple[list[str], Finding | None]:
    """An environment with its parents, the eldest first; and what is wrong with the last ``extends``, if anything."""
    names = [name]
    while True:
        environment = environments[names[0]]
        extends = environment.layer.tree.get("extends")
        if extends is None:
            return names, None
        parent = extends.value
        path = (*environment.layer.path, "extends")
        if parent in names:
            message = _cycle(names[: names.index(parent) + 1])
            return names, at(extends, path, message, "take extends out of one of them")
        if parent not in environments:
            return names, at(extends, path, f"there is no environment {parent}", known(parent, environments))
        names.insert(0, parent)


def _cycle(names: list[str]) -> str:
    ordered = names[::-1]
    start = ordered.index(min(ordered))
    turned = ordered[start:] + ordered[:start]
    return f"environments extend each other: {' → '.join([*turned, turned[0]])}"


def preset_of(names: Sequence[str], environments: Mapping[str, Environment]) -> Node | None:
    """The preset of an environment: its own, else that of the nearest parent which names one."""
    for name in reversed(names):
        tree = environments[name].layer.tree
        if "preset" in tree.value:
            return tree.get("preset")
    return None


def types_of(layers: Iterable[Layer]) -> dict[str, str]:
    """The type of each component that the layers together describe; "" where none is said."""
    types: dict[str, str] = {}
    for layer in layers:
        components = layer.tree.get("components")
        for name, component in components.items() if components else ():
            kind = component.get("type")
            types[name] = str(kind.value) if kind is not None else types.get(name, "")
    return types


def expanded(layer: Layer, types: Mapping[str, str]) -> Node:
    """The tree of a shipped layer with its ``types`` turned into components."""
    tree = layer.tree
    by_type = tree.get("types")
    if by_type is None:
        return tree
    value = {key: child for key, child in tree.value.items() if key != "types"}
    components = {name: by_type.value[kind] for name, kind in types.items() if kind in by_type.value}
    if components:
        value["components"] = Node(components, by_type.place, by_type.key_place, None, layer.name)
    return Node(value, tree.place, tree.key_place, None, layer.name)


def laid_over(layers: Sequence[Layer], watch: Callable[[Node, Layer], None] | None = None) -> Node:
    """All layers merged, the first at the bottom. ``watch`` is shown each layer and what lies below it."""
    types = types_of(layer for layer in layers if not layer.shipped)
    merged = expanded(layers[0], types)
    for layer in layers[1:]:
        if watch and not layer.shipped:
            watch(merged, layer)
        merged = merge(merged, expanded(layer, types))
    return merged

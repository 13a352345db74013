"""The parts of an effective tree that several checks walk over."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.app.paths import Path
    from generator.documents.node import Node


class Container(NamedTuple):
    """A container of a component: its own, or an init container or sidecar (``foreign``)."""

    path: Path
    node: Node
    foreign: bool


def children(owner: Node, *keys: str) -> list[tuple[str, Node]]:
    """The entries of the map below some keys; none where one is absent."""
    node: Node | None = owner
    for key in keys:
        node = node.get(key) if node is not None else None
    return list(node.items()) if node is not None else []


def components(tree: Node) -> list[tuple[str, Node]]:
    """The components of a tree by name."""
    return children(tree, "components")


def containers(name: str, component: Node) -> Iterator[Container]:
    """The containers of a component, its own first."""
    path = ("components", name)
    yield Container(path, component, foreign=False)
    for kind in ("initContainers", "sidecars"):
        for key, node in children(component, kind):
            yield Container((*path, kind, key), node, foreign=True)


def text_of(owner: Node, key: str) -> str:
    """The text under a key, "" where there is none."""
    node = owner.get(key)
    return node.value if node is not None and isinstance(node.value, str) else ""


def number_of(owner: Node, *keys: str) -> int | None:
    """The whole number below some keys, None where there is none."""
    node = owner.at(keys)
    return node.value if node is not None and type(node.value) is int else None


def is_false(owner: Node, key: str) -> bool:
    """Whether there is a false under a key."""
    node = owner.get(key)
    return node is not None and node.value is False


def written(node: Node) -> Node:
    """The earliest Node, of those it overrode and itself, which a person wrote: where a thing is introduced."""
    found, walked = node, node.previous
    while walked is not None:
        if walked.value is not None and not walked.layer.startswith(("defaults", "preset")):
            found = walked
        walked = walked.previous
    return found

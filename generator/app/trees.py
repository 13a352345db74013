"""Copies of trees of Nodes, and the guard against trees too deep or too large to walk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.documents.node import Node

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.errors import Place

DEEPEST = 100
"""Levels that a file may have; the deepest resource definitions have about 60, what a person writes 20."""

MOST = 200_000
"""Values that a description may have, aliases written out: some megabytes of text, or an alias bomb."""


def unusable(tree: Node) -> str:
    """Why a tree cannot be used, or "": walked level by level, so that no input can exhaust the stack."""
    level, count, depth = [tree], 0, 0
    while level:
        count += len(level)
        depth += 1
        if count > MOST:
            return f"has more than {MOST} values (aliases count where they are used)"
        if depth > DEEPEST:
            return f"is nested more than {DEEPEST} levels deep"
        level = [child for node in level for child in _children(node)]
    return ""


def _children(node: Node) -> list[Node]:
    if isinstance(node.value, dict):
        return list(node.value.values())
    return node.value if isinstance(node.value, list) else []


def copied(node: Node, layer: str, place: Place | None = None) -> Node:
    """A copy that belongs to a layer: nothing in it is shared (an alias stands for its own copy), so it may be changed.

    With a place every Node of the copy has it.
    """
    value = node.value
    if isinstance(value, dict):
        value = {key: copied(child, layer, place) for key, child in value.items()}
    elif isinstance(value, list):
        value = [copied(child, layer, place) for child in value]
    return Node(value, place or node.place, place or node.key_place, node.text, layer)


def revalued(node: Node, value: Plain) -> Node:
    """The Node with another value, of the same origin."""
    return Node(value, node.place, node.key_place, None, node.layer, node.previous)


def assign_layer(node: Node, layer: str) -> None:
    """Make a tree, of which nothing is shared, belong to a layer."""
    node.layer = layer
    for child in _children(node):
        assign_layer(child, layer)

"""A value that knows where it was written.

A document is a tree of Nodes. Merging layers of an app description gives again a tree of Nodes, in which each Node
also knows the Node it overrode; so the origin of every value is in the tree itself and needs no table beside it.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.errors import Place

Plain: TypeAlias = Any
"""A JSON value: None, bool, int, float, str, list of Plain, or dict of str to Plain."""

DEEPEST = 100
"""Maps and lists in each other: far deeper than any Kubernetes object, and shallow enough to be walked recursively."""


class Node:
    """One value of a document: a scalar, a list of Nodes or a dict of str to Node.

    ``place`` is where the value starts, ``key_place`` where its key starts (the same as ``place`` for list items and
    for the root). ``text`` is a scalar as written in the source, None for lists, maps and values that were not
    written. ``layer`` says which layer of an app description wrote it ("defaults", "preset production", "app",
    "environment prod", "--set"). ``previous`` is the Node of an earlier layer that this one overrode.
    """

    __slots__ = ("key_place", "layer", "place", "previous", "text", "value")

    def __init__(
        self,
        value: Plain,
        place: Place,
        key_place: Place | None = None,
        text: str | None = None,
        layer: str = "",
        previous: Node | None = None,
    ) -> None:
        self.value = value
        self.place = place
        self.key_place = key_place or place
        self.text = text
        self.layer = layer
        self.previous = previous

    def __repr__(self) -> str:
        return f"Node({plain(self)!r}, {self.place})"

    def get(self, key: str) -> Node | None:
        """The child under a key, or None where this is no map, has no such key, or the key was removed by null."""
        child = self.value.get(key) if isinstance(self.value, dict) else None
        return None if child is None or child.value is None else child

    def at(self, path: tuple[str, ...]) -> Node | None:
        """The Node below this one at a path of keys and list indexes, or None."""
        node: Node | None = self
        for step in path:
            if node is None:
                return None
            if isinstance(node.value, list):
                inside = step.isdigit() and int(step) < len(node.value)
                node = node.value[int(step)] if inside else None
            else:
                node = node.get(step)
        return node

    def items(self) -> Iterator[tuple[str, Node]]:
        """Keys and children of a map, without those removed by null; nothing for anything else."""
        if isinstance(self.value, dict):
            for key, child in self.value.items():
                if child.value is not None:
                    yield key, child


def plain(node: Node) -> Plain:
    """The bare value of a tree of Nodes; keys whose value is null are left out, null list items stay."""
    value = node.value
    if isinstance(value, dict):
        return {key: plain(child) for key, child in value.items() if child.value is not None}
    if isinstance(value, list):
        return [plain(child) for child in value]
    return value

"""``null`` in a description: what it removes, and a warning where that is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.app.findings import Finding, at_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.app.layers import Layer
    from generator.app.paths import Path
    from generator.documents.node import Node
    from generator.errors import Place

INHERITED = ("env", "image")
"""What a component takes over from the application, so that a null in the component may remove that."""


class Removals:
    """Every null that was met, and whether it removed something in any environment."""

    def __init__(self) -> None:
        self._idle: dict[tuple[Place, Path], Finding] = {}
        self._useful: set[tuple[Place, Path]] = set()

    def watch(self, merged: Node, layer: Layer) -> None:
        """Note the nulls of a layer that is about to be laid over what was merged so far."""
        for path, node in _nulls(layer.tree, ()):
            full = (*layer.path, *path)
            if _removes(merged, layer.tree, path):
                self._useful.add((node.key_place, full))
            else:
                message = "null removes nothing: no earlier layer sets it"
                warning = at_key(node, full, message, "remove it")._replace(severity="warning")
                self._idle[node.key_place, full] = warning

    def findings(self) -> list[Finding]:
        """A warning for each null that removed nothing, whichever the environment."""
        return [finding for key, finding in self._idle.items() if key not in self._useful]


def _nulls(node: Node, path: Path) -> Iterator[tuple[Path, Node]]:
    """The nulls of a tree that a person wrote, with their paths."""
    for key, child in node.value.items():
        if isinstance(child.value, dict):
            yield from _nulls(child, (*path, key))
        elif child.value is None and child.text is not None:
            yield (*path, key), child


def _removes(merged: Node, layer: Node, path: Path) -> bool:
    """Whether there is something at a path, or something that a component would take over."""
    if merged.at(path) is not None:
        return True
    taken = path[:1] == ("components",) and path[2:3] and path[2] in INHERITED
    return bool(taken) and (merged.at(path[2:]) is not None or layer.at(path[2:]) is not None)

"""Paths that no environment may override.

What counts is the effect: an environment may repeat what the application says, remove a whole item that a ``*`` of a
locked path stands for, and add items of its own; it may not change what the base has at a locked path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.app.findings import Finding
from generator.app.paths import Path, parse, show
from generator.documents.node import Node, plain

if TYPE_CHECKING:
    from collections.abc import Iterator


def locks(base: Node) -> Iterator[tuple[Node, Path | str]]:
    """Each lock as written, with its path, or with why it is none."""
    locked = base.get("locked")
    for entry in locked.value if locked is not None else ():
        try:
            yield entry, parse(entry.value)
        except ValueError as error:
            yield entry, str(error)


def overridden(base: Node, tree: Node) -> Iterator[Finding]:
    """A finding for each locked path at which an environment's tree is not as the base."""
    for entry, pattern in locks(base):
        if isinstance(pattern, tuple):
            for path in _places(base, pattern):
                yield from _difference(base, tree, path, entry, pattern)


def malformed(base: Node) -> Iterator[Finding]:
    """A finding for each lock that is no path."""
    for index, (entry, pattern) in enumerate(locks(base)):
        if isinstance(pattern, str):
            yield Finding(entry.place, ("locked", str(index)), pattern, "as in components.*.type")


def _places(base: Node, pattern: Path) -> list[Path]:
    """The paths that a pattern means in the base; what follows the last ``*`` need not be there."""
    found: list[tuple[Path, Node | None]] = [((), base)]
    for step in pattern:
        if step == "*":
            found = [((*path, key), child) for path, node in found if node for key, child in node.items()]
        else:
            found = [((*path, step), node.get(step) if node else None) for path, node in found]
    return [path for path, _ in found]


def _difference(base: Node, tree: Node, path: Path, entry: Node, pattern: Path) -> Iterator[Finding]:
    before, after = base.at(path), tree.at(path)
    if _same(before, after) or _item_removed(tree, path, pattern):
        return
    culprit, where = _culprit(tree, path, before)
    what = "is locked" if where == path else f"overrides {show(path)}, which is locked"
    message = f"{what} at {entry.place}"
    yield Finding(culprit.key_place, where, message, "remove it here, or the lock there", layer=culprit.layer)


def _same(before: Node | None, after: Node | None) -> bool:
    return (None if before is None else plain(before)) == (None if after is None else plain(after))


def _item_removed(tree: Node, path: Path, pattern: Path) -> bool:
    """Whether the tree lacks an item for which a ``*`` stands: an environment may do without a whole thing."""
    node: Node | None = tree
    for step, wanted in zip(path, pattern, strict=True):
        node = node.get(step) if node else None
        if node is None:
            return wanted == "*"
    return False


def _culprit(tree: Node, path: Path, before: Node | None) -> tuple[Node, Path]:
    """The Node that an override wrote: at the path or below it, else the null above it, else the nearest that is there
    (another member of the same union, say).
    """
    node = tree
    walked: Path = ()
    for step in path:
        child = node.value.get(step) if isinstance(node.value, dict) else None
        if child is None:
            return _latest(node, walked)
        node, walked = child, (*walked, step)
        if node.value is None:
            return node, walked
    return _differing(before, node, walked)


def _differing(before: Node | None, after: Node, path: Path) -> tuple[Node, Path]:
    if not isinstance(after.value, dict) or before is None or not isinstance(before.value, dict):
        return after, path
    for key, child in after.value.items():
        under = before.get(key)
        if not _same(under, child if child.value is not None else None):
            return _differing(under, child, (*path, key))
    return _latest(after, path)


def _latest(node: Node, path: Path) -> tuple[Node, Path]:
    """The child that the topmost layer wrote, else the map itself."""
    written = [(key, child) for key, child in node.items() if child.layer == node.layer]
    return (written[-1][1], (*path, written[-1][0])) if written else (node, path)

"""Lays one tree over another: maps merge by key, scalars and lists replace, null removes, unions replace as a whole.

The result is new wherever the later tree says something, and shares the rest with the earlier one; neither is changed.
What was overridden stays reachable as ``previous``; what was removed stays as a Node whose value is None.
"""

from __future__ import annotations

from generator.app.unions import REPLACING, UNION, UNIONS, Table, Union, below, given
from generator.documents.node import Node


def merge(old: Node, new: Node, table: Table | None = UNIONS) -> Node:
    """The tree of ``old`` overridden by ``new``; ``table`` holds the unions below this place."""
    if not isinstance(old.value, dict) or not isinstance(new.value, dict) or _replaced(old, new, table):
        return overriding(new, old)
    merged = dict(old.value)
    dropped = _drop(merged, new, table[UNION]) if table and UNION in table else None
    for key, child in new.value.items():
        under = merged.get(key)
        if under is None:
            merged[key] = overriding(child, dropped) if dropped and child.value is not None else child
        else:
            merged[key] = merge(under, child, below(table, key))
    return Node(merged, new.place, new.key_place, None, new.layer, old)


def overriding(new: Node, old: Node) -> Node:
    """The new Node, which remembers at the end of what it overrode the old one too."""
    previous = old if new.previous is None else overriding(new.previous, old)
    return Node(new.value, new.place, new.key_place, new.text, new.layer, previous)


def _replaced(old: Node, new: Node, table: Table | None) -> bool:
    """Whether a change of the kind of thing (a volume's type) makes all that was said about the old one void."""
    if not table or REPLACING not in table:
        return False
    before, after = old.get(table[REPLACING]), new.get(table[REPLACING])
    return before is not None and after is not None and before.value != after.value


def _drop(merged: dict[str, Node], new: Node, union: Union) -> Node | None:
    """Take the members that ``new`` does not set out of a map, and give one that was there."""
    kept = given(new, union)
    if not kept:
        return None
    dropped = None
    for member in union.members:
        if member not in kept and member in merged:
            gone = merged.pop(member)
            dropped = dropped if gone.value is None else gone
    if dropped is not None:
        for rider in union.riders:
            merged.pop(rider, None)
    return dropped

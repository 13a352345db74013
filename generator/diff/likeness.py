"""How alike two values are, for what nothing identifies: items without keys, objects with another name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.node import Plain

_PLACE = 0.3
"""What it counts that a leaf is at the same place in both, with another value."""


def leaves(value: Plain, names: tuple[str, ...] = ()) -> frozenset[tuple[str, str]]:
    """The scalars of a value, each with its place; the indexes of lists are no part of a place.

    Where one of ``names`` stands in a text it counts as no more than a name.
    """
    return frozenset(_leaves(value, "", names))


def _leaves(value: Plain, place: str, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, child in value.items():
            if child is not None:
                yield from _leaves(child, f"{place}.{key}", names)
        if not value:
            yield place, "{}"
    elif isinstance(value, list):
        for child in value:
            yield from _leaves(child, f"{place}[]", names)
        if not value:
            yield place, "[]"
    else:
        text = repr(value)
        for name in names:
            text = text.replace(name, "*")
        yield place, text


def overlap(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> float:
    """The part of the leaves that both have: 0 for none, 1 for all."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 1.0


def likeness(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> float:
    """From 0 (nothing in common) to 1 (the same leaves at the same places); 1 for two that have no leaves."""
    total = len(one) + len(other)
    if not total:
        return 1.0
    same = len(one & other)
    if 2 * same == total:
        return 1.0
    places, others = {place for place, _ in one - other}, {place for place, _ in other - one}
    return (2 * same + _PLACE * 2 * len(places & others)) / total

"""Which items of a list on one side belong to which on the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.diff.likeness import leaves, likeness
from generator.diff.lists import MEANT
from generator.diff.model import ABSENT, Item
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from generator.diff.field import Field
    from generator.diff.model import Step
    from generator.documents.node import Plain

    Values = list[Plain]
    Same = Callable[[Plain, Plain, Field], bool]

_ALIKE = 0.25
"""How alike two items without keys must be to be the same one, changed."""
_MOST = 2500
"""Pairs of items beyond which those without keys are no longer held against each other."""


class Match(NamedTuple):
    """An item of a list: the step to it, and its index on either side, None where it is not there."""

    step: Step
    before: int | None
    after: int | None


def matches(before: Values, after: Values, field: Field, same: Same) -> list[Match] | None:
    """The items of both sides in the order of the after side; items that are gone stand behind what they stood behind.

    None where the list is to be compared as a whole. ``same`` says whether two values are no difference.
    """
    everything = [*before, *after]
    if all(isinstance(item, dict) for item in everything):
        for keys in field.rule.keys:
            old, new = _by_keys(before, keys, field.items), _by_keys(after, keys, field.items)
            if old is not None and new is not None:
                return _joined(old, new, lambda key, keys=keys: Item(tuple(zip(keys, key, strict=True))))
        return _by_likeness(before, after, field, same)
    if field.rule.is_meant is MEANT or any(isinstance(item, dict | list) or item is None for item in everything):
        return None
    old, new = _by_value(before), _by_value(after)
    return None if old is None or new is None else _joined(old, new, lambda key: Item((("", key[1]),)))


def _by_keys(items: Values, keys: tuple[str, ...], field: Field) -> dict[Hashable, int] | None:
    """The items' indexes by the values of their keys; None where one has none, or two have the same."""
    found: dict[Hashable, int] = {}
    for index, item in enumerate(items):
        found[tuple(_key(item, key, field) for key in keys)] = index
    whole = len(found) == len(items) and not any(ABSENT in key for key in found)  # type: ignore[operator]
    return found if whole else None


def _key(item: dict[str, Plain], key: str, field: Field) -> Plain:
    value = at(item, *key.split("."))
    if value is None:
        value = field.default(item, key)
    if value is ABSENT and key in field.shape.empties and key != "name":
        return ""
    return ABSENT if isinstance(value, dict | list) else value


def _by_value(items: Values) -> dict[Hashable, int] | None:
    found: dict[Hashable, int] = {(item.__class__, item): index for index, item in enumerate(items)}
    return found if len(found) == len(items) else None


def _joined(old: dict[Hashable, int], new: dict[Hashable, int], step: Callable[..., Step]) -> list[Match]:
    pairs = [(old.get(key), index) for key, index in new.items()]
    after = {index: key for key, index in new.items()}
    gone = {index: key for key, index in old.items() if key not in new}
    return [
        Match(step(after[other] if other is not None else gone[one or 0]), one, other)
        for one, other in _in_order(pairs, sorted(gone))
    ]


def _in_order(pairs: Sequence[tuple[int | None, int]], gone: list[int]) -> Iterator[tuple[int | None, int | None]]:
    """The pairs with the items that are gone put in behind the item that they followed."""
    behind: dict[int, list[int]] = {}
    absent = set(gone)
    for index in gone:
        previous = index - 1
        while previous in absent:
            previous -= 1
        behind.setdefault(previous, []).append(index)
    yield from ((index, None) for index in behind.get(-1, ()))
    for one, other in pairs:
        yield one, other
        if one is not None:
            yield from ((index, None) for index in behind.get(one, ()))


def _by_likeness(before: Values, after: Values, field: Field, same: Same) -> list[Match]:
    """Items without keys: those that are the same, then the most alike; in their order where that means something."""
    in_order = field.rule.is_meant is MEANT
    found = (_at_the_ends if in_order else _anywhere)(before, after, field.items, same)
    taken = set(found.values())
    old = [index for index in range(len(before)) if index not in found]
    new = [index for index in range(len(after)) if index not in taken]
    if len(old) * len(new) > _MOST:
        found.update(zip(old, new, strict=False))
    elif old and new:
        scores = _scores([before[index] for index in old], [after[index] for index in new], field.items, same)
        pairs = (_aligned if in_order else _paired)(scores)
        found.update((old[one], new[other]) for one, other in pairs.items())
    back = {other: one for one, other in found.items()}
    return [
        Match(other if other is not None else one or 0, one, other)
        for one, other in _in_order(
            [(back.get(index), index) for index in range(len(after))],
            [index for index in range(len(before)) if index not in found],
        )
    ]


def _at_the_ends(before: Values, after: Values, field: Field, same: Same) -> dict[int, int]:
    """The items at the beginning and the end of a list that stayed as they are."""
    shortest = min(len(before), len(after))
    first = 0
    while first < shortest and same(before[first], after[first], field):
        first += 1
    last = 0
    while last < shortest - first and same(before[-1 - last], after[-1 - last], field):
        last += 1
    found = {index: index for index in range(first)}
    found.update((len(before) - 1 - index, len(after) - 1 - index) for index in range(last))
    return found


def _anywhere(before: Values, after: Values, field: Field, same: Same) -> dict[int, int]:
    """The items that are the same on both sides, wherever they stand."""
    places: dict[object, list[int]] = {}
    for index, item in enumerate(after):
        places.setdefault(leaves(item), []).append(index)
    found = {}
    for index, item in enumerate(before):
        candidates = places.get(leaves(item), [])
        other = next((other for other in candidates if same(item, after[other], field)), None)
        if other is not None:
            candidates.remove(other)
            found[index] = other
    return found


def _scores(before: Values, after: Values, field: Field, same: Same) -> list[list[float]]:
    """How alike each item is to each other one, 0 where they are too different to be the same."""
    others = [leaves(item) for item in after]
    found = []
    for item in before:
        mine = leaves(item)
        scores = [2.0 if same(item, one, field) else likeness(mine, others[index]) for index, one in enumerate(after)]
        found.append([score if score > _ALIKE else 0.0 for score in scores])
    return found


def _paired(scores: list[list[float]]) -> dict[int, int]:
    """The best pairs first, whatever their order; of equal ones those that stand nearest to each other."""
    ranked = sorted(
        (-score, abs(one - other), one, other) for one, row in enumerate(scores) for other, score in enumerate(row)
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for score, _, one, other in ranked:
        if score and one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return found


def _aligned(scores: list[list[float]]) -> dict[int, int]:
    """The pairs of the greatest sum that keep their order."""
    width = len(scores[0]) if scores else 0
    best = [[0.0] * (width + 1) for _ in range(len(scores) + 1)]
    for one in range(len(scores) - 1, -1, -1):
        for other in range(width - 1, -1, -1):
            together = scores[one][other] + best[one + 1][other + 1] if scores[one][other] else 0.0
            best[one][other] = max(together, best[one + 1][other], best[one][other + 1])
    found: dict[int, int] = {}
    one = other = 0
    while one < len(scores) and other < width:
        if scores[one][other] and best[one][other] == scores[one][other] + best[one + 1][other + 1]:
            found[one] = other
            one, other = one + 1, other + 1
        elif best[one][other] == best[one + 1][other]:
            one += 1
        else:
            other += 1
    return found


def moved(found: list[Match]) -> tuple[list[Match], list[Match]] | None:
    """The items that both sides have as each side orders them, None where that is the same order."""
    both = [match for match in found if match.before is not None and match.after is not None]
    old = sorted(both, key=lambda match: match.before or 0)
    return None if old == both else (old, both)

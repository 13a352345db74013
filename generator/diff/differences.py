"""The differences of two objects: what Kubernetes would see as another value, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diff.items import Match, matches, moved
from generator.diff.model import ABSENT, Difference, Item
from generator.diff.secret_data import Entry, entries, fields_of_entries
from generator.objects.quantities import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.diff.field import Field
    from generator.diff.model import Side, Steps
    from generator.documents.manifest import Path
    from generator.documents.node import Plain

_NUMBERS = (int, float)


def differences(before: dict[str, Plain], after: dict[str, Plain], field: Field) -> tuple[Difference, ...]:
    """What differs between two objects, in the order of the after side's fields."""
    if repr(before) == repr(after):  # unlike ==, tells true from 1
        return ()
    walk = Walk()
    walk.maps(before, after, field, Spot((), (), ()))
    return tuple(walk.found)


def same(before: Side, after: Side, field: Field) -> bool:
    """Whether two values at a place are no difference."""
    walk = Walk()
    walk.values(before, after, field, Spot((), (), ()))
    return not walk.found


def merged(before: Iterable[str], after: Iterable[str]) -> Iterator[str]:
    """The keys of both sides in the order of the after side; those that are gone behind what they stood behind."""
    new = list(after)
    known = set(new)
    behind: dict[str | None, list[str]] = {}
    last: str | None = None
    for key in before:
        if key in known:
            last = key
        else:
            behind.setdefault(last, []).append(key)
    if not behind:
        yield from new
        return
    yield from behind.get(None, ())
    for key in new:
        yield key
        yield from behind.get(key, ())


class Spot:
    """A place on both sides: the steps for people, the path on either side, and before that of what it is in."""

    __slots__ = ("after", "before", "inside", "steps")

    def __init__(self, steps: Steps, before: Path, after: Path, inside: Path = ()) -> None:
        self.steps = steps
        self.before = before
        self.after = after
        self.inside = inside

    def under(self, key: str) -> Spot:
        """The place under a key of a map."""
        return Spot((*self.steps, key), (*self.before, key), (*self.after, key), self.before)

    def at(self, match: Match) -> Spot:
        """The place of an item; the path of a side that lacks it is the list's."""
        before = self.before if match.before is None else (*self.before, match.before)
        after = self.after if match.after is None else (*self.after, match.after)
        return Spot((*self.steps, match.step), before, after, self.before)


class Walk:
    """Goes through two values side by side; ``found`` are the differences."""

    def __init__(self) -> None:
        self.found: list[Difference] = []

    def values(self, before: Side, after: Side, field: Field, spot: Spot) -> None:
        """Compare two values of whatever type, of which either may be ABSENT."""
        kind = before.__class__
        if kind is after.__class__:
            if kind is dict:
                self.maps(before, after, field, spot)
                return
            if kind is list:
                self.lists(before, after, field, spot)
                return
            if before == after:
                return
        elif kind in _NUMBERS and after.__class__ in _NUMBERS and before == after:
            return
        if not (field.is_quantity and _is_same_amount(before, after)):
            self._add(before, after, spot)

    def maps(self, before: dict[str, Plain], after: dict[str, Plain], field: Field, spot: Spot) -> None:
        """Compare two maps, with what Kubernetes fills in where one lacks a key."""
        ignored = field.shape.ignored
        data = fields_of_entries(before, after) if field.type == "Secret" and not spot.steps else ()
        for key in after if before.keys() == after.keys() else merged(before, after):
            if key in ignored or key in data:
                continue
            old, new = before.get(key), after.get(key)
            if old.__class__ is str and new.__class__ is str and old == new:
                continue
            old, new = field.value(before, key), field.value(after, key)
            if old is ABSENT or new is ABSENT:
                if old is not new:
                    lacking = before if old is ABSENT else after
                    self._one_sided(old, new, field.default(lacking, key), field.child(key), spot.under(key))
            else:
                self.values(old, new, field.child(key), spot.under(key))
        if data:
            self._secrets(entries(before, data, field), entries(after, data, field))

    def _one_sided(self, before: Side, after: Side, default: Side, field: Field, spot: Spot) -> None:
        """What only one side says: no difference where Kubernetes fills in the same, or nobody looks at it."""
        if default is ABSENT and field.shape.ignored:
            default = {}
        if default is not ABSENT and same(default, after if before is ABSENT else before, field):
            return
        default = ABSENT if default in ({}, []) else default
        self._add(field.visible(before), field.visible(after), spot, default)

    def lists(self, before: list[Plain], after: list[Plain], field: Field, spot: Spot) -> None:
        """Compare two lists: item by item, or as a whole where nothing tells the items apart."""
        found = matches(before, after, field, same)
        if found is None:
            if len(before) != len(after) or not all(map(same, before, after, [field.items] * len(after))):
                self._add(before, after, spot)
            return
        for match in found:
            old = ABSENT if match.before is None else before[match.before]
            new = ABSENT if match.after is None else after[match.after]
            if old is ABSENT or new is ABSENT:
                self._add(old, new, spot.at(match))
            else:
                self.values(old, new, field.items, spot.at(match))
        self._order(before, after, found, field, spot)

    def _order(self, before: list[Plain], after: list[Plain], found: list[Match], field: Field, spot: Spot) -> None:
        """Note that items changed places, where that is a difference."""
        orders = moved(found)
        if orders is None:
            return
        old, new = orders
        index = {id(match): number for number, match in enumerate(new)}
        is_meant = field.rule.is_meant(
            [before[match.before or 0] for match in old],
            [after[match.after or 0] for match in new],
            [index[id(match)] for match in old],
        )
        if is_meant or field.hashed:
            sides = [tuple(item_of(match) for match in side) for side in orders]
            order = Difference(spot.steps, sides[0], sides[1], spot.before, spot.after)
            self.found.append(order._replace(order="meant" if is_meant else "hashed"))

    def _secrets(self, old: dict[str, Entry], new: dict[str, Entry]) -> None:
        """Compare the entries of Secrets, whichever field they are in."""
        nothing = Entry(ABSENT, ())
        for key in merged(old, new):
            one, other = old.get(key, nothing), new.get(key, nothing)
            if one.value.__class__ is not other.value.__class__ or one.value != other.value:
                steps = other.path or one.path
                paths = one.path or None, other.path or None
                into = other.path[:1] if one is nothing else None
                self.found.append(Difference(steps, one.value, other.value, *paths, into=into))

    def _add(self, before: Side, after: Side, spot: Spot, default: Side = ABSENT) -> None:
        self.found.append(
            Difference(
                spot.steps,
                before,
                after,
                None if before is ABSENT else spot.before,
                None if after is ABSENT else spot.after,
                default,
                into=spot.inside if before is ABSENT else None,
            )
        )


def item_of(match: Match) -> Item:
    """The item of a match as a difference of order names it; one without keys by its index."""
    return match.step if isinstance(match.step, Item) else Item((("", match.step),))


def _is_same_amount(before: Side, after: Side) -> bool:
    """Whether two quantities are the same amount."""
    amount = None if before is ABSENT else parse(before)
    return amount is not None and amount == parse(after)

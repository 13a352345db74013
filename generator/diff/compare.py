"""Compares the objects of each environment on two sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diff.differences import differences
from generator.diff.field import Fields
from generator.diff.following import following
from generator.diff.kind_order import applied
from generator.diff.matching import matching
from generator.diff.model import Diff, Difference, EnvironmentDiff, ObjectDiff
from generator.diff.renames import renamed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def compare(
    before: Mapping[str, Scope | None],
    after: Mapping[str, Scope | None],
    names: tuple[str, str],
    *,
    across: bool = False,
) -> Diff:
    """What differs between two sides, without effects; ``names`` are the sides': ("HEAD", "working tree").

    Both sides are scopes by the name of the environment. One that is missing on a side, or None there, is new or gone,
    and its objects are all created or deleted. Environments are in the order of the after side, those that are gone
    behind. ``across`` says that the sides are different environments (staging, prod): then objects of one kind and name
    are the same object in whatever namespace, and a namespace is a difference like any other.

    An object is diffed as it was written (``resource.manifest.value``), so what is ill-typed counts too.
    """
    environments = dict.fromkeys((*after, *before))
    found = (_environment(name, before.get(name), after.get(name), across=across) for name in environments)
    return Diff(*names, tuple(found))


def _environment(name: str, before: Scope | None, after: Scope | None, *, across: bool) -> EnvironmentDiff:
    old = before.resources if before is not None else []
    new = after.resources if after is not None else []
    fields = Fields(before, after)
    found = matching(old, new, across=across)
    moved = renamed(found.gone, found.new, across=across) if before is not None and after is not None else []
    taken = {id(one) for pair in moved for one in pair}
    objects = [*_changed(found.both, fields)]
    objects += [ObjectDiff("renamed", one, other, _renaming(one, other, fields)) for one, other in moved]
    objects += [ObjectDiff("deleted", one, None, ()) for one in found.gone if id(one) not in taken]
    objects += [ObjectDiff("created", None, one, ()) for one in found.new if id(one) not in taken]
    objects.sort(key=lambda one: applied(one.resource))
    return EnvironmentDiff(name, before, after, tuple(following(objects)))


def _changed(pairs: list[tuple[Resource, Resource]], fields: Fields) -> Iterator[ObjectDiff]:
    for before, after in pairs:
        found = differences(before.manifest.value, after.manifest.value, fields.of(before, after))
        if found:
            yield ObjectDiff("changed", before, after, found)


def _renaming(before: Resource, after: Resource, fields: Fields) -> tuple[Difference, ...]:
    """The differences of a renamed object, those of its name first."""
    found = differences(before.manifest.value, after.manifest.value, fields.of(before, after))
    identity = (("metadata", "name"), ("metadata", "namespace"))
    return tuple(sorted(found, key=lambda one: one.path not in identity))

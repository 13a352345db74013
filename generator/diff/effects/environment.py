"""The effects of all changes in an environment."""

from __future__ import annotations

from generator.diff.effect import KINDS
from generator.diff.effects import (
    capacity,
    config,
    data,
    downtime,
    endpoints,
    in_place,
    pods,
    policies,
    recreates,
    refused,
    routes,
    services,
    totals,
)
from generator.diff.effects.change import Surroundings
from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.diff.effect import Effect
    from generator.diff.effects.change import Change
    from generator.diff.model import EnvironmentDiff

    Finder = Callable[[Change], Iterator[Effect]]

_FINDERS: tuple[Finder, ...] = (
    data.effects,
    downtime.effects,
    recreates.effects,
    pods.effects,
    config.effects,
    services.effects,
    routes.effects,
    policies.effects,
    endpoints.effects,
    capacity.effects,
)
_RANKS = {kind: rank for rank, kind in enumerate(KINDS)}


def effects_of(diff: EnvironmentDiff, minor: int) -> EnvironmentDiff:
    """A diff with the effects of each change, as Kubernetes 1.``minor`` makes them; every object has at least one.

    An environment that is gone deletes nothing, so its objects have none.
    """
    around = Surroundings(diff, minor)
    if diff.after is None:
        return diff._replace(effects=tuple(totals.effects(around)))
    objects = tuple(change.diff._replace(effects=tuple(_effects(change))) for change in around.changes)
    return diff._replace(objects=objects, effects=tuple(totals.effects(around)))


def _effects(change: Change) -> list[Effect]:
    """The effects of a change, the gravest first; of one that is refused, nothing else happens."""
    found = list(refused.effects(change))
    if change.is_refused:
        return found + list(data.effects(change))
    for finder in _FINDERS:
        found += finder(change)
    return sorted(found or in_place.effects(change), key=lambda one: _RANKS[one.kind])

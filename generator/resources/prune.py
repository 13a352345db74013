"""Values hold what the templates read, and nothing else.

Every setting that no template reads is left out, and every map that a condition looks into is there, if only empty, so
that a template never asks an absent map for a key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.resources.nodes import readings
from generator.resources.settings import lookup

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.resources.components import Object
    from generator.resources.nodes import Path

_WHOLE: Final[dict[str, Plain]] = {}

TEST_IMAGE: Final = ("testImage",)
"""The one setting that only `helm test` reads, which no tree holds."""


def finish_values(objects: list[Object], every: list[dict[str, Plain]]) -> list[dict[str, Plain]]:
    """The values of every environment, cut down to what the objects read, with the maps that they look into."""
    used = dict.fromkeys(reading for item in objects for reading in readings(item.tree))
    wanted: dict[str, Plain] = {TEST_IMAGE[0]: _WHOLE}
    for reading in sorted(used, key=lambda reading: (reading.condition, len(reading.path))):
        # What is only asked for its presence shows it by what is read of it, where anything is.
        if not (reading.condition and lookup(wanted, reading.path)):
            _want(wanted, reading.path)
    finished = [_cut(values, wanted) for values in every]
    for values in finished:
        for reading in used:
            if all(lookup(values, guard) for guard in reading.guards):
                above = reading.path[:-1]
                _fill(values, above[:1] if reading.condition else above)
    return finished


def _want(wanted: dict[str, Plain], path: Path) -> None:
    target = wanted
    for step in path[:-1]:
        if target.get(step) is _WHOLE:
            return
        target = target.setdefault(step, {})
    target[path[-1]] = _WHOLE


def _cut(values: dict[str, Plain], wanted: dict[str, Plain]) -> dict[str, Plain]:
    """The part of the values that is wanted, in the order of the values."""
    found = {}
    for key, value in values.items():
        if key in wanted and value is not None:
            found[key] = _cut(value, wanted[key]) if wanted[key] is not _WHOLE and isinstance(value, dict) else value
    return found


def _fill(values: dict[str, Plain], path: Path) -> None:
    """Make the maps along a path; a condition asks only for its first, which a template cannot do without."""
    target = values
    for step in path:
        target = target.setdefault(step, {})
        if not isinstance(target, dict):
            return

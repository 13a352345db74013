"""Paths into objects with items by their keys: what begins with what, what a difference touches, how they are shown."""

from __future__ import annotations

from generator.diff.model import ABSENT, Item
from generator.documents.manifest import shown as shown_keys
from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.diff.model import Difference, Side, Step, Steps

ANY = "*"
"""Stands for any item of a list in a pattern."""


def starts_with(path: Steps, pattern: tuple[str, ...]) -> bool:
    """Whether a path is that of a pattern or below it; ``*`` is any item."""
    return len(path) >= len(pattern) and meets(path, pattern)


def meets(path: Steps, pattern: tuple[str, ...]) -> bool:
    """Whether a path is at, below or above what a pattern names."""
    for step, wanted in zip(path, pattern, strict=False):
        if wanted != ANY if not isinstance(step, str) else step != wanted:
            return False
    return True


def preferred(differences: Iterable[Difference]) -> Difference | None:
    """The first difference that the after side has something of, else the first one, None where there is none."""
    found = list(differences)
    return next((one for one in found if one.after_path is not None), found[0] if found else None)


def leaves(difference: Difference) -> Iterator[tuple[Steps, Side, Side]]:
    """The paths of what differs, with the values before and after: of a map that only one side has each field."""
    yield from _below(difference.path, difference.before, difference.after)


def _below(path: Steps, before: Side, after: Side) -> Iterator[tuple[Steps, Side, Side]]:
    if not any(isinstance(side, dict) and side for side in (before, after)):
        yield path, before, after
        return
    old, new = (side if isinstance(side, dict) else {} for side in (before, after))
    for key in dict.fromkeys((*old, *new)):
        values = (old.get(key, ABSENT), new.get(key, ABSENT))
        if values[0] != values[1]:
            yield from _below((*path, key), *values)


def shown(path: Steps) -> str:
    """A path as people write it: ``spec.template.spec.containers[name=web].image``."""
    text, keys = "", list[str | int]()
    for step in path:
        if isinstance(step, Item):
            text, keys = _joined(text, keys) + str(step), []
        else:
            keys.append(step)
    return _joined(text, keys)


def _joined(text: str, keys: list[str | int]) -> str:
    below = shown_keys(tuple(keys))
    return f"{text}.{below}" if text and below and not below.startswith("[") else text + below


def step_name(step: Step) -> str:
    """What a step says on its own: a key, or the name of an item."""
    return str(step.keys[0][1]) if isinstance(step, Item) else str(step)

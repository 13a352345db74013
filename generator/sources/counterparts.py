"""The same place in two values of which one was made from the other; items of lists are told apart by their names."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.documents.manifest import Path
    from generator.documents.node import Plain

_KEYS = ("name", "containerPort", "mountPath", "devicePath", "port", "ip", "topologyKey", "key", "type")
"""What tells the items of a list apart, as in the lists of Kubernetes that are merged by a key."""


def existing(value: Plain, path: Path) -> Path:
    """The path, or as much of it as leads to a value."""
    for index, step in enumerate(path):
        if isinstance(step, str):
            inside = isinstance(value, dict) and step in value
        else:
            inside = isinstance(value, list) and 0 <= step < len(value)
        if not inside:
            return path[:index]
        value = value[step]
    return path


def value_at(value: Plain, path: Path) -> Plain:
    """The value at a path that exists."""
    for step in path:
        value = value[step]
    return value


def counterpart(ours: Plain, theirs: Plain, path: Path) -> tuple[Path, bool]:
    """The path in ``theirs`` of what is at a path that exists in ``ours``, as far as it goes, and whether all of it."""
    found: list[str | int] = []
    for step in path:
        other = _step(ours, theirs, step)
        if other is None:
            return tuple(found), False
        found.append(other)
        ours, theirs = ours[step], theirs[other]
    return tuple(found), True


def alike(one: Plain, other: Plain) -> bool:
    """Whether two values are the same, or are both maps, or both lists, of which one may have been added to."""
    if isinstance(one, dict | list):
        return type(one) is type(other)
    return type(one) is type(other) and bool(one == other)


def _step(ours: Plain, theirs: Plain, step: str | int) -> str | int | None:
    if isinstance(step, str):
        return step if isinstance(theirs, dict) and step in theirs else None
    return _index(ours[step], theirs, step) if isinstance(theirs, list) else None


def _index(item: Plain, theirs: list[Plain], index: int) -> int | None:
    """The index of the item that is, or was before it was changed, an item."""
    if not isinstance(item, dict):
        return theirs.index(item) if item in theirs else None
    for key in _KEYS:
        if key in item:
            same = (at for at, other in enumerate(theirs) if isinstance(other, dict) and other.get(key) == item[key])
            return next(same, None)
    if item in theirs:
        return theirs.index(item)
    return index if index < len(theirs) and isinstance(theirs[index], dict) else None

"""Values hold what the templates read, and nothing else.

Every setting that no template reads is left out, and every map that a condition looks into is there, if only empty, so
that a template never asks an absent map for a key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.resources.nodes import ABSENT, Checksum, Optional, Path, Setting, Shared, Spread, Text, Tree, When
from generator.resources.settings import lookup

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.resources.components import Object

_WHOLE: Final[dict[str, Plain]] = {}


def finish_values(objects: list[Object], every: list[dict[str, Plain]]) -> list[dict[str, Plain]]:
    """The values of every environment, cut down to what the objects read, with the maps that they look into."""
    used: dict[tuple[Path, Path], None] = {}
    for item in objects:
        _collect(item.tree, (), used)
    wanted: dict[str, Plain] = {}
    for path in sorted({path for path, _ in used}, key=len):
        _want(wanted, path)
    finished = [_cut(values, wanted) for values in every]
    for values in finished:
        for path, guard in used:
            _fill(values, path, guard)
    return finished


def _collect(tree: Tree, guard: Path, used: dict[tuple[Path, Path], None]) -> None:
    """Note every setting that is read, with the longest path known to be there at that point."""
    match tree:
        case dict():
            for key, child in tree.items():
                _collect(key, guard, used)
                _collect(child, guard, used)
        case list():
            for child in tree:
                _collect(child, guard, used)
        case Setting() | Spread():
            _note(tree.path, guard, used)
        case Optional():
            _note(tree.setting.path, guard, used)
        case When():
            _collect_condition(tree, guard, used)
        case Text():
            for part in tree.parts:
                _collect(part, guard, used)
        case Checksum():
            for path in tree.paths:
                _note(path, guard, used)
        case Shared():
            _collect(tree.body, guard, used)


def _collect_condition(tree: When, guard: Path, used: dict[tuple[Path, Path], None]) -> None:
    for path in tree.paths:
        _note(path, guard, used)
    inside = tree.paths[0] if len(tree.paths) == 1 and len(tree.paths[0]) > len(guard) else guard
    if tree.then is not ABSENT:
        _collect(tree.then, inside, used)
    _collect(tree.otherwise, guard, used)


def _note(path: Path, guard: Path, used: dict[tuple[Path, Path], None]) -> None:
    used[path, guard] = None


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


def _fill(values: dict[str, Plain], path: Path, guard: Path) -> None:
    if guard and not lookup(values, guard):
        return
    target = values
    for step in path[:-1]:
        target = target.setdefault(step, {})
        if not isinstance(target, dict):
            return

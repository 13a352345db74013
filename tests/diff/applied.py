"""What comes of an object when the differences to another one are carried out on it."""

from __future__ import annotations

from base64 import b64encode
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from generator.diff.model import ABSENT
from generator.diff.secret_data import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.diff.model import Difference
    from generator.documents.manifest import Path

_GONE = object()


def applied(value: dict[str, Any], differences: Iterable[Difference]) -> dict[str, Any]:
    """A copy of an object with all differences carried out; the indexes in their paths are the object's own."""
    changed = deepcopy(value)
    found = list(differences)
    of_data = [one for one in found if value.get("kind") == "Secret" and one.path[0] in FIELDS and len(one.path) > 1]
    for one in of_data:
        _set_entry(changed, one)
    rest = [one for one in found if one not in of_data]
    for one in rest:
        if not one.order and one.before_path is not None:
            _set(changed, one.before_path, one.after)
        elif not one.order and not isinstance(_at(changed, one.into or ()), list):
            _at(changed, one.into or ())[(one.after_path or ())[-1]] = deepcopy(one.after)
    _arrange(changed, rest)
    return changed


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def _set(value: Any, path: Path, new: Any) -> None:
    inside = _at(value, path[:-1])
    if new is not ABSENT:
        inside[path[-1]] = deepcopy(new)
    elif isinstance(inside, dict):
        del inside[path[-1]]
    else:
        inside[path[-1]] = _GONE


def _set_entry(value: dict[str, Any], one: Difference) -> None:
    if one.before_path is not None:
        del value[str(one.before_path[0])][one.before_path[1]]
    if one.after_path is not None:
        text = one.after
        if one.after_path[0] == "data" and isinstance(text, str):
            text = b64encode(text.encode()).decode()
        field = str(one.after_path[0])
        if not isinstance(value.get(field), dict):
            value[field] = {}
        value[field][one.after_path[1]] = text


def _arrange(value: dict[str, Any], found: list[Difference]) -> None:
    """Take out what is gone from the lists, put their items in order and put the new ones in: inner lists first."""
    lists: dict[Path, list[Difference]] = {}
    for one in found:
        if one.order:
            lists.setdefault(one.before_path or (), []).append(one)
        elif one.before_path is None and isinstance(_at(value, one.into or ()), list):
            lists.setdefault(one.into or (), []).append(one)
        elif one.after is ABSENT and one.before_path and isinstance(one.before_path[-1], int):
            lists.setdefault(one.before_path[:-1], []).append(one)
    for path in sorted(lists, key=len, reverse=True):
        items = _at(value, path)
        kept = [item for item in items if item is not _GONE]
        for one in lists[path]:
            if one.order:
                places = {item: index for index, item in enumerate(one.before)}
                kept = [kept[places[item]] for item in one.after]
        for one in sorted(lists[path], key=lambda one: one.after_path or ()):
            if not one.order and one.before_path is None:
                kept.insert(int((one.after_path or (0,))[-1]), deepcopy(one.after))
        items[:] = kept

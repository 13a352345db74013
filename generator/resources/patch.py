"""JSON patches (RFC 6902: add, replace, remove) of a tree with settings in it.

A patch that only some environments have is put behind a condition. A path that leads into a setting changes the values
of the environments that have the patch.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from generator.resources.nodes import ABSENT, Optional, Path, Setting, Shared, Spread, Tree, When
from generator.resources.shape import holds

if TYPE_CHECKING:
    from generator.documents.node import Plain


_IDENTITY = ("/apiVersion", "/kind", "/metadata", "/metadata/name")
"""What tells objects apart, and what that is in."""


class PatchError(Exception):
    """An operation does not fit the object; the message says why."""


class Reach(NamedTuple):
    """Which environments a patch is for: their ``values``, the ``condition`` that tells them, or None for all.

    ``shared`` are the settings that several objects read, which a patch of one object must not change.
    """

    condition: Path | None
    values: list[dict[str, Plain]]
    shared: frozenset[Path]


def apply(tree: Tree, operation: dict[str, Plain], reach: Reach) -> Tree:
    """The tree after one operation {op, path, value}.

    Raises PatchError where the path leads nowhere or the operation is not supported.
    """
    if operation.get("op") not in ("add", "replace", "remove"):
        raise PatchError("only add, replace and remove are supported")
    pointer = str(operation.get("path", ""))
    if not pointer.startswith("/"):
        raise PatchError("a path starts with /")
    if pointer in _IDENTITY and (operation["op"] == "remove" or not isinstance(operation.get("value"), str)):
        raise PatchError("an object keeps its apiVersion, kind and name, as text")
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer[1:].split("/")]
    return _at(tree, steps, _Change(operation["op"], operation.get("value"), *reach))


class _Change(NamedTuple):
    """One operation; ``having`` are the values of the environments that have the patch and the part at hand."""

    op: str
    value: Plain
    condition: Path | None
    having: list[dict[str, Plain]]
    shared: frozenset[Path]

    def instead(self, old: Tree) -> Tree:
        """What stands where ``old`` (or nothing) stood."""
        if self.op != "remove" and _holds_empty_list(self.value):
            raise PatchError("an empty list is left out of all outputs: use remove")
        new = ABSENT if self.op == "remove" else self.value
        return new if self.condition is None else When(self.condition, new, old)


def _holds_empty_list(value: Plain) -> bool:
    """Whether a list without items is in a value; in a tree that is a part that is not there."""
    below = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else ()
    return value == [] or any(_holds_empty_list(child) for child in below)


def _at(tree: Tree, steps: list[str], change: _Change) -> Tree:
    match tree:
        case When():
            return _in_condition(tree, steps, change)
        case Shared():
            return _at(tree.body, steps, change)
        case Setting() | Optional():
            setting = tree.setting if isinstance(tree, Optional) else tree
            if setting.path in change.shared:
                raise PatchError(
                    f"{'.'.join(setting.path)} belongs to other objects as well: change it where it is said"
                )
            for values in change.having:
                _in_values(values, (*setting.path, *steps), change)
            return tree
        case dict():
            return _in_map(tree, steps, change)
        case list():
            return _in_list(tree, steps, change)
    raise PatchError(f"there is nothing at {steps[0]}")


def _in_condition(tree: When, steps: list[str], change: _Change) -> Tree:
    """Each branch changed for the environments that take it; one that the path does not fit stays if the other does."""
    branches, fits, failure = [], False, PatchError(f"there is nothing at {steps[0]}")
    for branch, taken in ((tree.then, True), (tree.otherwise, False)):
        having = [values for values in change.having if holds(tree, values) is taken]
        branches.append(branch)
        if having and branch is not ABSENT:
            try:
                branches[-1] = _at(branch, steps, change._replace(having=having))
                fits = True
            except PatchError as error:
                failure = error
    if not fits:
        raise failure
    return When(tree.paths[0], branches[0], branches[1], tree.paths[1:], given=tree.given, deep=tree.deep)


def _in_map(tree: dict[Tree, Tree], steps: list[str], change: _Change) -> Tree:
    key, rest = steps[0], steps[1:]
    old = tree.get(key, ABSENT)
    if old is ABSENT:
        for spread in [name for name in tree if isinstance(name, Spread)]:
            if any(_has(values, (*spread.path, key)) for values in change.having):
                return _at(Setting(spread.path), steps, change) and tree
        if rest or change.op != "add":
            raise PatchError(f"there is no {key}")
    return {**tree, key: _at(old, rest, change) if rest else change.instead(old)}


def _in_list(tree: list[Tree], steps: list[str], change: _Change) -> Tree:
    key, rest = steps[0], steps[1:]
    items = [item for item in tree if item is not ABSENT]
    if key == "-" and change.op == "add" and not rest:
        return [*items, change.instead(ABSENT)]
    if not key.isdigit() or int(key) >= len(items) + (change.op == "add" and not rest):
        raise PatchError(f"there is no list item {key}")
    index = int(key)
    if any(isinstance(item, When) for item in items[: index + bool(rest)]):
        raise PatchError(f"item {key} is not the same in all environments")
    if rest:
        return [*items[:index], _at(items[index], rest, change), *items[index + 1 :]]
    if change.op == "add":
        return [*items[:index], change.instead(ABSENT), *items[index:]]
    return [*items[:index], change.instead(items[index]), *items[index + 1 :]]


def _has(values: Plain, path: Path) -> bool:
    for step in path:
        if not isinstance(values, dict) or step not in values:
            return False
        values = values[step]
    return True


def _in_values(values: dict[str, Plain], path: Path, change: _Change) -> None:
    target: Plain = values
    for step in path[:-1]:
        target = _step(target, step)
    key = path[-1]
    if isinstance(target, list):
        _change_item(target, key, change)
    elif not isinstance(target, dict) or (key not in target and change.op != "add"):
        raise PatchError(f"there is no {key}")
    elif change.op == "remove":
        del target[key]
    else:
        target[key] = deepcopy(change.value)


def _step(target: Plain, step: str) -> Plain:
    if isinstance(target, dict) and step in target:
        return target[step]
    if isinstance(target, list) and step.isdigit() and int(step) < len(target):
        return target[int(step)]
    raise PatchError(f"there is no {step}")


def _change_item(target: list[Plain], key: str, change: _Change) -> None:
    if key == "-" and change.op == "add":
        target.append(deepcopy(change.value))
    elif not key.isdigit() or int(key) >= len(target) + (change.op == "add"):
        raise PatchError(f"there is no list item {key}")
    elif change.op == "remove":
        del target[int(key)]
    elif change.op == "add":
        target.insert(int(key), deepcopy(change.value))
    else:
        target[int(key)] = deepcopy(change.value)

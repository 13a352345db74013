from __future__ import annotations

import copy
from typing import Any

import pytest

from generator.render.resolve import resolve
from generator.resources.nodes import ABSENT, Optional, Setting, Shared, Spread, Text, When
from generator.resources.patch import PatchError, Reach, apply

CONDITION = ("extraPatches", "one")
HAVING: dict[str, Any] = {"extraPatches": {"one": True}}


def operation(op: str, path: str, value: Any = None) -> dict[str, Any]:
    return {"op": op, "path": path, **({} if op == "remove" else {"value": value})}


def patched(tree: Any, patch: dict[str, Any], values: Any = None, condition: Any = None) -> Any:
    """The plain object of a tree that was patched, where the patch is in force."""
    values = copy.deepcopy(values or {})
    return resolve(
        apply(tree, patch, Reach(condition, [values], frozenset())), values, {"Name": "shop", "Service": "fairlead"}
    )


OBJECT = {"a": {"b": 1, "c": 2}, "list": ["x", "y", "z"], "m/n": 1, "o~p": 1, "items": [{"k": 1}, {"k": 2}]}


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        (operation("add", "/new", 5), {**OBJECT, "new": 5}),
        (operation("add", "/a", 5), {**OBJECT, "a": 5}),
        (operation("add", "/a/d", {"e": [1]}), {**OBJECT, "a": {"b": 1, "c": 2, "d": {"e": [1]}}}),
        (operation("add", "/a/d", None), {**OBJECT, "a": {"b": 1, "c": 2, "d": None}}),
        (operation("replace", "/a/b", 0), {**OBJECT, "a": {"b": 0, "c": 2}}),
        (operation("remove", "/a/b"), {**OBJECT, "a": {"c": 2}}),
        (operation("replace", "/m~1n", 2), {**OBJECT, "m/n": 2}),
        (operation("replace", "/o~0p", 2), {**OBJECT, "o~p": 2}),
        (operation("add", "/list/-", "w"), {**OBJECT, "list": ["x", "y", "z", "w"]}),
        (operation("add", "/list/0", "w"), {**OBJECT, "list": ["w", "x", "y", "z"]}),
        (operation("add", "/list/3", "w"), {**OBJECT, "list": ["x", "y", "z", "w"]}),
        (operation("replace", "/list/1", "w"), {**OBJECT, "list": ["x", "w", "z"]}),
        (operation("remove", "/list/2"), {**OBJECT, "list": ["x", "y"]}),
        (operation("replace", "/items/1/k", 3), {**OBJECT, "items": [{"k": 1}, {"k": 3}]}),
    ],
    ids=lambda value: f"{value['op']} {value['path']}" if isinstance(value, dict) and "op" in value else "",
)
def test_plain_tree(patch: dict[str, Any], expected: Any) -> None:
    assert patched(OBJECT, patch) == expected


@pytest.mark.parametrize(
    ("op", "path"),
    [
        ("replace", "/nothing"),
        ("remove", "/nothing"),
        ("add", "/nothing/below"),
        ("add", "/a/b/c"),
        ("replace", "/list/3"),
        ("remove", "/list/3"),
        ("add", "/list/4"),
        ("remove", "/list/-"),
        ("add", "/list/x"),
        ("add", "/list/-1"),
        ("replace", "/list/-/k"),
        ("replace", "/items/2/k"),
        ("add", "no-slash"),
        ("add", ""),
        ("test", "/a"),
        ("move", "/a"),
        ("copy", "/a"),
    ],
)
def test_refused(op: str, path: str) -> None:
    with pytest.raises(PatchError):
        apply(OBJECT, operation(op, path, 1), Reach(None, [], frozenset()))


def test_the_tree_that_was_given_is_not_changed() -> None:
    before = copy.deepcopy(OBJECT)
    apply(OBJECT, operation("add", "/list/-", 1), Reach(None, [], frozenset()))
    assert before == OBJECT


@pytest.mark.parametrize("patch", [operation("add", "/n", 5), operation("replace", "/a", 5), operation("remove", "/a")])
def test_conditional_patch_is_in_force_only_where_it_is(patch: dict[str, Any]) -> None:
    tree = {"a": 1, "b": 2}
    found = apply(tree, patch, Reach(CONDITION, [HAVING], frozenset()))
    assert (resolve(found, {}, {}), resolve(found, HAVING, {})) == (tree, patched(tree, patch))


@pytest.mark.parametrize(
    "patch",
    [operation("add", "/-", 5), operation("add", "/0", 5), operation("replace", "/1", 5), operation("remove", "/0")],
)
def test_conditional_patch_of_a_list(patch: dict[str, Any]) -> None:
    tree = ["a", "b"]
    found = apply(tree, patch, Reach(CONDITION, [HAVING], frozenset()))
    assert (resolve(found, {}, {}), resolve(found, HAVING, {})) == (tree, patched(tree, patch))


VALUES: dict[str, Any] = {"web": {"map": {"a": 1, "l": [1, 2]}, "flag": True}}


@pytest.mark.parametrize(
    ("node", "patch", "expected"),
    [
        (Setting(("web", "map")), operation("add", "/k/b", 2), {"a": 1, "l": [1, 2], "b": 2}),
        (Setting(("web", "map")), operation("replace", "/k/a", 2), {"a": 2, "l": [1, 2]}),
        (Setting(("web", "map")), operation("remove", "/k/a"), {"l": [1, 2]}),
        (Setting(("web", "map")), operation("add", "/k/l/-", 3), {"a": 1, "l": [1, 2, 3]}),
        (Setting(("web", "map")), operation("add", "/k/l/0", 3), {"a": 1, "l": [3, 1, 2]}),
        (Setting(("web", "map")), operation("replace", "/k/l/1", 3), {"a": 1, "l": [1, 3]}),
        (Setting(("web", "map")), operation("remove", "/k/l/0"), {"a": 1, "l": [2]}),
        (Setting(("web", "map")), operation("replace", "/k", 3), 3),
        (Optional(("web", "map")), operation("replace", "/k/a", 2), {"a": 2, "l": [1, 2]}),
        (Shared("name", {"x": 1}), operation("add", "/k/y", 2), {"x": 1, "y": 2}),
        (When(("web", "flag"), {"x": 1}), operation("add", "/k/y", 2), {"x": 1, "y": 2}),
        (When(("web", "none"), {"z": 1}, {"x": 1}), operation("add", "/k/y", 2), {"x": 1, "y": 2}),
        ({Spread(("web", "map")): None}, operation("replace", "/k/a", 2), {"a": 2, "l": [1, 2]}),
        ({Spread(("web", "map")): None}, operation("remove", "/k/a"), {"l": [1, 2]}),
        ({Spread(("web", "map")): None}, operation("add", "/k/a", 2), {"a": 2, "l": [1, 2]}),
        ({Spread(("web", "map")): None}, operation("add", "/k/b", 2), {"a": 1, "l": [1, 2], "b": 2}),
        ({Spread(("web", "map")): None}, operation("add", "/k/l/-", 3), {"a": 1, "l": [1, 2, 3]}),
        (Text("a", "b"), operation("replace", "/k", "c"), "c"),
    ],
)
def test_through_nodes(node: Any, patch: dict[str, Any], expected: Any) -> None:
    assert patched({"k": node}, patch, VALUES)["k"] == expected


@pytest.mark.parametrize("path", ["/k/none/x", "/k/l/5", "/k/a/x"])
def test_refused_inside_a_setting(path: str) -> None:
    with pytest.raises(PatchError):
        patched({"k": Setting(("web", "map"))}, operation("add", path, 1), VALUES)


def test_a_setting_is_patched_where_the_patch_is_and_nowhere_else() -> None:
    having, other = copy.deepcopy(VALUES), copy.deepcopy(VALUES)
    apply({"k": Setting(("web", "map"))}, operation("replace", "/k/a", 2), Reach(CONDITION, [having], frozenset()))
    assert (having["web"]["map"]["a"], other["web"]["map"]["a"]) == (2, 1)


def test_each_environment_gets_its_own_copy_of_the_value() -> None:
    first, second = copy.deepcopy(VALUES), copy.deepcopy(VALUES)
    apply(
        {"k": Setting(("web", "map"))}, operation("add", "/k/new", {"x": []}), Reach(None, [first, second], frozenset())
    )
    first["web"]["map"]["new"]["x"].append(1)
    assert second["web"]["map"]["new"] == {"x": []}


def test_an_index_behind_conditional_items_is_refused() -> None:
    tree = {"k": [When(("a",), "x"), "y"]}
    with pytest.raises(PatchError, match="not the same in all environments"):
        apply(tree, operation("replace", "/k/1", "z"), Reach(None, [{}], frozenset()))


def test_appending_behind_conditional_items() -> None:
    tree = {"k": [When(("a",), "x"), "y"]}
    assert patched(tree, operation("add", "/k/-", "z")) == {"k": ["y", "z"]}


def test_items_that_no_environment_has_do_not_count() -> None:
    assert patched({"k": [ABSENT, "y"]}, operation("replace", "/k/0", "z")) == {"k": ["z"]}


def test_a_branch_that_does_not_fit_does_not_refuse_the_other() -> None:
    tree = {"k": When(("web", "flag"), {"x": 1}, {"y": 1})}
    assert patched(tree, operation("replace", "/k/x", 2), VALUES) == {"k": {"x": 2}}


def test_a_setting_that_other_objects_read_is_not_patched() -> None:
    reach = Reach(None, [copy.deepcopy(VALUES)], frozenset({("web", "map")}))
    with pytest.raises(PatchError, match="belongs to other objects as well"):
        apply({"k": Setting(("web", "map"))}, operation("replace", "/k/a", 2), reach)


def test_a_setting_that_other_objects_read_is_replaced_here() -> None:
    reach = Reach(None, [copy.deepcopy(VALUES)], frozenset({("web", "map")}))
    assert apply({"k": Setting(("web", "map"))}, operation("replace", "/k", 2), reach) == {"k": 2}


@pytest.mark.parametrize(("given", "expected"), [({"map": {"a": 1}}, {"a": 1, "b": 2}), ({}, {"c": 3})])
def test_a_branch_is_changed_for_those_who_take_it(given: dict[str, Any], expected: dict[str, Any]) -> None:
    tree = {"x": When(("map",), Setting(("map",)), {"c": 3})}
    every: list[dict[str, Any]] = [{"map": {"a": 1}}, {}]
    changed = apply(tree, operation("add", "/x/b", 2), Reach(CONDITION, every[:1], frozenset()))
    values = every[0] if given else every[1]
    assert resolve(changed, values, {"Name": "shop"})["x"] == expected


def test_a_branch_that_nobody_takes_is_nothing() -> None:
    tree = {"x": When(("map",), {"a": 1})}
    with pytest.raises(PatchError, match="there is nothing at b"):
        apply(tree, operation("add", "/x/b", 2), Reach(None, [{}], frozenset()))


@pytest.mark.parametrize("value", [[], {"a": []}, [{"a": [1, []]}]])
def test_an_empty_list_is_not_dropped_without_a_word(value: Any) -> None:
    with pytest.raises(PatchError, match="an empty list is left out"):
        patched(OBJECT, operation("add", "/new", value))


def test_an_empty_list_of_a_setting_stays() -> None:
    values: dict[str, Any] = {"map": {"a": [1]}}
    apply({"x": Setting(("map",))}, operation("add", "/x/a", []), Reach(None, [values], frozenset()))
    assert values == {"map": {"a": []}}

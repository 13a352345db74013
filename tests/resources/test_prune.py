from __future__ import annotations

from typing import Any

import pytest

from generator.resources.components import Object
from generator.resources.nodes import (
    ABSENT,
    NUMBER,
    Checksum,
    Optional,
    Release,
    Setting,
    Shared,
    Spread,
    Text,
    When,
)
from generator.resources.prune import finish_values
from generator.resources.settings import lookup


def finished(tree: Any, *every: dict[str, Any]) -> list[dict[str, Any]]:
    return finish_values([Object("x/y", tree)], list(every))


@pytest.mark.parametrize(
    "tree",
    [
        {"k": Setting(("web", "x"))},
        {"k": Optional(("web", "x"))},
        {Spread(("web", "x")): None},
        [When(("web", "x"), "there")],
        [When(("web", "x"), ABSENT, "not there")],
        {"k": Text("a", Setting(("web", "x")))},
        {"k": Checksum((("web", "x"),))},
        {"k": Shared("name", {"l": Setting(("web", "x"))})},
        {"k": When(("a",), When(("b",), Setting(("web", "x"))), "else")},
    ],
)
def test_what_is_read_is_kept_and_nothing_else(tree: Any) -> None:
    assert finished(tree, {"web": {"x": 1, "y": 2}, "other": 3})[0]["web"] == {"x": 1}


def test_what_no_template_reads_is_left_out() -> None:
    assert finished({"k": Release()}, {"web": {"x": 1}}) == [{}]


def test_null_is_left_out() -> None:
    assert finished({"k": Optional(("x",))}, {"x": None}) == [{}]


@pytest.mark.parametrize("value", [0, False, "", {}, []])
def test_empty_values_are_kept(value: Any) -> None:
    assert finished({"k": Setting(("x",))}, {"x": value}) == [{"x": value}]


def test_a_setting_is_kept_with_all_that_is_below_it() -> None:
    values = {"web": {"x": {"a": {"b": [1]}}}}
    assert finished({"k": Setting(("web", "x")), "l": Setting(("web", "x", "a", "b"))}, values) == [values]


def test_the_order_of_the_values_is_kept() -> None:
    found = finished({"k": Setting(("a",)), "l": Setting(("b",))}, {"b": 1, "a": 2})
    assert list(found[0]) == ["b", "a"]


@pytest.mark.parametrize(
    "tree",
    [{"k": Optional(("web", "a", "b"))}, {"k": Setting(("web", "a", "b"))}, {"k": Checksum((("web", "a", "b"),))}],
)
def test_maps_that_a_setting_is_in_are_made(tree: Any) -> None:
    assert finished(tree, {}) == [{"web": {"a": {}}}]


def test_only_the_component_that_a_condition_asks_is_made() -> None:
    assert finished([When(("web", "a", "b"), "x", deep=True)], {}) == [{"web": {}}]


def test_a_map_behind_a_condition_that_does_not_hold_is_not_made() -> None:
    tree = [When(("web",), Setting(("web", "ports", "http")))]
    assert finished(tree, {}, {"web": {"ports": {"http": 1}}})[0] == {}


def test_a_map_behind_a_condition_that_holds_is_made() -> None:
    tree = [When(("web",), {"k": Optional(("web", "a", "b"))})]
    assert finished(tree, {"web": {"x": 1, "a": {}}})[0] == {"web": {"a": {}}}


def test_a_condition_on_an_inner_map_is_not_made_true() -> None:
    """What is made for one condition must not make another one hold."""
    tree = {
        "containers": [When(("web", "inits", "wait"), {"image": Setting(("web", "inits", "wait", "image"))})],
        "volumes": [When(("web", "mounts", "data"), "x", also=(("web", "inits", "wait", "mounts", "data"),))],
    }
    having = {"web": {"inits": {"wait": {"image": "a", "mounts": {"data": True}}}, "mounts": {}}}
    found = finished(tree, {"web": {"mounts": {}}}, having)[0]
    assert not lookup(found, ("web", "inits", "wait"))


def test_values_that_were_given_are_not_changed() -> None:
    given = {"web": {"x": 1, "y": 2}}
    finished({"k": Setting(("web", "x"), NUMBER), "l": When(("a", "b"), "x")}, given)
    assert given == {"web": {"x": 1, "y": 2}}

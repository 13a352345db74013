from __future__ import annotations

from typing import Any

import pytest

from generator.resources.nodes import ABSENT, FLAG, NUMBER, TEXT, TREE, Setting, When
from generator.resources.shape import Shape

NOTHING: list[Any] = [None, False, "", {}, []]
SOMETHING: list[Any] = [True, 0, 1, 0.0, "0", "false", {"a": None}, [0]]


def shape(*values: Any) -> Shape:
    """A shape of which each environment has one value at ("x",)."""
    return Shape([{"x": value} for value in values])


def kind_of(tree: Any) -> str:
    """ "always", "sometimes" (with or without asking for given) or "never"."""
    if tree is ABSENT:
        return "never"
    if isinstance(tree, When):
        return "given" if tree.given else "sometimes"
    return "always"


@pytest.mark.parametrize("value", SOMETHING)
def test_there(value: Any) -> None:
    assert shape(None, value).somewhere(("x",))


@pytest.mark.parametrize("value", NOTHING)
def test_not_there(value: Any) -> None:
    assert not shape(value, value).somewhere(("x",))


@pytest.mark.parametrize("value", NOTHING)
def test_not_always_there(value: Any) -> None:
    assert not shape(value, 1).always(("x",))


def test_always_asks_only_who_has_what_it_is_within() -> None:
    values: list[dict[str, Any]] = [{"web": {"x": 1}}, {"web": {}}, {}]
    assert Shape(values).always(("web", "x"), ("web",))


def test_keys_of_all_environments_in_the_order_written() -> None:
    values: list[dict[str, Any]] = [{"web": {"b": 1, "a": 1}}, {}, {"web": {"c": 1, "a": 2}}, {"web": "text"}]
    assert Shape(values).keys(("web",)) == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1, 2], "always"),
        ([0, 0], "always"),
        ([1, None], "sometimes"),
        ([{"a": 1}, {}], "sometimes"),
        ([True, False], "sometimes"),
        ([None, None], "never"),
        ([False, {}], "never"),
    ],
)
def test_where(values: list[Any], kind: str) -> None:
    assert kind_of(shape(*values).where(("x",), "tree")) == kind


@pytest.mark.parametrize(
    ("values", "setting", "kind"),
    [
        ([1, 2], NUMBER, "always"),
        ([0, 0], NUMBER, "always"),
        ([0, None], NUMBER, "given"),
        ([None, None], NUMBER, "never"),
        ([False, False], FLAG, "always"),
        ([False, None], FLAG, "given"),
        (["a", ""], TEXT, "sometimes"),
        (["", ""], TEXT, "never"),
        ([{"a": 1}, {}], TREE, "sometimes"),
        ([{}, {}], TREE, "never"),
        ([[1], [2]], TREE, "always"),
    ],
)
def test_setting(values: list[Any], setting: str, kind: str) -> None:
    assert kind_of(shape(*values).setting(("x",), setting)) == kind


def test_setting_is_always_there_where_every_parent_has_it() -> None:
    found = Shape([{"web": {"x": 1}}, {}]).setting(("web", "x"), NUMBER)
    assert isinstance(found, Setting)


def test_one_of_none() -> None:
    assert shape(1).one_of([(("a",), "A"), (("b",), "B")], ()) is ABSENT


def test_one_of_one_that_all_have() -> None:
    assert Shape([{"a": 1}, {"a": 2}]).one_of([(("a",), "A"), (("b",), "B")], ()) == "A"


def test_one_of_two_of_which_each_environment_has_one() -> None:
    found = Shape([{"a": 1}, {"b": 2}]).one_of([(("a",), "A"), (("b",), "B")], ())
    assert (found.paths, found.then, found.otherwise) == ((("a",),), "A", "B")


def test_one_of_two_of_which_an_environment_has_none() -> None:
    found = Shape([{"a": 1}, {"b": 2}, {"c": 3}]).one_of([(("a",), "A"), (("b",), "B")], ())
    assert (found.otherwise.paths, found.otherwise.then, found.otherwise.otherwise) == ((("b",),), "B", ABSENT)


def test_one_of_asks_only_who_has_what_it_is_within() -> None:
    values: list[dict[str, Any]] = [{"web": {"a": 1}}, {}]
    assert Shape(values).one_of([(("web", "a"), "A")], ("web",)) == "A"

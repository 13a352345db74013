from __future__ import annotations

import hashlib
from typing import Any

import pytest

from generator.render.resolve import resolve, setting_behind
from generator.resources.nodes import ABSENT, NUMBER, Checksum, Optional, Release, Setting, Shared, Spread, Text, When
from generator.resources.shape import holds

RELEASE = {"Name": "shop", "Service": "fairlead", "Namespace": "default"}
VALUES: dict[str, Any] = {
    "a": 1,
    "zero": 0,
    "no": False,
    "none": None,
    "map": {"k": "v", "l": [1]},
    "empty": {},
    "text": "",
}


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (Setting(("a",)), 1),
        (Setting(("map", "k")), "v"),
        (Optional(("map",)), {"k": "v", "l": [1]}),
        (Optional(("empty",)), ABSENT),
        (Optional(("nowhere", "below")), ABSENT),
        (When(("a",), "x"), "x"),
        (When(("zero",), "x"), ABSENT),
        (When(("no",), "x", "y"), "y"),
        (When(("zero",), "x", also=(("a",),)), "x"),
        (When(("zero",), "x", given=True), "x"),
        (When(("no",), "x", given=True), "x"),
        (When(("none",), "x", given=True), ABSENT),
        (Text("a", Setting(("a",)), Release()), "a1shop"),
        (Release("Service"), "fairlead"),
        (Shared("name", {"k": 1}), {"k": 1}),
        ({"k": {"l": Optional(("empty",))}}, ABSENT),
        ({"k": ABSENT, "l": 0}, {"l": 0}),
        ({}, {}),
        ([], ABSENT),
        ([ABSENT, Optional(("empty",))], ABSENT),
        ([ABSENT, 0, None, ""], [0, None, ""]),
        ({Spread(("map",)): None, "x": 1}, {"k": "v", "l": [1], "x": 1}),
        ({Spread(("empty",)): None, Spread(("nowhere",)): None}, ABSENT),
        ({"helm.sh/hook": "x", "a": 1}, {"a": 1}),
        ({"annotations": {"helm.sh/hook": "x"}, "a": 1}, {"a": 1}),
        (None, None),
    ],
)
def test_resolve(tree: Any, expected: Any) -> None:
    assert resolve(tree, VALUES, RELEASE) == expected


@pytest.mark.parametrize("value", [None, False, 0, 0.0, "", {}, []])
def test_what_a_template_takes_for_false(value: Any) -> None:
    assert not holds(When(("x",), 1), {"x": value})


@pytest.mark.parametrize("value", [True, 1, -1, "false", "0", {"a": None}, [None]])
def test_what_a_template_takes_for_true(value: Any) -> None:
    assert holds(When(("x",), 1), {"x": value})


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (Checksum((("map",),)), digest('{"k":"v","l":[1]}')),
        (Checksum((("map",),), length=8), digest('{"k":"v","l":[1]}')[:8]),
        (Checksum((("a",), ("nowhere",))), digest("[1,null]")),
    ],
)
def test_checksum(node: Checksum, expected: str) -> None:
    assert resolve(node, VALUES, RELEASE) == expected


REPLICAS = Setting(("a",), NUMBER)
TREE = {
    "spec": {
        "replicas": REPLICAS,
        "list": [When(("zero",), {"x": 1}), {"y": REPLICAS}],
        "map": Setting(("map",)),
        "shared": Shared("name", {"z": REPLICAS}),
        "choice": When(("zero",), 1, REPLICAS),
        "spread": {Spread(("map",)): None, "own": 1},
    }
}


@pytest.mark.parametrize(
    ("path", "setting", "rest"),
    [
        (("spec", "replicas"), ("a",), ()),
        (("spec", "list", "0", "y"), ("a",), ()),
        (("spec", "map", "l", "0"), ("map",), ("l", "0")),
        (("spec", "shared", "z"), ("a",), ()),
        (("spec", "choice"), ("a",), ()),
        (("spec", "spread", "k"), ("map", "k"), ()),
        (("spec", "spread", "l", "0"), ("map", "l"), ("0",)),
    ],
)
def test_setting_behind(path: tuple[str, ...], setting: tuple[str, ...], rest: tuple[str, ...]) -> None:
    node, left = setting_behind(TREE, path, VALUES)
    assert (node.path, left) == (setting, rest)


def test_nothing_is_behind_what_is_fixed() -> None:
    assert setting_behind(TREE, ("spec", "spread", "own"), VALUES) == (1, ())

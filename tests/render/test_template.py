"""The judge of templates is helm itself: what it renders is what ``resolve`` gives."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from generator.render.resolve import resolve
from generator.render.template import Template, helpers
from generator.resources.nodes import (
    ABSENT,
    NUMBER,
    TEXT,
    Checksum,
    Optional,
    Release,
    Setting,
    Shared,
    Spread,
    Text,
    When,
)
from tests.outputs import differences
from tests.render import trees
from tests.render.charts import made

PROFILE = settings.get_profile(settings.get_current_profile_name())
RELEASE = {"Name": "shop", "Service": "Helm", "Namespace": "default"}


def templates(found: list[Any]) -> dict[str, str]:
    """Template files of trees, and the definitions that they share."""
    template = Template()
    texts = {f"{number:03}.yaml": template.text({"number": number, **tree}) for number, tree in enumerate(found)}
    return {**texts, "_helpers.tpl": helpers("made", template.shared)}


def by_helm(helm: str, found: list[Any], values: Any) -> list[Any]:
    return sorted(made(helm, templates(found), values), key=lambda item: int(item["number"]))


def here(found: list[Any], values: Any) -> list[Any]:
    return [resolve({"number": number, **tree}, values, RELEASE) for number, tree in enumerate(found)]


@settings(suppress_health_check=[*PROFILE.suppress_health_check, HealthCheck.function_scoped_fixture])
@given(st.lists(trees.documents(), min_size=1, max_size=6), trees.values())
def test_helm_renders_what_the_tree_resolves_to(helm3: str, found: list[Any], values: dict[str, Any]) -> None:
    for name, text in templates(found).items():
        note(f"--- {name}\n{text}")
    assert differences(by_helm(helm3, found, values), here(found, values)) == []


VALUES: dict[str, Any] = {
    "web": {
        "text": "1.20",
        "number": 1000000,
        "flag": False,
        "zero": 0,
        "empty": {},
        "map": {"k": "v", "n": 1000000},
        "list": [1, {"a": "yes"}],
        "hard": list(trees.HARD),
    },
    "my-api": {
        "A.B": {"c": "odd"},
        "none": None,
        "flags": {"off": False, "null": None},
        "a": {"b-c": {"d": {"e": "deep"}}},
    },
}

ONE = Shared("one", {"a": 1, "b": Optional(("web", "empty")), Spread(("web", "map")): None})
TWO = Shared("two", {"a": {"b": [1]}})
THREE = Shared("three", Text(Release(), "-1"))

CASES: dict[str, Any] = {
    "literals": {text or "empty": text for text in trees.HARD},
    "literals in a list": list(trees.HARD),
    "numbers and flags": {"a": 0, "b": 1000000, "c": True, "d": None, "e": 1.5, "f": {}},
    "text": {"k": Setting(("web", "text"), TEXT)},
    "number": {"k": Setting(("web", "number"), NUMBER)},
    "zero": {"k": Setting(("web", "zero"), NUMBER)},
    "flag": {"k": Setting(("web", "flag"), "flag")},
    "tree": {"k": Setting(("web", "map")), "l": Setting(("web", "list")), "m": Setting(("web", "hard"))},
    "odd keys": {"k": Setting(("my-api", "A.B", "c"), TEXT), "l": Setting(("my-api", "a", "b-c", "d", "e"), TEXT)},
    "odd keys of conditions": [When(("my-api", "A.B"), "x"), When(("my-api", "none"), "y", "z")],
    "nested": {"a": {"b": [{"c": [1, [2, [3, {"d": Setting(("web", "number"), NUMBER)}]]]}]}},
    "optional": {"k": Optional(("web", "map")), "l": Optional(("web", "empty")), "m": Optional(("web", "nowhere"))},
    "optional text": {"k": Optional(("web", "text"), TEXT), "l": Optional(("web", "nowhere"), TEXT)},
    "all absent": {"k": {"l": [When(("web", "nowhere"), 1)], "m": {"n": Optional(("web", "empty"))}}, "z": 1},
    "absent": {"a": ABSENT, "b": [ABSENT, 1], "c": {"d": ABSENT}, "e": [ABSENT], "f": []},
    "condition": {"a": When(("web", "map"), 1), "b": When(("web", "empty"), 1), "c": When(("web", "zero"), 1)},
    "condition given": {
        "a": When(("web", "zero"), Setting(("web", "zero"), NUMBER), given=True),
        "b": When(("web", "flag"), Setting(("web", "flag"), "flag"), given=True),
        "c": When(("web", "nowhere"), 1, given=True),
        "d": When(("my-api", "none"), 1, 2, given=True),
        "e": When(("web", "flag"), ABSENT, 2, given=True),
        "f": When(("web", "nowhere"), ABSENT, 2, given=True),
    },
    "else": {
        "a": When(("web", "empty"), 1, 2),
        "b": When(("web", "empty"), ABSENT, 2),
        "c": When(("web", "map"), ABSENT, 2),
    },
    "else if": {"k": When(("web", "empty"), 1, When(("web", "nowhere"), 2, When(("web", "map"), 3, 4)))},
    "else nothing": {"k": When(("web", "empty"), 1, When(("web", "nowhere"), 2)), "z": 1},
    "else of nothing": {"k": When(("web", "empty"), 1, When(("web", "nowhere"), ABSENT, 3))},
    "several": {
        "k": When(("web", "empty"), 1, also=(("web", "map"),)),
        "l": When(("web", "empty"), 1, 2, also=(("web", "zero"),)),
    },
    "several below": {
        "k": When(("web", "a", "b"), 1, also=(("web", "map", "k"),)),
        "l": When(("web", "a", "b"), 1, 2, also=(("web", "c", "d"),)),
    },
    "deep": {
        "a": When(("web", "gone", "x"), 1, 2, deep=True),
        "b": When(("my-api", "a", "b-c", "d"), 1, deep=True),
        "c": When(("web", "gone", "x"), 1, 2, given=True, deep=True),
        "d": When(("web", "zero"), 1, 2, given=True, deep=True),
        "e": When(("web", "flag"), 1, 2, given=True, deep=True),
        "f": When(("my-api", "flags", "off"), 1, 2, given=True, deep=True),
        "g": When(("my-api", "flags", "null"), 1, 2, given=True, deep=True),
    },
    "several, not": {"k": When(("web", "empty"), ABSENT, 1, also=(("web", "zero"),))},
    "nested conditions": {"k": {"l": When(("web", "map"), {"m": Optional(("web", "empty"))})}, "z": 1},
    "a map behind a condition": {
        "k": When(("web", "map"), {"a": 1, "b": [1, 2]}),
        "l": When(("web", "empty"), {"a": 1}, {"b": [1]}),
    },
    "items behind conditions": [
        When(("web", "empty"), {"a": 1}),
        When(("web", "map"), {"b": 2}),
        When(("web", "empty"), 1, "x"),
    ],
    "items whose first key is conditional": [
        {"a": Optional(("web", "empty")), "b": 1},
        {"a": When(("web", "empty"), 1), "b": [1], "c": Optional(("web", "map"))},
        {Spread(("web", "map")): None, "b": 1},
    ],
    "items whose first value is a map": [{"a": {"b": Optional(("web", "map"))}, "c": 1}],
    "spread": {Spread(("web", "map")): None, "z": 1, Spread(("web", "empty")): None},
    "only spread": {
        "k": {Spread(("web", "map")): None},
        "l": {Spread(("web", "empty")): None},
        "m": {"n": {Spread(("web", "empty")): None}},
    },
    "text of parts": {
        "k": Text(Release(), "-web"),
        "l": Text(Setting(("web", "text"), TEXT), ":", Setting(("web", "text"), TEXT)),
    },
    "text of a number": {"k": Text("1", Setting(("web", "text"), TEXT)), "l": Text(Release(), "-1")},
    "text of a number setting": {"k": Text(Release(), "-", Setting(("web", "number"), NUMBER))},
    "text of conditions": {
        "k": Text(
            "a", When(("web", "empty"), "b", "c"), When(("web", "map"), Text("@", Setting(("web", "text"), TEXT)), "")
        )
    },
    "text of else if": {"k": Text("a", When(("web", "empty"), "b", When(("web", "map"), "c", "d")))},
    "text of hard literals": {
        "k": Text("{{ x }}", Release()),
        "l": Text('"', Release(), "\\"),
        "m": Text(Release(), "\n"),
    },
    "text of a hard setting": {"k": Text(Setting(("web", "quoted"), TEXT), "-x")},
    "checksum": {
        "k": Checksum((("web", "map"),)),
        "l": Checksum((("web", "map"), ("my-api", "A.B")), length=8),
        "m": Checksum((("web", "nowhere"),)),
    },
    "checksum in a text": {"k": Text(Release(), "-", Checksum((("web", "map"),), length=8))},
    "release": {"k": Release(), "l": Release("Service"), "m": Release("Namespace")},
    "shared map": {"k": ONE, "l": ONE},
    "shared in an item": [TWO, {"x": TWO}],
    "shared text": {"k": THREE, "l": [THREE]},
    "shared in shared": {"k": Shared("four", {"a": TWO, "c": Shared("five", Text("x", Release()))})},
    "shared condition": {
        "k": Shared("six", When(("web", "empty"), "a", When(("web", "text"), Setting(("web", "text"), TEXT), "c")))
    },
    "hard keys": {key: {"inner": 1} for key in ("{{k}}", "yes", "1", "a: b", "#", "", "é", "~", "'", '"', "a\nb")},
    "hard keys of texts": dict.fromkeys(("{{k}}", "yes", "a: b", "", "a\nb"), "one\ntwo\n"),
    "settings as items": [Setting(("web", "map")), Setting(("web", "list")), Setting(("web", "text"), TEXT)],
}
HARD_VALUES = {**VALUES, "web": {**VALUES["web"], "quoted": 'a"b\\c'}}


@pytest.mark.parametrize("name", sorted(CASES))
def test_case(name: str, helm3: str) -> None:
    tree = {"kind": "Made", "tree": CASES[name]}
    assert differences(by_helm(helm3, [tree], HARD_VALUES), here([tree], HARD_VALUES)) == []

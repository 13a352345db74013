from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.documents.reader import read_document
from generator.render.values import commented, delta, same
from tests.outputs import differences, plain_with_nulls
from tests.render.charts import made

PROFILE = settings.get_profile(settings.get_current_profile_name())
KEYS = st.sampled_from(("a", "b", "c", "d-e", "1", "yes"))
LEAVES = st.one_of(
    st.booleans(), st.sampled_from((0, 1, 2, 1000000, 1.5)), st.sampled_from(("", "x", "1", "true", "null"))
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    LEAVES | st.just({}) | st.just([]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
MAPS: st.SearchStrategy[dict[str, Any]] = st.dictionaries(KEYS, VALUES, max_size=4)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two maps that have much in common."""
    first = draw(MAPS)
    second = copy.deepcopy(first)
    for key in draw(st.lists(st.sampled_from(sorted(first)), max_size=2)) if first else []:
        if isinstance(second.get(key), dict) and draw(st.booleans()):
            second[key].update(draw(MAPS))
        elif draw(st.booleans()):
            second.pop(key, None)
        else:
            second[key] = draw(VALUES)
    return first, {**second, **draw(st.dictionaries(KEYS, VALUES, max_size=1))}


def coalesced(old: dict[str, Any], later: dict[str, Any]) -> dict[str, Any]:
    """What Helm makes of values and a later values file: maps join, null removes, all else replaces."""
    found = dict(old)
    for key, value in later.items():
        if value is None:
            found.pop(key, None)
        elif isinstance(value, dict) and isinstance(found.get(key), dict):
            found[key] = coalesced(found[key], value)
        else:
            found[key] = value
    return found


@given(pairs())
def test_a_delta_makes_the_environment_of_the_base(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    base, environment = pair
    assert same(coalesced(base, delta(base, environment)), environment)


@settings(
    max_examples=max(20, PROFILE.max_examples // 5),
    suppress_health_check=[*PROFILE.suppress_health_check, HealthCheck.function_scoped_fixture],
)
@given(st.lists(pairs(), min_size=1, max_size=8))
@example(
    [
        ({"a": {"b": {"c": 1}}}, {"a": {}}),
        ({"a": {"b": {}}}, {}),
        ({"a": 1}, {"a": {"b": {"c": []}}}),
        ({"a": {"b": 1}}, {"a": 1}),
    ]
)
def test_a_delta_makes_the_environment_of_the_base_in_helm(
    helm3: str, found: list[tuple[dict[str, Any], dict[str, Any]]]
) -> None:
    base = {f"v{number}": pair[0] for number, pair in enumerate(found)}
    wanted = {f"v{number}": pair[1] for number, pair in enumerate(found)}
    template = {"values.yaml": "kind: Values\nvalues:\n  {{- toYaml .Values | nindent 2 }}\n"}
    printed = made(helm3, template, base, delta(base, wanted))[0]["values"]
    assert differences(printed, plain_numbers(wanted)) == []


def plain_numbers(value: Any) -> Any:
    """Values as JSON has them: 1.0 is 1."""
    if isinstance(value, dict):
        return {key: plain_numbers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain_numbers(item) for item in value]
    return int(value) if isinstance(value, float) and value == int(value) else value


@pytest.mark.parametrize(
    ("base", "environment", "expected"),
    [
        ({}, {}, {}),
        ({"a": 1}, {"a": 1}, {}),
        ({"a": 1}, {"a": 2}, {"a": 2}),
        ({"a": 1}, {"a": True}, {"a": True}),
        ({"a": 0}, {"a": False}, {"a": False}),
        ({"a": 1}, {"a": 1.0}, {}),
        ({"a": 1}, {"a": "1"}, {"a": "1"}),
        ({"a": 1}, {}, {"a": None}),
        ({}, {"a": {}}, {"a": {}}),
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": 1, "c": 3}}, {"a": {"c": 3}}),
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": 1}}, {"a": {"c": None}}),
        ({"a": {"b": 1}}, {"a": {}}, {"a": {"b": None}}),
        ({"a": {"b": {"c": 1}}}, {"a": {"d": 1}}, {"a": {"d": 1, "b": None}}),
        ({"a": [1, 2]}, {"a": [1, 2]}, {}),
        ({"a": [1, 2]}, {"a": [1]}, {"a": [1]}),
        ({"a": [1]}, {"a": [True]}, {"a": [True]}),
        ({"a": {"b": 1}}, {"a": [1]}, {"a": [1]}),
    ],
)
def test_delta(base: Any, environment: Any, expected: Any) -> None:
    assert same(delta(base, environment), expected)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (1, 1.0, True),
        (1, True, False),
        (0, False, False),
        ("1", 1, False),
        (None, False, False),
        (None, None, True),
        ([1, [True]], [1, [1]], False),
        ({"a": {"b": 0}}, {"a": {"b": False}}, False),
        ({"a": 1}, {"a": 1, "b": None}, False),
        ([1, 2], [1], False),
        ({}, [], False),
        ({"b": 1, "a": 2}, {"a": 2, "b": 1}, True),
    ],
)
def test_same(left: Any, right: Any, expected: bool) -> None:
    assert same(left, right) is expected


SCHEMA = {
    "properties": {
        "web": {"description": "The web.", "properties": {"replicas": {"description": "How many."}, "image": {}}},
        "labels": {"description": "Labels."},
    }
}
WRITTEN = {"labels": {"a": "1"}, "web": {"replicas": 2, "image": {"tag": "1.20"}}, "other": []}


def test_commented() -> None:
    assert commented(WRITTEN, SCHEMA, ["Head.", ""]) == (
        "# Head.\n#\n\n"
        '# Labels.\nlabels:\n  a: "1"\n\n'
        '# The web.\nweb:\n  # How many.\n  replicas: 2\n  image:\n    tag: "1.20"\n\n'
        "other: []\n"
    )


@given(MAPS)
def test_comments_change_no_value(values: dict[str, Any]) -> None:
    schema = {
        "properties": {key: {"description": "x", "properties": {"a": {"description": "y"}}} for key in ("a", "b", "1")}
    }
    text = commented(values, schema, ["Head."])
    assert plain_with_nulls(read_document(text, "values.yaml")) == (values or None)

"""Label selectors: what the API server refuses in them."""

from __future__ import annotations

from typing import Any

import pytest

from generator.lint.label_keys import label_key_faults, selected_twice
from generator.lint.label_selectors import expression_faults, label_faults, selector_faults


def test_labels() -> None:
    found = list(label_faults({"app": "web", "a b": "c", "owner": "a@b"}, ("metadata", "labels")))
    assert [(one.path[-1], one.key) for one in found] == [("a b", True), ("owner", False)]


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ({"key": "app", "operator": "In", "values": ["web"]}, 0),
        ({"key": "app", "operator": "In"}, 1),
        ({"key": "app", "operator": "NotIn", "values": []}, 1),
        ({"key": "app", "operator": "Exists"}, 0),
        ({"key": "app", "operator": "Exists", "values": ["web"]}, 1),
        ({"key": "cores", "operator": "Gt", "values": ["4"]}, 0),
        ({"key": "cores", "operator": "Gt", "values": ["4", "5"]}, 1),
        ({"key": "a b", "operator": "Exists"}, 1),
        ({"key": "app", "operator": "In", "values": ["a/b"]}, 1),
        ({}, 0),
    ],
)
def test_an_expression(expression: dict[str, Any], said: int) -> None:
    assert len(list(expression_faults(expression, ()))) == said


def test_values_can_be_left_alone() -> None:
    selector = {"matchLabels": {"app": "web"}, "matchExpressions": [{"key": "a", "operator": "In", "values": ["a/b"]}]}
    assert [one.path for one in selector_faults(selector, ("spec",))] == [("spec", "matchExpressions", 0, "values", 0)]
    assert not list(selector_faults(selector, (), values=False))


def test_label_keys() -> None:
    assert [one.path for one in label_key_faults({"matchLabelKeys": ["a"]}, ())] == [("matchLabelKeys",)]
    term = {"labelSelector": {"matchLabels": {"b": "c"}}, "matchLabelKeys": ["a", "b"], "mismatchLabelKeys": ["a"]}
    assert ["mismatchLabelKeys" in one.message for one in label_key_faults(term, ())] == [True]
    assert [one.path for one in selected_twice(term, ())] == [("matchLabelKeys", 1)]

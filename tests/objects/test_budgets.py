"""Disruption budgets: their pods, and bounds as numbers of pods."""

from __future__ import annotations

from typing import Any

import pytest

from generator.objects import budgets
from tests.lint.scoping import named, only, pod, scope_of


@pytest.mark.parametrize(
    ("value", "pods", "expected"),
    [("50%", 3, 2), ("1%", 1, 1), ("0%", 5, 0), ("100%", 7, 7), (2, 9, 2), (0, 9, 0), ("x%", 3, None), ("5", 3, None)],
)
def test_percentages_round_up(value: Any, pods: int, expected: int | None) -> None:
    assert budgets.rounded_up(value, pods) == expected


@pytest.mark.parametrize(
    ("selector", "count"), [("", 0), ("selector: {}", 2), ("selector: {matchLabels: {app: a}}", 1)]
)
def test_no_selector_takes_no_pod_and_an_empty_one_all(selector: str, count: int) -> None:
    budget = named("policy/v1", "PodDisruptionBudget", "b", f"spec: {{{selector}}}")
    scope = scope_of(budget + pod("a", "{app: a}") + pod("b", "{app: b}"))
    assert len(budgets.selected(only(scope, "PodDisruptionBudget/b"), scope)) == count

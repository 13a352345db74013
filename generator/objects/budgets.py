"""Disruption budgets: the pods that they are about, and how many of these have to stay.

Source: kubernetes pkg/controller/disruption (getExpectedPodCount): percentages of both bounds round up.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, remembering
from generator.objects.selection import pods_of

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.objects.resource import Pod, Resource
    from generator.objects.scope import Scope

BUDGET = "PodDisruptionBudget"


def selected(budget: Resource, scope: Scope) -> list[Pod]:
    """The pods of a budget; a budget without a selector takes none, one with an empty selector all."""
    selector = budget.spec.get("selector")
    return [] if selector is None else pods_of(selector, budget, scope)


@remembering(1)
def budgeted(scope: Scope) -> frozenset[int]:
    """The pods, by identity, that budgets of the scope select."""
    return frozenset(id(pod) for budget in scope.of(BUDGET) for pod in selected(budget, scope))


def percentage(value: Plain) -> int | None:
    """The number of a percentage such as ``"50%"``, None for what is none."""
    digits = value.removesuffix("%") if isinstance(value, str) else ""
    return int(digits[-9:]) if digits != value and digits.isascii() and digits.isdigit() else None


def rounded_up(value: Plain, pods: int) -> int | None:
    """A bound as a number of pods, None for what is no bound."""
    percent = percentage(value)
    if percent is not None:
        return -(-percent * pods // 100)
    return value if isinstance(value, int) else None

"""Label selectors as a Kubernetes version checks them: the values in expressions are checked from 1.27 on.

Source: k8s.io/apimachinery pkg/apis/meta/v1/validation (ValidateLabelSelector, AllowInvalidLabelValueInSelector).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint.label_selectors import expression_faults, selector_faults
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Path

_VALUES, _NODE_VALUES = 27, 33


def faults(selector: Any, path: Path, minor: int) -> Iterator[Report]:
    """What is wrong with a selector at a path for Kubernetes 1.``minor``; nothing where there is none."""
    if isinstance(selector, dict):
        yield from selector_faults(selector, path, values=minor >= _VALUES)


def node_faults(required: Any, path: Path, minor: int) -> Iterator[Report]:
    """What is wrong with the ``required`` nodes of a volume at a path."""
    terms = required.get("nodeSelectorTerms") if isinstance(required, dict) else None
    if terms == []:
        yield Report((*path, "nodeSelectorTerms"), "there are no nodeSelectorTerms", "write one")
    for index, term in enumerate(maps(terms)):
        for number, one in enumerate(maps(term.get("matchExpressions"))):
            where = (*path, "nodeSelectorTerms", index, "matchExpressions", number)
            yield from expression_faults(one, where, values=minor >= _NODE_VALUES)

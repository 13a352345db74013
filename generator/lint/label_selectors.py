"""What the API server refuses in label selectors, wherever they stand.

Source: k8s.io/apimachinery pkg/apis/meta/v1/validation (ValidateLabelSelector, ValidateLabels).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import syntax
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path


def label_faults(labels: Mapping[str, Any], path: Path) -> Iterator[Report]:
    """What is wrong with the keys and values of a map of labels at a path."""
    for key, value in labels.items():
        reason = syntax.qualified_name(key)
        if reason:
            yield Report((*path, key), f"{key!r} is no label key: {reason}", key=True)
        reason = syntax.label_value(value) if isinstance(value, str) else None
        if reason:
            yield Report((*path, key), f"{value!r} is no label value: {reason}")


def selector_faults(selector: Mapping[str, Any], path: Path, *, values: bool = True) -> Iterator[Report]:
    """What is wrong with a selector (matchLabels and matchExpressions) at a path; ``values`` checks those as well."""
    yield from label_faults(selector.get("matchLabels") or {}, (*path, "matchLabels"))
    for index, expression in enumerate(maps(selector.get("matchExpressions"))):
        yield from expression_faults(expression, (*path, "matchExpressions", index), values=values)


def expression_faults(expression: Mapping[str, Any], path: Path, *, values: bool = True) -> Iterator[Report]:
    """What is wrong with one requirement (key, operator, values), of labels or of the labels of nodes."""
    operator, listed = expression.get("operator"), expression.get("values") or []
    if operator in ("In", "NotIn") and not listed:
        yield Report(path, f"operator {operator} needs values, and there are none", "write values, or use Exists")
    elif operator in ("Exists", "DoesNotExist") and listed:
        yield Report((*path, "values"), f"operator {operator} takes no values", "remove values", key=True)
    elif operator in ("Gt", "Lt") and len(listed) != 1:
        yield Report(path, f"operator {operator} needs exactly one value, and there are {len(listed)}")
    reason = syntax.qualified_name(str(expression.get("key", "a")))
    if reason:
        yield Report((*path, "key"), f"{expression['key']!r} is no label key: {reason}")
    for index, value in enumerate(listed if values else ()):
        reason = syntax.label_value(value)
        if reason:
            yield Report((*path, "values", index), f"{value!r} is no label value: {reason}")

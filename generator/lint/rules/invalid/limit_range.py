"""A LimitRange whose bounds contradict each other.

For each resource `min` ≤ `defaultRequest` ≤ `default` ≤ `max` must hold, for those that are there.
`maxLimitRequestRatio` is at least 1, and not more than `max` divided by `min`. A limit of type `Pod` has no defaults,
one of type `PersistentVolumeClaim` needs `min` or `max` for storage, and each type stands once.

```yaml
limits:
- type: Container
  max: {memory: 1Gi}
  default: {memory: 2Gi}   # wrong: more than max
```

Source: `pkg/apis/core/validation/validation.go` (`ValidateLimitRange`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import compute_resources, syntax
from generator.lint.rule import Report
from generator.objects import quantities
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from generator.documents.manifest import Path
    from generator.lint.rule import Fix
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_TYPES = frozenset({"Pod", "Container", "PersistentVolumeClaim"})
_ORDERED = (
    ("min", "max"), ("min", "defaultRequest"), ("defaultRequest", "max"), ("defaultRequest", "default"),
    ("min", "default"), ("default", "max"),
)  # fmt: skip
_FIELDS = ("min", "max", "default", "defaultRequest", "maxLimitRequestRatio")


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with the limits."""
    seen: set[str] = set()
    for index, limit in enumerate(maps(resource.spec.get("limits"))):
        path, kind = ("spec", "limits", index), limit.get("type")
        if isinstance(kind, str):
            if syntax.qualified_name(kind) or ("/" not in kind and kind not in _TYPES):
                yield Report((*path, "type"), f"{kind!r} is no type of a limit", f"write {', '.join(sorted(_TYPES))}")
            elif kind in seen:
                yield Report((*path, "type"), f"the type {kind} stands twice", "put both into one")
            seen.add(kind)
        yield from _limit(limit, kind, path)


def _limit(limit: Mapping[str, Any], kind: Any, path: Path) -> Iterator[Report]:
    fields = {field: limit.get(field) or {} for field in _FIELDS}
    for field in ("default", "defaultRequest"):
        if kind == "Pod" and fields[field]:
            yield Report(
                (*path, field), f"a limit of type Pod takes no {field}", "write it with type: Container", key=True
            )
            fields[field] = {}
    if kind == "PersistentVolumeClaim" and "storage" not in fields["min"] and "storage" not in fields["max"]:
        yield Report(path, "a limit of claims needs min or max for storage", "write min: {storage: 1Gi}")
    amounts: dict[str, dict[str, Fraction]] = {}
    for field, values in fields.items():
        for name, amount in values.items():
            reason = _name_fault(name, kind)
            if reason:
                yield Report((*path, field, name), f"{name!r} is no resource: {reason}", key=True)
            value = quantities.parse(amount)
            if value is None:
                yield Report((*path, field, name), f"{quantities.fault(amount)}")
            else:
                amounts.setdefault(name, {})[field] = value
    for name, found in amounts.items():
        yield from _order(name, found, fields, path)


def _name_fault(name: str, kind: Any) -> str | None:
    if kind in ("Pod", "Container"):
        return compute_resources.name_fault(name)
    return syntax.qualified_name(name)


def _order(name: str, found: Mapping[str, Fraction], fields: Mapping[str, Any], path: Path) -> Iterator[Report]:
    for low, high in _ORDERED:
        if low in found and high in found and found[low] > found[high]:
            message = f"{low} {fields[low][name]} of {name} is more than {high} {fields[high][name]}"
            yield Report((*path, low, name), message)
            break
    ratio = found.get("maxLimitRequestRatio")
    if ratio is None:
        return
    where, shown = (*path, "maxLimitRequestRatio", name), fields["maxLimitRequestRatio"][name]
    if ratio < 1:
        yield Report(where, f"the ratio {shown} of {name} is less than 1")
    elif found.get("min") and "max" in found and ratio > found["max"] / found["min"]:
        message = f"the ratio {shown} of {name} is more than max {fields['max'][name]} over min {fields['min'][name]}"
        yield Report(where, message)


def fix(resource: Resource, _scope: Scope, report: Report) -> Iterator[Fix]:
    """An amount with a unit such as `GB`, `GiB` or `gi`, or with a blank in it, gets Kubernetes' own unit."""
    from generator.lint.fixes import quantity

    return quantity(resource.value, report.path)

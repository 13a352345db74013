"""A ResourceQuota that counts what nobody counts, or whose amounts or scopes the API server refuses.

Under `hard` stand `cpu`, `memory`, `requests.…` and `limits.…`, the countable kinds (`pods`, `services`, `secrets`, …),
`count/<resource>.<group>` for any other kind, and `requests.<domain>/<name>` for devices. Amounts are not negative, and
whole where objects are counted. A scope narrows the quota to pods, and so fits quotas of pods alone.

```yaml
hard:
  deployments: 10              # wrong
  count/deployments.apps: 10   # right
```

Source: `pkg/apis/core/validation/validation.go` (`ValidateResourceQuotaSpec`), `pkg/apis/core/helper/helpers.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import compute_resources, syntax
from generator.lint.rule import Report
from generator.objects import quantities
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.lint.rule import Fix
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_COUNTED = frozenset({
    "configmaps", "persistentvolumeclaims", "pods", "replicationcontrollers", "resourcequotas", "secrets", "services",
    "services.loadbalancers", "services.nodeports",
})  # fmt: skip
_COMPUTED = frozenset({"cpu", "memory", "limits.cpu", "limits.memory", "requests.cpu", "requests.memory"})
_STORED = frozenset({
    "ephemeral-storage", "limits.ephemeral-storage", "requests.ephemeral-storage", "requests.storage",
})  # fmt: skip
_PAGES = ("hugepages-", "requests.hugepages-")
_OPPOSITES = (("BestEffort", "NotBestEffort"), ("Terminating", "NotTerminating"))
_OF_PODS = frozenset({"Terminating", "NotTerminating", "NotBestEffort", "PriorityClass", "CrossNamespacePodAffinity"})
_EXISTING = frozenset({"Terminating", "NotTerminating", "BestEffort", "NotBestEffort", "CrossNamespacePodAffinity"})


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with the amounts and the scopes of a quota."""
    hard = resource.spec.get("hard") or {}
    for name, amount in hard.items():
        yield from _amount(name, amount, ("spec", "hard", name))
    scopes = resource.spec.get("scopes") or []
    yield from _scopes(scopes, hard, ("spec", "scopes"))
    path: Path = ("spec", "scopeSelector", "matchExpressions")
    expressions = maps(at(resource.value, *path))
    yield from _scopes([str(one.get("scopeName")) for one in expressions], hard, path)
    for index, one in enumerate(expressions):
        yield from _expression(one, (*path, index))


def _amount(name: str, amount: Any, path: Path) -> Iterator[Report]:
    is_standard = name in _COUNTED or name in _COMPUTED or name in _STORED or name.startswith(_PAGES)
    reason = syntax.qualified_name(name)
    if reason or (not is_standard and "/" not in name):
        cure = "write count/<resource>.<group> for objects of other kinds"
        yield Report(
            path, f"{name!r} is nothing that a quota counts" + (f": {reason}" if reason else ""), cure, key=True
        )
        return
    value = quantities.parse(amount)
    if value is None:
        yield Report(path, f"{quantities.fault(amount)}")
    elif value < 0:
        yield Report(path, f"{name} is {amount}, which is negative")
    elif value.denominator != 1 and (name in _COUNTED or compute_resources.is_extended(name)):
        yield Report(path, f"{name} is {amount}, and must be a whole number")


def _scopes(scopes: list[str], hard: Mapping[str, Any], path: Path) -> Iterator[Report]:
    for one, other in _OPPOSITES:
        if one in scopes and other in scopes:
            yield Report(path, f"{one} and {other} exclude each other", "keep one of them")
    for index, scope in enumerate(scopes):
        for name in hard:
            if not _fits(scope, name):
                yield Report((*path, index), f"the scope {scope} does not fit {name}", "make a quota of its own for it")


def _fits(scope: str, name: str) -> bool:
    if name not in _COUNTED and name not in _COMPUTED and name not in _STORED and not name.startswith(_PAGES):
        return True
    if scope == "VolumeAttributesClass":
        return name in ("persistentvolumeclaims", "requests.storage")
    if scope == "BestEffort":
        return name == "pods"
    return scope not in _OF_PODS or name == "pods" or name in _COMPUTED


def _expression(one: Mapping[str, Any], path: Path) -> Iterator[Report]:
    scope, operator, values = one.get("scopeName"), one.get("operator"), one.get("values")
    if scope in _EXISTING and operator in ("In", "NotIn", "DoesNotExist"):
        yield Report((*path, "operator"), f"the scope {scope} takes the operator Exists alone", "write Exists")
    if operator in ("In", "NotIn") and not values:
        yield Report(path, f"operator {operator} needs values, and there are none", "write values")
    elif operator in ("Exists", "DoesNotExist") and values:
        yield Report((*path, "values"), f"operator {operator} takes no values", "remove values", key=True)


def fix(resource: Resource, _scope: Scope, report: Report) -> Iterator[Fix]:
    """An amount with a unit such as `GB`, `GiB` or `gi`, or with a blank in it, gets Kubernetes' own unit."""
    from generator.lint.fixes import quantity

    return quantity(resource.value, report.path)

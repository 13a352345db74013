"""An update strategy that the API server refuses.

`Recreate` and `OnDelete` have no `rollingUpdate` block (a DaemonSet's `OnDelete` may). `maxSurge` and
`maxUnavailable` are numbers or percentages, not both 0; `maxUnavailable` is at most 100%. A DaemonSet uses one of
them at a time: with a surge its `maxUnavailable` has to be 0, because it is 1 where nothing is written.

```yaml
strategy:
  type: Recreate
  rollingUpdate:      # wrong: remove it, or in a patch write rollingUpdate: null
    maxSurge: 1
```

Source: `pkg/apis/apps/validation/validation.go` (`ValidateDeploymentStrategy`, `ValidateRollingUpdateDaemonSet`,
`validateRollingUpdateStatefulSet`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint.rule import Report
from generator.objects.int_or_percent import fault, is_zero

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.lint.rule import Fix
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_ALL = 100
_STATEFUL_UNAVAILABLE = 37
_STATEFUL = "StatefulSet"


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """What is wrong with how a workload's pods are replaced."""
    key = "strategy" if resource.type == "Deployment" else "updateStrategy"
    strategy = resource.spec.get(key)
    if not isinstance(strategy, dict):
        return
    kind, rolling = strategy.get("type") or "RollingUpdate", strategy.get("rollingUpdate")
    if not isinstance(rolling, dict):
        return
    path = ("spec", key, "rollingUpdate")
    if kind != "RollingUpdate":
        if resource.type != "DaemonSet":
            yield Report(path, f"{key} is {kind} and has a rollingUpdate block", "remove rollingUpdate", key=True)
    elif resource.type == _STATEFUL:
        if scope.minor >= _STATEFUL_UNAVAILABLE:
            yield from _stateful(rolling, path)
    else:
        yield from _rolling(resource.type, rolling, path)


def _stateful(rolling: Mapping[str, Any], path: Path) -> Iterator[Report]:
    value = rolling.get("maxUnavailable")
    if value is None:
        return
    reason = fault(value, _ALL)
    if reason:
        yield Report((*path, "maxUnavailable"), f"maxUnavailable: {reason}")
    elif is_zero(value):
        yield Report((*path, "maxUnavailable"), "maxUnavailable is 0 and nothing could be updated", "write 1 or more")


def _rolling(kind: str, rolling: Mapping[str, Any], path: Path) -> Iterator[Report]:
    defaults = ("25%", "25%") if kind == "Deployment" else (1, 0)
    unavailable = _given(rolling, "maxUnavailable", defaults[0])
    surge = _given(rolling, "maxSurge", defaults[1])
    wrong = False
    for key, value in (("maxUnavailable", unavailable), ("maxSurge", surge)):
        most = _ALL if key == "maxUnavailable" or kind == "DaemonSet" else None
        reason = fault(value, most)
        if reason:
            wrong = True
            yield Report((*path, key), f"{key}: {reason}")
    if wrong:
        return
    if is_zero(unavailable) and is_zero(surge):
        where = "maxUnavailable" if "maxUnavailable" in rolling else "maxSurge"
        message = "maxUnavailable and maxSurge are both 0: no pod could be replaced"
        yield Report((*path, where), message, "raise one of them")
    elif kind == "DaemonSet" and not is_zero(unavailable) and not is_zero(surge):
        message = f"maxSurge is {surge} and maxUnavailable {unavailable}: one of them has to be 0"
        yield Report((*path, "maxSurge"), message, "write maxUnavailable: 0")


def _given(rolling: Mapping[str, Any], key: str, default: Any) -> Any:
    value = rolling.get(key)
    return default if value is None else value


def fix(resource: Resource, _scope: Scope, report: Report) -> Iterator[Fix]:
    """A number in quotes is written without them."""
    from generator.lint.fixes import number

    return number(resource.value, report.path)

"""A failure policy of a job that the API server refuses.

Each rule has either `onExitCodes` or `onPodConditions`. Exit codes are sorted, without doubles, and `In` cannot hold
0, which is success; `containerName` names a container of the template. `FailIndex` needs `backoffLimitPerIndex`.

```yaml
podFailurePolicy:
  rules:
  - action: FailJob
    onExitCodes:
      operator: In
      values: [42, 0]   # wrong: not sorted, and 0
```

Source: `pkg/apis/batch/validation/validation.go` (`validatePodFailurePolicy`, `validatePodReplacementPolicy`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import syntax
from generator.lint.job_specs import job_spec
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_SINCE = 26
_REPLACEMENT = 29
_MOST_RULES = 20
_MOST_CODES = 255


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """What is wrong with the failure policy of a job."""
    path, spec = job_spec(resource)
    policy = spec.get("podFailurePolicy")
    if not isinstance(policy, dict) or scope.minor < _SINCE:
        return
    if scope.minor >= _REPLACEMENT and spec.get("podReplacementPolicy") == "TerminatingOrFailed":
        message = "podReplacementPolicy is TerminatingOrFailed, and podFailurePolicy wants Failed"
        yield Report((*path, "podReplacementPolicy"), message, "write Failed, or remove it")
    rules = maps(policy.get("rules"))
    if len(rules) > _MOST_RULES:
        yield Report((*path, "podFailurePolicy", "rules"), f"there are {len(rules)} rules, and {_MOST_RULES} may be")
    pod = resource.pod
    names = {one.name for one in pod.containers if one.role != "ephemeral"} if pod else set()
    for index, rule in enumerate(rules):
        where = (*path, "podFailurePolicy", "rules", index)
        if rule.get("action") == "FailIndex" and spec.get("backoffLimitPerIndex") is None:
            yield Report((*where, "action"), "FailIndex needs backoffLimitPerIndex", "write backoffLimitPerIndex")
        yield from _rule(rule, where, names)


def _rule(rule: Mapping[str, Any], path: Path, names: set[str]) -> Iterator[Report]:
    codes, conditions = rule.get("onExitCodes"), maps(rule.get("onPodConditions"))
    if isinstance(codes, dict) == bool(conditions):
        message = "onExitCodes and onPodConditions stand together" if codes else "the rule says nothing to look for"
        yield Report(path, message, "write one of onExitCodes and onPodConditions")
    if isinstance(codes, dict):
        yield from _codes(codes, (*path, "onExitCodes"), names)
    for index, condition in enumerate(conditions):
        kind = condition.get("type")
        reason = syntax.qualified_name(kind) if isinstance(kind, str) else None
        if reason:
            where = (*path, "onPodConditions", index, "type")
            yield Report(where, f"{kind!r} is no type of a condition: {reason}")


def _codes(codes: Mapping[str, Any], path: Path, names: set[str]) -> Iterator[Report]:
    name, values = codes.get("containerName"), codes.get("values")
    if isinstance(name, str) and name not in names:
        yield Report(
            (*path, "containerName"), f"no container is named {name!r}", f"name one of {', '.join(sorted(names))}"
        )
    if not isinstance(values, list):
        return
    if not 1 <= len(values) <= _MOST_CODES:
        yield Report((*path, "values"), f"there are {len(values)} exit codes, and 1 to {_MOST_CODES} may be")
    if codes.get("operator") == "In" and 0 in values:
        yield Report((*path, "values", values.index(0)), "0 is no failure: it cannot stand with In")
    if values != sorted(set(values)):
        yield Report((*path, "values"), "the exit codes are not sorted, or one stands twice")

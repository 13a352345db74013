"""A success policy of a job that the API server refuses.

It is for indexed jobs alone and counts from Kubernetes 1.31 on. Each rule says `succeededIndexes` (numbers and
ranges in ascending order, below the completions), `succeededCount`, or both.

```yaml
completionMode: Indexed
completions: 10
successPolicy:
  rules:
  - succeededIndexes: 0,2-4
    succeededCount: 5          # wrong: there are four such indexes
```

Source: `pkg/apis/batch/validation/validation.go` (`validateSuccessPolicy`, `validateIndexesFormat`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint.job_specs import completion_mode, job_spec
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_SINCE = 31
_MOST_RULES = 20


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """What is wrong with the success policy of a job."""
    path, spec = job_spec(resource)
    policy = spec.get("successPolicy")
    if not isinstance(policy, dict) or scope.minor < _SINCE:
        return
    where = (*path, "successPolicy")
    if completion_mode(spec) != "Indexed":
        yield Report(where, "successPolicy is for indexed jobs alone", "write completionMode: Indexed", key=True)
        return
    rules, completions = policy.get("rules"), spec.get("completions")
    if completions is None and spec.get("parallelism") is None:
        completions = 1
    if isinstance(rules, list) and not 1 <= len(rules) <= _MOST_RULES:
        yield Report((*where, "rules"), f"there are {len(rules)} rules, and 1 to {_MOST_RULES} may be")
    for index, rule in enumerate(maps(rules)):
        if isinstance(completions, int):
            yield from _rule(rule, (*where, "rules", index), completions)


def _rule(rule: Mapping[str, Any], path: Path, completions: int) -> Iterator[Report]:
    indexes, count = rule.get("succeededIndexes"), rule.get("succeededCount")
    if indexes is None and count is None:
        yield Report(path, "the rule has neither succeededIndexes nor succeededCount", "write one of them")
    total = completions
    if isinstance(indexes, str):
        found = _total(indexes, completions)
        if found is None:
            message = (
                f"{indexes!r} is no list of indexes below {completions}: write numbers and ranges in ascending order"
            )
            yield Report((*path, "succeededIndexes"), message)
        total = total if found is None else found
    if isinstance(count, int) and not 0 <= count <= total:
        yield Report((*path, "succeededCount"), f"succeededCount is {count} and must be 0 to {total}")


def _total(indexes: str, completions: int) -> int | None:
    """How many indexes a text such as ``0,2-4`` names, None where it is no such text."""
    total, last = 0, -1
    for part in indexes.split(",") if indexes else ():
        start, dash, end = part.partition("-")
        if not all(one.isascii() and one.isdigit() for one in (start, end if dash else start)):
            return None
        first, final = int(start), int(end or start)
        if first <= last or final >= completions or (dash and first >= final):
            return None
        total, last = total + final - first + 1, final
    return total

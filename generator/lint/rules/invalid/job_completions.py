"""Completions, parallelism and failures of a job that do not fit each other.

A job with `completionMode: Indexed` says how many completions it has. Limits per index (`backoffLimitPerIndex`,
`maxFailedIndexes`; they count from Kubernetes 1.29 on) are for indexed jobs alone. `managedBy` (from 1.32 on) is a
domain, a '/' and a path.

```yaml
spec:
  completionMode: Indexed   # wrong without completions
  backoffLimitPerIndex: 1
```

Source: `pkg/apis/batch/validation/validation.go` (`validateJobSpec`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import syntax
from generator.lint.job_specs import completion_mode, job_spec
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_PER_INDEX = 29
_MANAGED_BY = 32
_LONGEST_MANAGER = 63
_MOST = 100_000
_MOST_WITH_MANY = 10_000
_LIMITS = ("backoffLimitPerIndex", "maxFailedIndexes")


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """What of a job does not go together."""
    path, spec = job_spec(resource)
    indexed = completion_mode(spec) == "Indexed"
    if indexed:
        yield from _indexed(spec, path)
    if scope.minor >= _PER_INDEX:
        yield from _limits(spec, path, indexed=indexed)
    manager = spec.get("managedBy")
    if isinstance(manager, str) and scope.minor >= _MANAGED_BY:
        reason = syntax.domain_prefixed_path(manager)
        if reason is None and len(manager) > _LONGEST_MANAGER:
            reason = f"it has more than {_LONGEST_MANAGER} characters"
        if reason:
            yield Report((*path, "managedBy"), f"{manager!r} is no name of a controller: {reason}")


def _indexed(spec: Mapping[str, Any], path: Path) -> Iterator[Report]:
    parallel = spec.get("parallelism")
    if spec.get("completions") is None and parallel is not None:
        message = "completionMode is Indexed and completions is missing"
        yield Report((*path, "completionMode"), message, "write completions")
    if isinstance(parallel, int) and parallel > _MOST:
        yield Report((*path, "parallelism"), f"parallelism is {parallel}, and {_MOST} is the most of an indexed job")


def _limits(spec: Mapping[str, Any], path: Path, *, indexed: bool) -> Iterator[Report]:
    if not indexed:
        for key in _LIMITS:
            if spec.get(key) is not None:
                message = f"{key} is for indexed jobs alone"
                yield Report((*path, key), message, "write completionMode: Indexed", key=True)
        return
    failed, per_index, completions = (
        spec.get("maxFailedIndexes"),
        spec.get("backoffLimitPerIndex"),
        spec.get("completions"),
    )
    if failed is None:
        if per_index is not None and completions is not None and completions > _MOST:
            yield Report(path, f"{completions} completions with a limit per index need maxFailedIndexes")
        return
    where = (*path, "maxFailedIndexes")
    if per_index is None:
        yield Report(where, "maxFailedIndexes needs a backoffLimitPerIndex beside it", key=True)
    if completions is not None and failed > completions:
        yield Report(where, f"maxFailedIndexes is {failed}, and there are {completions} completions")
    elif failed > (
        _MOST_WITH_MANY if completions is not None and completions > _MOST and per_index is not None else _MOST
    ):
        yield Report(where, f"maxFailedIndexes is {failed}, which is too many")

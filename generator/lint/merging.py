"""Findings of several environments, values files and Kubernetes versions that are the same, as one."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.lint.finding import Finding

_RANK = {"error": 0, "warning": 1, "note": 2}


def merged(findings: Iterable[Finding], versions: Iterable[int]) -> tuple[Finding, ...]:
    """The findings, each once, by file, line and column.

    One that the same rule has at the same place with the same words is the same; it then names all its environments,
    and its Kubernetes versions unless those are all that were asked.
    """
    every = tuple(sorted(versions))
    found: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        key = (finding.rule, finding.place, finding.path, finding.message, finding.severity)
        known = found.get(key)
        found[key] = finding if known is None else _joined(known, finding)
    some = (one._replace(versions=()) if one.versions == every else one for one in found.values())
    return tuple(sorted(some, key=_order))


def _joined(one: Finding, other: Finding) -> Finding:
    environments = (*one.environments, *(name for name in other.environments if name not in one.environments))
    return one._replace(environments=environments, versions=tuple(sorted({*one.versions, *other.versions})))


def _order(finding: Finding) -> tuple[object, ...]:
    place = finding.place
    return (place.source, place.line, place.column, _RANK[finding.severity], finding.rule, finding.path)

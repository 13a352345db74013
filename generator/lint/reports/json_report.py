"""JSON: everything that is known of each finding, and what the run looked at."""

from __future__ import annotations

import json

from generator.lean import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.lint.finding import Finding, Result


def write(result: Result) -> str:
    """An object with ``findings`` and ``summary``; the fields of a finding are always all there."""
    return (
        json.dumps({"findings": [found(one) for one in result.findings], "summary": summary(result)}, indent=2) + "\n"
    )


def found(finding: Finding) -> dict[str, Any]:
    """A finding."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "cure": finding.cure,
        "file": finding.place.source,
        "line": finding.place.line,
        "column": finding.place.column,
        "object": finding.object,
        "path": finding.path,
        "environments": list(finding.environments),
        "kubernetesVersions": [f"1.{minor}" for minor in finding.versions],
    }


def summary(result: Result) -> dict[str, Any]:
    """What the run looked at."""
    return {
        "files": result.files,
        "objects": result.objects,
        "skipped": dict(result.skipped),
        "ignored": result.ignored,
        "kubernetesVersions": [f"1.{minor}" for minor in result.versions],
        **{f"{name}s": sum(one.severity == name for one in result.findings) for name in ("error", "warning", "note")},
    }

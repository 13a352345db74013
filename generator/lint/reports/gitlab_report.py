"""GitLab's Code Quality report: a JSON list of issues with fingerprints."""

from __future__ import annotations

import json

from generator.lean import TYPE_CHECKING, Any
from generator.lint.reports.fingerprint import fingerprints
from generator.lint.reports.summary import where

if TYPE_CHECKING:
    from generator.lint.finding import Finding, Result

_SEVERITIES = {"error": "critical", "warning": "minor", "note": "info"}


def write(result: Result) -> str:
    """The list; [] where nothing was found."""
    return json.dumps([_issue(*pair) for pair in fingerprints(result.findings)], indent=2) + "\n"


def _issue(finding: Finding, fingerprint: str) -> dict[str, Any]:
    cure = f" (cure: {finding.cure})" if finding.cure else ""
    path = finding.place.source.replace("\\", "/").removeprefix("./")
    return {
        "description": where(finding) + finding.message + cure,
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": path, "lines": {"begin": max(1, finding.place.line)}},
    }

"""What is found before and after a fix: which findings are the same, and which errors are new."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeAlias

    from generator.lint.finding import Finding, Result

    Key: TypeAlias = tuple[str, str, str, str, str]


def key(finding: Finding) -> Key:
    """What tells a finding from all others, whatever line it is on."""
    return *kind(finding), finding.message


def kind(finding: Finding) -> tuple[str, str, str, str]:
    """A finding's rule, file, object and path: without its words, which may change when something else is cured."""
    return finding.rule, finding.place.source, finding.object, finding.path


def new_errors(before: Result, after: Result) -> list[Finding]:
    """The errors that were not there before, or not as often: one for each Kubernetes version and environment."""
    known = Counter(name for name, _ in _errors(before))
    found = []
    for name, finding in _errors(after):
        if known[name] > 0:
            known[name] -= 1
        else:
            found.append(finding)
    return found


def _errors(result: Result) -> list[tuple[tuple[str, ...], Finding]]:
    return [
        ((*kind(one), str(version), environment), one)
        for one in result.findings
        if one.severity == "error"
        for version in one.versions or result.versions
        for environment in one.environments or ("",)
    ]

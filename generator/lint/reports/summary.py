"""The words that several formats share: where a finding is, and what a run looked at."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.lint.finding import Finding, Result

MANY = 5
"""Types of skipped objects that the summary names."""


def where(finding: Finding) -> str:
    """The object, the path and the circumstances of a finding, each followed by a colon and a blank."""
    parts = [part for part in (finding.object, finding.path) if part]
    if finding.environments:
        parts.append(f"in {', '.join(finding.environments)}")
    if finding.versions:
        parts.append(f"Kubernetes {', '.join(f'1.{minor}' for minor in finding.versions)}")
    return "".join(f"{part}: " for part in parts)


def in_words(result: Result) -> str:
    """``3 errors, 1 warning in 12 objects of 4 files, Kubernetes 1.37; skipped 2 without a schema: …``."""
    counts = [counted(sum(one.severity == name for one in result.findings), name) for name in ("error", "warning")]
    notes = sum(one.severity == "note" for one in result.findings)
    found = ", ".join([*counts, *([counted(notes, "note")] if notes else [])])
    versions = ", ".join(f"1.{minor}" for minor in result.versions)
    against = f", Kubernetes {versions}" if versions else ""
    parts = [f"{found} in {counted(result.objects, 'object')} of {counted(result.files, 'file')}{against}"]
    if result.skipped:
        parts.append(f"skipped {skipped(result)}")
    if result.ignored:
        parts.append(f"ignored {counted(result.ignored, 'finding')}")
    return "; ".join([*parts, *result.notes])


def skipped(result: Result) -> str:
    """``3 without a schema: Certificate.cert-manager.io/v1 (2), …``."""
    names = [f"{name} ({count})" if count > 1 else name for name, count in result.skipped[:MANY]]
    more = len(result.skipped) - MANY
    total = sum(count for _, count in result.skipped)
    return f"{total} without a schema: {', '.join(names)}" + (f" and {counted(more, 'other type')}" if more > 0 else "")


def counted(number: int, name: str) -> str:
    """``1 error``, ``2 errors``."""
    return f"{number} {name}" if number == 1 else f"{number} {name}s"

"""Findings from what rules report: the place, the source line, and nothing that is secret or that a terminal obeys."""

from __future__ import annotations

from generator.documents.manifest import shown
from generator.errors import Place
from generator.lean import TYPE_CHECKING
from generator.lint.finding import Finding, printable
from generator.objects.masking import holds_secret, line_holds_secret

if TYPE_CHECKING:
    from generator.documents.manifest import Manifest, Path
    from generator.documents.source import Source
    from generator.errors import Problem
    from generator.lint.rule import Entry, Report

SECRETS = "secrets"
"""The group of rules whose findings stand on lines with secrets."""


def from_report(
    entry: Entry, severity: str, report: Report, manifest: Manifest, name: str, path: Path
) -> tuple[Finding, str]:
    """What a rule reported at a path of an object; and the source line as it is, which must not be repeated."""
    place = manifest.place(path, key=report.key)
    line = manifest.origin.line(place)
    message, cure, shown_line = report.message, report.cure, printable(line)
    if entry.group == SECRETS or holds_secret(manifest.value, path, line):
        shown_line = ""
        if entry.level == "schema":  # the one level whose messages repeat values
            message, cure = message.partition(", found ")[0], cure.partition(": ")[0]
    cause = manifest.cause(path)
    finding = Finding(
        entry.id,
        report.severity or severity,
        printable(message) + (f" (from {cause})" if cause and cause != place else ""),
        place,
        printable(name),
        printable(shown(path)),
        printable(cure),
        shown_line,
        _environments(manifest.environment),
    )
    return finding, line


def from_problem(entry: Entry, severity: str, problem: Problem, source: Source) -> Finding:
    """What is wrong with a text or a file."""
    place = problem.place or Place(source.name, 0, 0)
    return Finding(
        entry.id,
        severity if problem.severity == "error" else problem.severity,
        printable(problem.message),
        place,
        "",
        printable(problem.path),
        printable(problem.cure),
        "" if line_holds_secret(problem.source_line) else printable(problem.source_line),
        problem.environments or _environments(source.environment),
    )


def _environments(name: str) -> tuple[str, ...]:
    return (name,) if name else ()

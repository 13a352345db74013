"""Findings from what rules report: the place, the source line, and nothing that is secret or that a terminal obeys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.documents.manifest import shown
from generator.errors import Place
from generator.lint.finding import Finding, printable

if TYPE_CHECKING:
    from generator.documents.manifest import Manifest, Path
    from generator.documents.node import Plain
    from generator.documents.source import Source
    from generator.errors import Problem
    from generator.lint.rule import Entry, Report

SECRETS = "secrets"
"""The group of rules whose findings stand on lines with secrets."""


def from_report(entry: Entry, severity: str, report: Report, manifest: Manifest, name: str, path: Path) -> Finding:
    """What a rule reported at a path of an object."""
    place = manifest.place(path, key=report.key)
    message, cure, line = report.message, report.cure, ""
    if _is_secret_data(manifest.value, path):
        message, cure = message.partition(", found ")[0], cure.partition(": ")[0]
    elif entry.group != SECRETS:
        line = manifest.origin.line(place)
    return Finding(
        entry.id,
        report.severity or severity,
        printable(message),
        place,
        printable(name),
        printable(shown(path)),
        printable(cure),
        printable(line),
        _environments(manifest.environment),
    )


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
        printable(problem.source_line),
        problem.environments or _environments(source.environment),
    )


def _is_secret_data(value: Plain, path: Path) -> bool:
    """Whether a path is in the data of a Secret: neither its line nor its value may be repeated."""
    return isinstance(value, dict) and value.get("kind") == "Secret" and path[:1] in (("data",), ("stringData",))


def _environments(name: str) -> tuple[str, ...]:
    return (name,) if name else ()

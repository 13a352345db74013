"""GitHub's workflow commands: each finding becomes an annotation at its line in the pull request."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.finding import printable
from generator.lint.reports.summary import in_words, where

if TYPE_CHECKING:
    from generator.lint.finding import Finding, Result

_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def write(result: Result) -> str:
    """A command a finding, then the summary as an ordinary line of the log."""
    return "\n".join([*map(_command, result.findings), in_words(result), ""])


def _command(finding: Finding) -> str:
    place = finding.place
    properties = {
        "file": printable(place.source),
        "line": str(place.line),
        "col": str(place.column),
        "title": finding.rule,
    }
    if not place.line:
        del properties["line"], properties["col"]
    told = ",".join(f"{name}={_property(text)}" for name, text in properties.items())
    cure = f"\ncure: {finding.cure}" if finding.cure else ""
    return f"::{_LEVELS[finding.severity]} {told}::{_data(where(finding) + finding.message + cure)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

"""Markdown for a pull-request comment: a table a file, errors first, and the summary."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.finding import printable
from generator.lint.reports.summary import counted, in_words, where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.finding import Finding, Result

LONGEST = 60_000
"""Characters of a report; GitHub takes comments of up to 65,536."""


def write(result: Result) -> str:
    """The summary and the tables; what does not fit into a comment is counted."""
    parts = [f"### fairlead lint\n\n{_cell(in_words(result))}\n"]
    size, left = len(parts[0]), len(result.findings)
    for rows in _tables(result):
        for row in rows:
            if size + len(row) > LONGEST:
                return "".join([*parts, f"\n… and {counted(left, 'more finding')}: see the log of the run.\n"])
            parts.append(row)
            size += len(row)
            left -= row.startswith(("| error", "| warning", "| note"))
    return "".join(parts)


def _tables(result: Result) -> Iterator[Iterator[str]]:
    by_file: dict[str, list[Finding]] = {}
    for finding in result.findings:
        by_file.setdefault(finding.place.source, []).append(finding)
    for name, findings in by_file.items():
        yield _table(name, sorted(findings, key=lambda one: one.severity != "error"))


def _table(name: str, findings: list[Finding]) -> Iterator[str]:
    yield f"\n**{_cell(printable(name))}**\n\n| | line | rule | what |\n|---|---|---|---|\n"
    for finding in findings:
        cure = f"<br>cure: {_cell(finding.cure)}" if finding.cure else ""
        told = _cell(where(finding) + finding.message) + cure
        yield f"| {finding.severity} | {finding.place.line}:{finding.place.column} | `{finding.rule}` | {told} |\n"


def _cell(text: str) -> str:
    """Text that Markdown and HTML show as it is, on one line."""
    for character in "\\`*_[]<>|#~":
        text = text.replace(
            character, f"\\{character}" if character not in "<>" else {"<": "&lt;", ">": "&gt;"}[character]
        )
    return text.replace("\r", " ").replace("\n", " ").replace("@", "&#64;")

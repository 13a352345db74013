"""Plain text for a terminal and a log: a line that names the place, the source line with a caret, the cure."""

from __future__ import annotations

from generator.errors import caret_under
from generator.lean import TYPE_CHECKING
from generator.lint.finding import printable
from generator.lint.reports.summary import in_words, where

if TYPE_CHECKING:
    from generator.lint.finding import Finding, Result

WIDEST = 160
"""Characters of a source line that are shown; longer ones are cut around the place."""


def write(result: Result) -> str:
    """The findings by file, an empty line between files, and the summary."""
    lines: list[str] = []
    before: Finding | None = None
    for finding in result.findings:
        if before is not None and before.place.source != finding.place.source:
            lines.append("")
        place = printable(str(finding.place))
        lines.append(f"{place}: {finding.severity}: {where(finding)}{finding.message} [{finding.rule}]")
        if finding.source_line and (before is None or before.place != finding.place):
            lines += source_lines(finding.source_line, finding.place.column)
        if finding.cure:
            lines.append(f"    cure: {finding.cure}")
        before = finding
    if lines:
        lines.append("")
    return "\n".join([*lines, in_words(result), ""])


def source_lines(line: str, column: int) -> list[str]:
    """The source line and the line with the caret, indented; of a very long line the part around the column."""
    if len(line) > WIDEST:
        start = max(0, min(column - WIDEST // 2, len(line) - WIDEST))
        line = ("…" if start else "") + line[start : start + WIDEST] + ("…" if start + WIDEST < len(line) else "")
        column -= start - 1 if start else 0
    return [f"    {line}", f"    {caret_under(line, column)}"]

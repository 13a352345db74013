"""The baseline: findings that were there on a day, so that a run can report only what is new.

A finding is recognised by its file, rule, object, path and words, not by its line.
"""

from __future__ import annotations

import json

from generator.errors import InputError, Place, Problem
from generator.lean import TYPE_CHECKING
from generator.lint.reports.fingerprint import fingerprints

if TYPE_CHECKING:
    from generator.lint.finding import Result

VERSION = 1


def written(result: Result) -> str:
    """The baseline file for what a run found: JSON, a line a finding, so that a diff of it can be read."""
    rows = [
        {"rule": finding.rule, "file": finding.place.source, "object": finding.object, "path": finding.path, "id": name}
        for finding, name in fingerprints(result.findings)
    ]
    lines = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in rows)
    return (
        f'{{"version": {VERSION}, "findings": [\n{lines}\n]}}\n'
        if rows
        else f'{{"version": {VERSION}, "findings": []}}\n'
    )


def without_known(result: Result, text: str, source: str) -> Result:
    """The result without the findings that a baseline holds. Raises InputError where its text is no baseline."""
    known = _names(text, source)
    new = tuple(finding for finding, name in fingerprints(result.findings) if name not in known)
    return result._replace(findings=new, ignored=result.ignored + len(result.findings) - len(new))


def _names(text: str, source: str) -> set[str]:
    try:
        content = json.loads(text)
        names = {row["id"] for row in content["findings"]} if content["version"] == VERSION else None
    except (ValueError, KeyError, TypeError, RecursionError):
        names = None
    if names is None:
        cure = "name a file that --baseline has written, or write it anew with --update-baseline"
        raise InputError([Problem(Place(source, 0, 0), "", "this is no baseline of fairlead lint", cure)])
    return names

"""SARIF 2.1.0, which GitHub code scanning and many editors read."""

from __future__ import annotations

import json

from generator import __version__
from generator.lean import TYPE_CHECKING, Any
from generator.lint.pages import page
from generator.lint.reports.fingerprint import fingerprints
from generator.lint.reports.summary import where

if TYPE_CHECKING:
    from generator.lint.finding import Finding, Result

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def write(result: Result) -> str:
    """A log of one run, with the pages of the rules that found something."""
    names = sorted({finding.rule for finding in result.findings})
    numbers = {name: index for index, name in enumerate(names)}
    driver = {"name": "fairlead", "version": __version__, "rules": [_rule(name) for name in names]}
    results = [_result(finding, print_, numbers[finding.rule]) for finding, print_ in fingerprints(result.findings)]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(name: str) -> dict[str, Any]:
    about = page(name)
    return {
        "id": name,
        "shortDescription": {"text": about.summary},
        "help": {"text": about.text, "markdown": about.text},
        "defaultConfiguration": {"level": about.severity},
        "properties": {"tags": [about.group]},
    }


def _result(finding: Finding, fingerprint: str, index: int) -> dict[str, Any]:
    text = where(finding) + finding.message + (f" (cure: {finding.cure})" if finding.cure else "")
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(finding.place.source)}}
    if finding.place.line:
        physical["region"] = {"startLine": finding.place.line, "startColumn": max(1, finding.place.column)}
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": finding.severity,
        "message": {"text": text},
        "locations": [{"physicalLocation": physical}],
        "partialFingerprints": {"fairlead/v1": fingerprint},
    }


def _uri(source: str) -> str:
    """A path as a URI reference, relative to where the run began."""
    from urllib.parse import quote

    return quote(source.replace("\\", "/").removeprefix("./"))

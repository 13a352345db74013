"""Linting a text as one source, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.documents.manifest import Manifest
from generator.documents.reading import read
from generator.documents.source import Source
from generator.lint.run import lint
from generator.lint.settings import Settings

if TYPE_CHECKING:
    from generator.lint.finding import Finding

NEWEST = 37


def source_of(text: str, name: str = "bad.yaml", *, whole: bool = False) -> Source:
    """A text as a source."""
    reading = read(text, name)
    manifests = tuple(Manifest(document.value, document) for document in reading.documents)
    documents, problems = tuple(reading.documents), tuple(reading.problems)
    return Source(name, "manifests", manifests, documents, problems, whole=whole, files=(name,))


def findings_in(
    text: str, settings: Settings | None = None, minor: int = NEWEST, *, whole: bool = False
) -> list[Finding]:
    """What the rules of the settings find in a text."""
    return list(lint([source_of(text, whole=whole)], settings or Settings(), [minor]).findings)


def told(finding: Finding) -> str:
    """A finding as the expected texts of fixtures/rules hold it."""
    where = ": ".join(part for part in (finding.object, finding.path) if part)
    head = f"{finding.place.line}:{finding.place.column}: {finding.severity}: {where}: {finding.message}"
    return head + (f"\n    cure: {finding.cure}" if finding.cure else "")


def setting(case: dict[str, Any], rule: str, severity: str) -> Settings:
    """Settings in which a rule is on, with the options of a case, and otherwise only what the API server refuses."""
    return Settings(rules={rule: severity}, options={rule: case.get("options", {})}, only=(rule, "invalid"))

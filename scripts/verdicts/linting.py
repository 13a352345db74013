"""The verdict of ``fairlead lint`` on a document: whether the API server would refuse it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.documents.manifest import Manifest
from generator.documents.reading import read
from generator.documents.source import Source
from generator.lint.catalogue import entries
from generator.lint.run import lint
from generator.lint.settings import Settings
from generator.schemas.custom import schemas_of
from scripts.verdicts.server import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.verdicts.documents import Document

REFUSING = tuple(row.id for row in entries() if row.group == "invalid" and row.severity == "error")
"""The rules that say what the API server refuses."""


class Linter:
    """The rules of one Kubernetes version, with the schemas of some CustomResourceDefinitions."""

    def __init__(self, minor: int, definitions: Iterable[Any] = ()) -> None:
        self._minor = minor
        self._customs = {key: schema for definition in definitions for key, schema in schemas_of(definition).items()}
        self._settings = Settings(only=REFUSING)

    def verdict(self, document: Document) -> Verdict:
        """Refused with a rule for each place that is wrong, else accepted, or unknown: a kind without a schema."""
        reading = read(document.text, document.path)
        manifests = tuple(Manifest(one.value, one) for one in reading.documents)
        documents, problems = tuple(reading.documents), tuple(reading.problems)
        source = Source(document.path, "manifests", manifests, documents, problems, files=(document.path,))
        result = lint([source], self._settings, [self._minor], self._customs)
        errors = [one for one in result.findings if one.severity == "error"]
        if errors:
            causes = tuple((one.rule, f"{one.path}: {one.message}") for one in errors)
            return Verdict("refused", "; ".join(f"{one.path}: {one.message} [{one.rule}]" for one in errors), causes)
        return Verdict("unknown" if result.skipped else "accepted")

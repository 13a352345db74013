"""Verdicts on real manifests beside kubeconform's, where these are at hand: ``shared/corpus`` beside the checkout.

kubeconform -strict knows the schemas alone. So where it says valid and fairlead invalid, a rule beyond the schema must
have refused the file, and the first test's table says for each such rule why the API server agrees with it. Where
kubeconform says invalid and fairlead valid, the second table says why.
"""

from __future__ import annotations

import collections
import json
from typing import TYPE_CHECKING, Any

import pytest

from generator.documents.manifest import Manifest
from generator.documents.reading import read
from generator.documents.source import Source
from generator.lint.catalogue import entries
from generator.lint.run import lint
from generator.lint.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

MINORS = (30, 34, 37)
REFUSING = tuple(row.id for row in entries() if row.group == "invalid" and row.severity == "error")

AGREES = {}
"""Rules by which fairlead refuses what kubeconform takes, and why the API server refuses it too."""

TAKES: dict[str, str] = {}
"""Words of kubeconform's, and why the API server takes what it refuses."""


@pytest.fixture(scope="module")
def corpus(repository: Path) -> list[dict[str, Any]]:
    file = repository.parent / "shared" / "corpus" / "real.jsonl"
    if not file.exists():
        pytest.skip("the real manifests are not beside this checkout: shared/corpus/real.jsonl")
    return [{**json.loads(line), "folder": file.parent} for line in file.read_text().splitlines()]


def source_of(row: dict[str, Any]) -> Source:
    path = row["folder"] / row["path"]
    reading = read(path.read_bytes().decode("utf-8", "surrogateescape"), row["path"])
    manifests = tuple(Manifest(document.value, document) for document in reading.documents)
    return Source(row["path"], "manifests", manifests, tuple(reading.documents), tuple(reading.problems))


def verdict(row: dict[str, Any], minor: int) -> tuple[str, set[str]]:
    """fairlead's verdict in kubeconform's words, and the rules that refused the file."""
    result = lint([source_of(row)], Settings(only=REFUSING), [minor])
    rules = {finding.rule for finding in result.findings if finding.severity == "error"}
    if rules:
        return "invalid", rules
    return ("skipped" if sum(count for _, count in result.skipped) == result.objects else "valid"), rules


@pytest.mark.parametrize("minor", MINORS)
def test_what_kubeconform_takes_is_refused_for_a_reason_only(corpus: list[dict[str, Any]], minor: int) -> None:
    unexplained = []
    counts: collections.Counter[tuple[str, str]] = collections.Counter()
    for row in corpus:
        theirs, (ours, rules) = row["kubeconform"][f"1.{minor}.0-strict"], verdict(row, minor)
        counts[theirs, ours] += 1
        if theirs in ("valid", "skipped") and ours == "invalid" and not rules & AGREES.keys():
            unexplained.append(f"{row['path']}: {sorted(rules)}")
        if theirs in ("invalid", "error") and ours != "invalid":
            unexplained.append(f"{row['path']}: kubeconform says {theirs}")
    print(f"\nKubernetes 1.{minor}, kubeconform -strict and fairlead: {dict(counts)}")
    assert unexplained == []

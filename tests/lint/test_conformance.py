"""Verdicts on real manifests beside kubeconform's, where these are at hand: ``shared/corpus`` beside the checkout.

kubeconform -strict knows the schemas alone. So where it says valid and fairlead invalid, a rule beyond the schema must
have refused the file, and the table below says for each such rule why the API server agrees with it. Nothing that
kubeconform refuses, or cannot read, passes here.
"""

from __future__ import annotations

import collections
import json
import sys
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

AGREES = {
    "api-not-served": "a built-in kind without a schema is skipped there; the server has no resource for it",
    "base64": "Secret data is []byte: the server cannot decode text that is no base64",
    "container-resources": "ValidateResourceRequirements: a request may not be above its limit",
    "ingress-backend": "ValidateIngressSpec: TLS hosts and Secret names must be names",
    "ingress-class": "ValidateIngressClassParametersReference: apiGroup is a group, without a version",
    "ingress-rules": "ValidateIngressSpec: hosts must be DNS names, with a wildcard first at most",
    "object-name": "ValidateObjectMeta: names must be DNS names, which placeholders such as ${APP} are not",
    "persistent-volume": "the capacity is a quantity, which the server cannot decode from other text",
    "pod-reference": "ValidatePodSpec: node selectors are labels",
    "role-binding": "ValidateRoleBindingSubject: a ServiceAccount has a namespace",
    "service-type": "ValidateService: a Service that has an address needs ports",
    "volume-claim": "the request is a quantity, which the server cannot decode from other text",
    "volume-mount": "ValidateVolumeMounts: a mount names a volume of the pod",
}
"""Rules by which fairlead refuses what kubeconform takes, and why the API server refuses it too."""


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
        if theirs in ("valid", "skipped") and rules - AGREES.keys():
            unexplained.append(f"{row['path']}: {sorted(rules - AGREES.keys())}")
        if theirs in ("invalid", "error") and ours != "invalid":
            unexplained.append(f"{row['path']}: kubeconform says {theirs}")
    told = ", ".join(f"{theirs}/{ours} {count}" for (theirs, ours), count in sorted(counts.items()))
    sys.stdout.write(f"\nKubernetes 1.{minor}, kubeconform -strict / fairlead: {told}\n")
    assert unexplained == []

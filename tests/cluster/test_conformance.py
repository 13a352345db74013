"""The API server's verdict beside lint's, document by document: what it takes, lint takes."""

from __future__ import annotations

import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from generator.lint.catalogue import entries
from scripts.controlplane.api import Api
from scripts.controlplane.clusters import Cluster
from scripts.verdicts.comparing import Comparison, as_json, table
from scripts.verdicts.documents import documents_in, documents_of
from scripts.verdicts.judging import Judges, definitions_in
from scripts.verdicts.mutants import mutants_of
from scripts.verdicts.server import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scripts.verdicts.documents import Document

ON_THE_SERVER = [pytest.mark.cluster, pytest.mark.xdist_group("cluster")]
INVALID = [row.id for row in entries() if row.group == "invalid" and row.severity == "error"]
MUTANTS = 3000
REMAINING = {"limit-range", "missing-field", "wrong-type"}
"""Rules that still refuse mutants which the server takes: quantities beyond 64 bits, required fields that it does not
ask for, nulls where a value should be.
"""
pytestmark = ON_THE_SERVER


@pytest.fixture
def judge(programs: str) -> Iterator[Any]:
    """Compares documents on a server that knows no others; tells the table."""
    with Cluster("judge", 0, cache=programs) as cluster, closing(Api(cluster.kubeconfig)) as api:

        def compare(
            documents: list[Document], title: str = "", beside: list[Document] | None = None
        ) -> list[Comparison]:
            found = Judges(api, definitions_in(documents if beside is None else beside)).compare(documents)
            if title:
                sys.stdout.write(f"\n{title}\n\n{table(found)}")
            return found

        yield compare


def wrongly(outcome: str, comparisons: list[Comparison]) -> list[str]:
    found = [one for one in comparisons if one.outcome == f"wrongly {outcome}"]
    return [f"{one.document}: server: {one.server.message}; lint: {one.lint.message}" for one in found]


def verdict(judge: Any, value: Any) -> Comparison:
    found: list[Comparison] = judge(list(documents_of(yaml.safe_dump(value), "one.yaml")))
    return found[0]


def test_nothing_good_is_refused_that_the_server_takes(judge: Any, repository: Path) -> None:
    paths = [repository / "fixtures" / "manifests", *(repository / "fixtures" / "rules").glob("*/good*.yaml")]
    found = judge(documents_in([str(path) for path in sorted(paths)]), "good fixtures")
    assert wrongly("refused", found) == []


def test_what_is_bad_is_refused_by_both(judge: Any, repository: Path) -> None:
    paths = [path for rule in INVALID for path in (repository / "fixtures" / "rules" / rule).glob("bad*.yaml")]
    found = judge(documents_in([str(path) for path in sorted(paths)]), "bad fixtures of the invalid rules")
    assert wrongly("refused", found) == []
    assert wrongly("accepted", found) == []
    assert sum(one.outcome == "both refuse" for one in found) > 200


def test_mutants_are_not_refused_for_new_reasons(judge: Any, repository: Path) -> None:
    good = documents_in([str(repository / "fixtures" / "manifests")])
    taken = [one.document for one in judge(good) if one.server.state == "accepted"]
    found = judge(mutants_of(taken, MUTANTS, 1), "mutants", good)
    assert len(found) == MUTANTS
    surprising = [one for one in found if one.outcome == "wrongly refused" and set(one.classes) - REMAINING]
    assert wrongly("refused", surprising) == []


def test_real_manifests_that_the_server_takes_are_taken(judge: Any, repository: Path) -> None:
    corpus = repository.parent / "shared" / "corpus" / "real"
    if not corpus.exists():
        pytest.skip("the real manifests are not beside this checkout: shared/corpus/real")
    found = judge(documents_in([str(corpus)]), "real manifests")
    assert wrongly("refused", found) == []


def test_what_is_missing_in_the_cluster_is_no_fault_of_the_document(judge: Any) -> None:
    names = {"serviceAccountName": "robot", "priorityClassName": "urgent", "runtimeClassName": "sandbox"}
    spec = {"containers": [{"name": "web", "image": "web:1"}], **names}
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": "nowhere"}, "spec": spec}
    assert verdict(judge, pod).server == Verdict("accepted")
    assert verdict(judge, pod | {"metadata": {"name": "web", "namespace": "No_Where"}}).outcome == "both refuse"


def test_a_dry_run_that_does_not_look_closely_is_not_the_last_word(judge: Any) -> None:
    spec = {"type": "NodePort", "ports": [{"port": 80, "nodePort": 3000000}]}
    found = verdict(judge, {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "far"}, "spec": spec})
    assert (found.server.state, found.lint.state) == ("undecided", "refused")
    assert "not in the valid range" in found.server.message


def test_custom_resources_are_judged_by_the_definitions_beside_them(judge: Any) -> None:
    schema = {"type": "object", "properties": {"spec": {"type": "object", "properties": {"size": {"type": "integer"}}}}}
    version = {"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": schema}}
    names = {"plural": "caches", "singular": "cache", "kind": "Cache"}
    definition = {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": "caches.test.fairlead.dev"},
        "spec": {"group": "test.fairlead.dev", "scope": "Namespaced", "names": names, "versions": [version]},
    }
    caches = [
        {"apiVersion": "test.fairlead.dev/v1", "kind": "Cache", "metadata": {"generateName": "one-"}, "spec": spec}
        for spec in ({"size": 1}, {"size": "one"}, {"sizes": 1})
    ]
    text = yaml.safe_dump_all([*caches, definition])
    found = judge(list(documents_of(text, "caches.yaml")))
    assert [one.outcome for one in found] == ["both accept", "both refuse", "both refuse", "both accept"]


def test_a_report_counts_and_tells_each_disagreement() -> None:
    document = next(documents_of("apiVersion: v1\nkind: ConfigMap\n", "a.yaml"))
    causes = (("spec.ports[0].port", 'Invalid value: 0: must be between 1 and 9, not "x"'),)
    states = [
        (Verdict("accepted"), Verdict("refused", "no [rule]", (("rule", "no"),))),
        (Verdict("refused", "ports are wrong", causes), Verdict("accepted")),
        (Verdict("unknown"), Verdict("unknown")),
        (Verdict("unknown"), Verdict("accepted")),
        (Verdict("undecided"), Verdict("refused")),
    ]
    found = [Comparison(document, *pair) for pair in states]
    told = as_json("v1.37.0", found)
    assert list(told["outcomes"].values()) == [0, 0, 2, 1, 1, 1]
    assert [one["classes"] for one in told["disagreements"]][:2] == [
        ["rule"],
        ["ports[].port: Invalid value: must be between # and #, not …"],
    ]
    assert "| ports[].port: Invalid value: must be between # and #, not … | 1 | a.yaml:1 |" in table(found)

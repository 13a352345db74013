"""What cannot be changed: every field of the table, and every one that the facts name."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from generator.diff.immutable import refusals
from generator.diff.immutable_fields import FIELDS
from generator.diff.ways import names, way_out
from tests.conftest import REPOSITORY
from tests.diff.effecting import NEWEST, effects_between, scope_of
from tests.diff.immutable_cases import CASES, OBJECTS, Case

if TYPE_CHECKING:
    from pathlib import Path

FACTS = REPOSITORY.parent / "shared" / "design" / "kubernetes-facts.md"
NAMED: dict[str, list[tuple[str, str]]] = {
    "Selectors": [(kind, "spec.selector") for kind in ("Deployment", "DaemonSet", "ReplicaSet", "Job")],
    "Job template": [("Job", "spec.template")],
    "selector": [("Job", "spec.selector")],
    "completions": [("Job", "spec.completions")],
    "StatefulSet except replicas": [("StatefulSet", "spec")],
    "Service clusterIP": [("Service", "spec.clusterIP")],
    "PVC spec except growth": [
        ("PersistentVolumeClaim", "spec"),
        ("PersistentVolumeClaim", "spec.resources.requests.storage"),
    ],
    "`immutable` ConfigMaps and Secrets": [
        *(("ConfigMap", name) for name in ("data", "binaryData", "immutable")),
        *(("Secret", name) for name in ("data", "stringData", "immutable")),
    ],
    "Secret type": [("Secret", "type")],
    "roleRef": [("RoleBinding", "roleRef"), ("ClusterRoleBinding", "roleRef")],
    "StorageClass": [
        ("StorageClass", name) for name in ("provisioner", "parameters", "reclaimPolicy", "volumeBindingMode")
    ],
}
"""What the facts call immutable, and the fields of the table that each of its phrases stands for."""
MAY_CHANGE = {
    "replicas": {"spec.replicas": 5},
    "template": {"spec.template.spec.containers.0.image": "shop:2"},
    "updateStrategy": {"spec.updateStrategy": {"rollingUpdate": {"partition": 1}}},
    "ordinals": {"spec.ordinals": {"start": 2}},
    "revisionHistoryLimit": {"spec.revisionHistoryLimit": 4},
    "minReadySeconds": {"spec.minReadySeconds": 3},
    "PVC retention": {"spec.persistentVolumeClaimRetentionPolicy": {"whenScaled": "Delete"}},
}
"""What the facts say may be changed of a StatefulSet, and a change of it."""


def changed(text: str, change: dict[str, Any]) -> str:
    """An object in which values are set at paths; None removes."""
    value = deepcopy(yaml.safe_load(text))
    for path, new in change.items():
        *steps, last = path.split(".")
        inside = value
        for step in steps:
            inside = inside[int(step)] if isinstance(inside, list) else inside.setdefault(step, {})
        if isinstance(inside, list):
            inside[int(last)] = new
        elif new is None:
            inside.pop(last, None)
        else:
            inside[last] = new
    return str(yaml.safe_dump(value))


def refused(case: Case, minor: int) -> set[str]:
    """The fields of the table whose change is refused."""
    before = OBJECTS[case.object]
    (found,) = effects_between(before, changed(before, case.change), minor).objects
    assert found.before is not None
    assert found.after is not None
    rows = {".".join(one.row.path) for one in refusals(found.before, found.after, found.differences, minor)}
    assert len(rows) == sum(effect.kind == "refused" for effect in found.effects)
    return rows


def row_of(case: Case) -> tuple[str, str]:
    return str(yaml.safe_load(OBJECTS[case.object])["kind"]), case.refused


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_change_is_refused_as_the_api_server_refuses_it(case: Case) -> None:
    for minor in {case.since, case.until}:
        found = refused(case, minor)
        assert (case.refused in found) if case.refused else not found, (minor, found)


def test_every_field_of_the_table_has_a_case_and_every_case_a_field() -> None:
    table = {(kind, ".".join(row.path)) for kind, rows in FIELDS.items() for row in rows}
    tried = {row_of(case) for case in CASES if case.refused}
    assert tried == table


def test_versions_where_the_answer_changes_have_a_case_on_either_side() -> None:
    borders = {(kind, ".".join(row.path), row.until) for kind, rows in FIELDS.items() for row in rows if row.until}
    tried = {(*row_of(case), case.until) for case in CASES}
    assert borders <= tried


def test_every_way_out_is_that_of_a_field() -> None:
    used = {row.way for rows in FIELDS.values() for row in rows}
    assert used | {"stateful selector", "stateful growth"} == names()


def test_a_way_out_names_the_object() -> None:
    (service,) = scope_of(OBJECTS["service"].replace("name: web}", "name: web, namespace: shop}"), "a.yaml").resources
    assert "`kubectl -n shop delete service web`" in way_out("address", service)


def test_every_row_says_who_refuses() -> None:
    for rows in FIELDS.values():
        for row in rows:
            assert re.fullmatch(r"[a-z]+: [A-Za-z]+|plugin [A-Za-z]+", row.source), row


@pytest.fixture(scope="module")
def facts() -> str:
    path: Path = FACTS
    if not path.exists():
        pytest.skip("../shared/design/kubernetes-facts.md is not here")
    section = path.read_text(encoding="utf-8").split("## Immutable\n")[1]
    return section.split("\n## ")[0].strip().rstrip(".")


def test_every_field_that_the_facts_name_is_in_the_table_and_refused(facts: str) -> None:
    phrases = [phrase.strip() for part in facts.split(";") for phrase in part.split(",")]
    assert phrases
    excepted = set(MAY_CHANGE) - {"replicas"}
    assert set(phrases) - excepted == set(NAMED)
    tried = {row_of(case) for case in CASES if case.refused and case.until == NEWEST}
    for phrase in phrases:
        assert set(NAMED.get(phrase, ())) <= tried, phrase


def test_every_field_that_the_facts_except_may_change(facts: str) -> None:
    (stateful,) = [part for part in facts.split(";") if "StatefulSet" in part]
    excepted = [one.strip().rpartition(" except ")[2].strip() for one in stateful.split(",")]
    assert set(excepted) == set(MAY_CHANGE)


@pytest.mark.parametrize("change", MAY_CHANGE.values(), ids=MAY_CHANGE)
def test_what_may_change_of_a_stateful_set(change: dict[str, Any]) -> None:
    assert refused(Case("stateful-set", change, ""), NEWEST) == set()


def test_a_hook_is_made_anew_and_so_never_refused() -> None:
    before = OBJECTS["job"].replace("name: migrate}", "name: migrate, annotations: {helm.sh/hook: pre-upgrade}}")
    (found,) = effects_between(before, before.replace("shop:1", "shop:2")).objects
    assert [effect.kind for effect in found.effects] == ["recreates"]
    kept = before.replace("pre-upgrade", "pre-upgrade, helm.sh/hook-delete-policy: hook-succeeded")
    (found,) = effects_between(kept, kept.replace("shop:1", "shop:2")).objects
    assert [effect.kind for effect in found.effects] == ["refused"]

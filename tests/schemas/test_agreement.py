"""The check says what jsonschema says of the strict schemas that are published for each version of Kubernetes."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.documents.manifest import Manifest, flatten
from generator.documents.reading import read
from generator.schemas import bundle
from generator.schemas.check import check, fit
from generator.schemas.explanation import Explanation
from tests.schemas import strict

if TYPE_CHECKING:
    from pathlib import Path

VERSIONS = bundle.versions()


@pytest.mark.parametrize("minor", VERSIONS)
@given(seed=st.integers(0, 2**64 - 1), errors=st.sampled_from([0.0, 0.01, 0.05, 0.3]))
def test_any_document(minor: int, seed: int, errors: float) -> None:
    random = Random(seed)  # noqa: S311 - documents to try, no secrets
    api_version, kind = random.choice(sorted(bundle.bundle().kinds(minor))).split(" ")
    schema = bundle.schema(minor, api_version, kind)
    assert schema is not None
    value = strict.grown(schema, random, errors)
    if not isinstance(value, dict):
        assert check(value, schema).errors
        return
    value |= {"apiVersion": api_version, "kind": kind}
    assert strict.ours(value, minor) == strict.theirs(value, minor)
    _both_walks_agree(value, minor)
    _fits(value, minor)


def _both_walks_agree(value: dict[str, Any], minor: int) -> None:
    schema = bundle.schema(minor, value["apiVersion"], value["kind"])
    assert schema is not None
    explanation = Explanation()
    explanation.root(value, schema)
    checked = check(value, schema)
    assert checked.errors == explanation.errors
    assert checked.nulls == explanation.nulls


def _fits(value: dict[str, Any], minor: int) -> None:
    schema = bundle.schema(minor, value["apiVersion"], value["kind"])
    assert schema is not None
    checked = check(value, schema)
    before = json.dumps(value)
    fitted = fit(value, checked)
    assert json.dumps(value) == before, "the value itself stays as it is"
    if not checked.errors and not checked.nulls:
        assert fitted is value
    again = check(fitted, schema)
    assert not [error for error in again.errors if error.kind in ("type", "unknown")]
    assert not again.nulls


@pytest.mark.parametrize("minor", VERSIONS)
def test_every_kind_is_known(minor: int) -> None:
    kinds = [kind.split(" ") for kind in bundle.bundle().kinds(minor)]
    assert len(kinds) > 100
    assert [kind for kind in kinds if strict.validator(minor, *kind) is None] == []


def _real(repository: Path) -> list[dict[str, Any]]:
    file = repository.parent / "shared" / "corpus" / "real.jsonl"
    if not file.exists():
        pytest.skip("the real manifests are not beside this checkout: shared/corpus/real.jsonl")
    found = []
    for line in file.read_text().splitlines():
        path = file.parent / json.loads(line)["path"]
        reading = read(path.read_text(encoding="utf-8", errors="replace"), str(path))
        found += [Manifest(document.value, document) for document in reading.documents]
    values = [manifest.value for manifest in flatten(found)]
    return [value for value in values if isinstance(value, dict) and _is_named(value)]


def _is_named(value: dict[str, Any]) -> bool:
    return isinstance(value.get("apiVersion"), str) and isinstance(value.get("kind"), str)


@pytest.mark.slow
def test_real_documents(repository: Path) -> None:
    values = _real(repository)
    for minor in VERSIONS[::4]:
        for value in values:
            schema = bundle.schema(minor, value["apiVersion"], value["kind"])
            found = strict.validator(minor, value["apiVersion"], value["kind"])
            assert (schema is None) == (found is None), value["kind"]
            if schema is not None:
                assert strict.ours(value, minor) == strict.theirs(value, minor)

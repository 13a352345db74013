"""Mistakes with one cure, made in manifests that are right, are cured: every value is again what it was."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from generator.documents.edits import Change, edit_text
from generator.documents.reading import read
from generator.lint.settings import Settings
from generator.schemas import bundle
from generator.schemas.schema import field
from tests.lint.fixing import fixed
from tests.lint.linting import NEWEST
from tests.lint.mutations import MANIFESTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.documents.manifest import Path as Steps
    from generator.schemas.schema import Schema

FILES = sorted(MANIFESTS.glob("*.yaml"))
SCHEMAS = Settings(only=("wrong-type", "wrong-value"))
TEXT = "<stdin>"


def scalars(value: Any, path: Steps = ()) -> Iterator[tuple[Steps, Any]]:
    if isinstance(value, dict | list):
        for step, inside in value.items() if isinstance(value, dict) else enumerate(value):
            yield from scalars(inside, (*path, step))
    else:
        yield path, value


def mistaken(value: Any, schema: Schema) -> Any:
    """A value as somebody would write it by mistake, None where there is no such mistake with one cure."""
    types, words = schema.types - {"null"}, schema.closed or schema.enum
    if isinstance(value, bool):
        return str(value).lower() if types == {"boolean"} else None
    if isinstance(value, int):
        return str(value) if types == {"integer"} and value >= 0 else None
    if isinstance(value, str) and words:
        return value.lower() if value.lower() != value else None
    if isinstance(value, str) and types == {"string"} and not schema.format:
        return {"true": True, "false": False}.get(value, int(value) if value.isdecimal() and value[0] != "0" else None)
    return None


def mistakes(document: Any) -> Iterator[Change]:
    value = document.value
    schema = bundle.schema(NEWEST, str(value.get("apiVersion")), str(value.get("kind")))
    if schema is None or value["kind"] == "Secret":
        return
    for path, one in scalars(value):
        wanted = field(schema, path)
        wrong = mistaken(one, wanted) if wanted is not None and not wanted.is_free and len(path) > 1 else None
        if wrong is not None:
            yield Change(path, wrong)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_mistakes_are_cured(path: Path, seed: int) -> None:
    text = path.read_text(encoding="utf-8")
    documents = read(text, TEXT).documents
    changes = {
        index: Random(seed).sample(found, min(3, len(found)))  # noqa: S311 - the same in every run
        for index, document in enumerate(documents)
        if (found := list(mistakes(document)))
    }
    wrong = edit_text(documents, changes).text
    rounds = fixed(wrong, SCHEMAS)
    assert [reason for _, reason in rounds.left] == []
    assert [one.value for one in read(rounds.texts.get(TEXT, wrong), TEXT).documents] == [
        one.value for one in documents
    ]

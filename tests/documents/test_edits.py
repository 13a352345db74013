"""Edits by example: ``fixtures/edits/<case>/`` has a text, changes, and exactly what becomes of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.documents.edits import REMOVED, Change, edit_text
from generator.documents.reader import read_document
from generator.documents.reading import read

if TYPE_CHECKING:
    from tests.conftest import Golden

CASES = Path(__file__).resolve().parent.parent.parent / "fixtures" / "edits"


def value_of(node: Any) -> Any:
    if isinstance(node.value, dict):
        return {key: value_of(child) for key, child in node.value.items()}
    return [value_of(child) for child in node.value] if isinstance(node.value, list) else node.value


def change_of(row: dict[str, Any]) -> Change:
    value = REMOVED if row.get("removed") else row["value"]
    return Change(tuple(row["path"]), value, tuple(row.get("before", ())))


def by_document(rows: list[dict[str, Any]], value_of_row: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.get("document", 0), []).append(value_of_row(row))
    return found


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_example(case: str, golden: Golden) -> None:
    (path,) = (CASES / case).glob("before.*")
    before = path.read_bytes().decode()
    said = value_of(read_document((CASES / case / "changes.yaml").read_text(encoding="utf-8"), "changes.yaml"))
    changes = by_document(said["changes"], change_of)
    appended = by_document(said.get("appended", []), lambda row: row["value"])
    found = edit_text(before, changes, appended, path.name)
    golden(path.with_stem("after"), found.text)
    assert [f"{one.place}: {one.message}" for one in found.refusals] == said.get("refused", [])
    assert read(found.text, path.name).problems == []


def test_every_case_changes_something() -> None:
    for folder in CASES.iterdir():
        before, after = ((next(folder.glob(f"{name}.*"))).read_bytes() for name in ("before", "after"))
        assert before != after, folder.name

"""The catalogue and the modules of the rules are the same set, and each rule is documented as its page shows it."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.lint.catalogue import entries, entry
from generator.lint.pages import page, pages

if TYPE_CHECKING:
    from collections.abc import Callable

REPOSITORY = Path(__file__).resolve().parents[2]
RULES = REPOSITORY / "generator" / "lint" / "rules"
DOCS = REPOSITORY / "docs" / "rules"
ARGUMENTS = {"object": 2, "pod": 2, "container": 2, "schema": 1, "reading": 1, "folder": 2}


def test_every_module_is_in_the_catalogue_once() -> None:
    files = [path for path in RULES.glob("*/*.py") if path.stem != "__init__"]
    modules = {f"generator.lint.rules.{path.parent.name}.{path.stem}" for path in files}
    named = [row.module for row in entries()]
    assert len(set(named)) == len(named)
    assert set(named) == modules


@pytest.mark.parametrize("row", entries(), ids=lambda row: row.id)
def test_a_rule_is_what_its_row_says(row: Any) -> None:
    assert import_module(row.module).check.__code__.co_argcount == ARGUMENTS[row.level]
    known: Any = entry(row.id)
    assert known is row
    assert row.severity in {"error", "warning", "note"}
    assert row.profile in {"minimal", "recommended", "strict", "off"}
    assert not isinstance(row.words, str)
    assert not isinstance(row.kinds, str)


@pytest.mark.parametrize("row", entries(), ids=lambda row: row.id)
def test_a_rule_has_a_page(row: Any) -> None:
    about = page(row.id)
    assert about.summary.endswith((".", ":"))
    assert len(about.text.splitlines()) > 8
    assert "Source: " in about.text


def test_the_pages_in_docs_are_those_of_the_modules(golden: Callable[[Path, str], None]) -> None:
    DOCS.mkdir(exist_ok=True)
    written = pages()
    for name, text in written.items():
        golden(DOCS / name, text)
    assert sorted(os.listdir(DOCS)) == sorted(written)

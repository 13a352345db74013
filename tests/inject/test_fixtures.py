"""Every folder of fixtures/inject is a case: ``before.*`` becomes ``after.*``, and ``report.txt`` says what was done.

``options.yaml`` may have ``flags``, ``sections``, ``minors``, ``override``, ``whole`` and ``exposed``, as the settings
have them, before they are parsed. ``after.*`` is missing where nothing is changed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from generator.documents.manifest import shown
from generator.inject.keys import BY_NAME
from generator.inject.run import File, inject
from generator.inject.settings import Exposed, Section, Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.inject.result import Injected, Note
    from tests.conftest import Golden

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "inject"
CASES = sorted(path for path in FOLDER.glob("*/before.*"))
BY_CASE = [pytest.param(path, id=path.parent.name) for path in CASES]


IN_PLACE = {"flow", "flow-container", "json", "json-compact", "nulls", "security", "security-platform"}
"""The cases in which something is put into a line that is there: into braces, behind a key without a value."""


def parsed(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: BY_NAME[name].parse(value) for name, value in values.items()}


def options(path: Path) -> dict[str, Any]:
    file = path.parent / "options.yaml"
    return yaml.safe_load(file.read_text()) if file.exists() else {}


def settings(path: Path) -> Settings:
    said = options(path)
    sections = [Section(**{**row, "values": parsed(row["values"])}) for row in said.get("sections", [])]
    exposed = said.get("exposed")
    ports = {path.name: Exposed(tuple(exposed["ports"]), exposed["source"])} if exposed else {}
    return Settings(
        parsed(said.get("flags", {})),
        tuple(sections),
        tuple(said.get("minors", [])),
        said.get("override", False),
        ports,
    )


def run(path: Path, text: str) -> Injected:
    return inject([File(path.name, text)], settings(path), whole=options(path).get("whole", False))[path.name]


def text_of(path: Path) -> str:
    return path.read_bytes().decode()


def told(note: Note) -> str:
    where = ": ".join(part for part in (note.resource, shown(note.path)) if part)
    value = f" = {json.dumps(note.value)}" if note.action != "refused" else ""
    source = f" [{note.source}]" if note.source else ""
    return f"{note.place}: {note.action} {where}{value}\n    {note.reason}{source}\n"


@pytest.mark.parametrize("path", BY_CASE)
def test_after(path: Path, golden: Golden) -> None:
    before = text_of(path)
    found = run(path, before)
    golden(path.parent / "report.txt", "".join([*map(told, found.notes), *(f"{one}\n" for one in found.problems)]))
    after = path.with_stem("after")
    if found.text == before:
        assert not after.exists()
    else:
        golden(after, found.text)


@pytest.mark.parametrize("path", BY_CASE)
def test_a_second_run_changes_nothing(path: Path) -> None:
    once = run(path, text_of(path)).text
    assert run(path, once).text == once


@pytest.mark.parametrize("path", BY_CASE)
def test_no_line_is_lost_but_where_something_was_changed(path: Path) -> None:
    before = text_of(path)
    found = run(path, before)
    lines = iter(found.text.split("\n"))
    missing = [line for line in before.split("\n") if line not in lines]
    changed = any(note.action == "changed" for note in found.notes)
    assert (missing == []) == (path.parent.name not in IN_PLACE and not changed)

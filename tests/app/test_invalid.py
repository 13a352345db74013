"""Every folder of fixtures/invalid is a case: a description and, in expected.txt, exactly what is said about it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.app.files import Files
from generator.app.load import load
from generator.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = Path(__file__).resolve().parents[2] / "fixtures" / "invalid"
NAMES = sorted(entry.name for entry in os.scandir(CASES) if entry.is_dir())


def settings_of(case: str) -> list[str]:
    path = CASES / case / "set.txt"
    return path.read_text().splitlines() if path.exists() else []


@pytest.mark.parametrize("case", NAMES)
def test_what_is_said_about_an_invalid_description(case: str, golden: Callable[[Path, str], None]) -> None:
    with pytest.raises(InputError) as raised:
        load("app.yaml", Files(str(CASES / case)), settings_of(case))
    golden(CASES / case / "expected.txt", "\n".join(map(str, raised.value.problems)) + "\n")
    assert raised.value.exit_code == 3


@pytest.mark.parametrize("case", NAMES)
def test_every_problem_says_where_once_and_with_its_line(case: str) -> None:
    with pytest.raises(InputError) as raised:
        load("app.yaml", Files(str(CASES / case)), settings_of(case))
    problems = raised.value.problems
    assert len(set(problems)) == len(problems)
    for problem in problems:
        assert problem.place is not None
        assert problem.source_line or problem.place.line == 0 or problem.place.source == "extra/broken.yaml"

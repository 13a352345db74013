from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

import pytest

from generator.errors import ProgramError
from generator.programs.run import ahead, complete, executable, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_what_a_program_gives() -> None:
    done = complete(python("import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"))
    assert (done.code, done.stdout, done.stderr) == (3, "out\n", "err\n")


def test_stdin_folder_and_environment_are_handed_on(tmp_path: Path) -> None:
    code = "import os, sys; print(sys.stdin.read(), os.getcwd(), os.environ['A'], 'PATH' in os.environ)"
    said = run(python(code), "in", str(tmp_path), {"A": "a"})
    assert said == f"in {os.path.realpath(tmp_path)} a True\n"


def test_a_failure_says_the_command_line_and_what_the_program_said() -> None:
    with pytest.raises(ProgramError) as caught:
        run([*python("import sys; sys.exit('no such chart')"), "a b"])
    first, second = str(caught.value).splitlines()
    assert first.endswith(" 'a b': failed with exit code 1")
    assert second == "    no such chart"


def test_a_program_that_is_not_there() -> None:
    with pytest.raises(ProgramError, match="/nowhere/helm version: cannot be run: No such file or directory"):
        run(["/nowhere/helm", "version"])


def test_an_argument_that_no_program_can_be_given() -> None:
    with pytest.raises(ProgramError, match="cannot be run: embedded null byte"):
        run(["true", "a\0b"])


def test_a_program_that_does_not_end() -> None:
    with pytest.raises(ProgramError, match=r"did not end within 0\.2 seconds"):
        run(python("import time; time.sleep(30)"), timeout=0.2)


def test_bytes_that_are_no_text_stop_nothing() -> None:
    assert run(python("import os; os.write(1, b'a\\xff')")) == "a\N{REPLACEMENT CHARACTER}"


def test_a_program_is_found_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tool").write_text("#!/bin/sh\n")
    monkeypatch.setenv("PATH", f"/nowhere{os.pathsep}{tmp_path}")
    assert executable("tool") == ""
    (tmp_path / "tool").chmod(0o755)
    assert executable("other", "tool") == str(tmp_path / "tool")
    assert executable("tool", folders=[str(tmp_path)]) == str(tmp_path / "tool")


def test_answers_come_in_order_and_only_a_few_ahead() -> None:
    asked: list[int] = []

    def items() -> Iterator[int]:
        for number in range(200):
            asked.append(number)
            yield number

    def answer(number: int) -> int:
        time.sleep(0.002 * (number % 3))
        return number * 2

    answers = ahead(answer, items())
    assert [next(answers) for _ in range(5)] == [0, 2, 4, 6, 8]
    assert len(asked) < 40
    assert list(answers) == [number * 2 for number in range(5, 200)]

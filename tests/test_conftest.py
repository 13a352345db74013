"""The golden fixtures can fail, and rewrite what they compare with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

pytest_plugins = ["pytester"]

CASES = """
from pathlib import Path

def test_file(golden):
    golden(Path("expected.txt"), "new\\n")

def test_tree(golden_tree):
    golden_tree(Path("tree"), {"kept": "kept\\n", "sub/new": "new\\n"})
"""


def prepare(pytester: pytest.Pytester, repository: Path) -> None:
    pytester.makeconftest((repository / "tests" / "conftest.py").read_text())
    pytester.makepyfile(CASES)
    pytester.makefile(".txt", expected="old\n")
    tree = pytester.mkdir("tree")
    (tree / "kept").write_text("kept\n")
    (tree / "stale").write_text("stale\n")


def test_a_difference_fails_and_is_shown(pytester: pytest.Pytester, repository: Path) -> None:
    prepare(pytester, repository)
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines_random(["-old", "+new", "--- tree/stale", "--- /dev/null", "+++ tree/sub/new"])
    assert "tree/kept" not in result.stdout.str()


def test_rewrite_writes_what_differs_and_says_so(
    pytester: pytest.Pytester, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(pytester, repository)
    monkeypatch.delenv("CI", raising=False)
    result = pytester.runpytest_subprocess("--rewrite")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["rewritten: expected.txt", "rewritten: tree/stale", "rewritten: tree/sub/new"])
    tree = pytester.path / "tree"
    assert {path.name for path in tree.rglob("*") if path.is_file()} == {"kept", "new"}
    pytester.runpytest_subprocess().assert_outcomes(passed=2)


def test_rewrite_is_refused_in_ci(pytester: pytest.Pytester, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(pytester, repository)
    monkeypatch.setenv("CI", "true")
    result = pytester.runpytest_subprocess("--rewrite")
    result.stderr.fnmatch_lines(["*--rewrite would make every golden test pass*"])
    assert (pytester.path / "expected.txt").read_text() == "old"

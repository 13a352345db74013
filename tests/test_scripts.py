"""The scripts that a person or CI starts first: they can be started, and the shell can read them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
SCRIPTS = sorted([*(path for path in (REPOSITORY / "scripts").iterdir() if path.is_file()), REPOSITORY / ".ci" / "run"])
SHELL = [path for path in SCRIPTS if path.read_text().startswith("#!/usr/bin/env bash\n")]


def name(path: Path) -> str:
    return str(path.relative_to(REPOSITORY))


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_a_script_is_executable(path: Path) -> None:
    assert path.read_text().startswith("#!/usr/bin/env ")
    assert os.access(path, os.X_OK)


@pytest.mark.parametrize("path", SHELL, ids=name)
def test_a_shell_script_stops_at_the_first_error_and_parses(path: Path) -> None:
    assert "\nset -euo pipefail\n" in path.read_text()
    subprocess.run(["bash", "-n", path], check=True)


def test_ci_runs_what_a_person_runs() -> None:
    assert "exec bash scripts/test" in (REPOSITORY / ".ci" / "run").read_text()


def test_the_pre_commit_configuration_is_valid(tmp_path: Path) -> None:
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path)}
    config = REPOSITORY / ".pre-commit-config.yaml"
    command = [sys.executable, "-m", "pre_commit", "validate-config", str(config)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_test_tools_are_pinned_exactly() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    pinned = [*project["optional-dependencies"]["test"], *project["optional-dependencies"]["helm"]]
    assert [requirement for requirement in pinned if not re.fullmatch(r"[\w.-]+==[\w.]+", requirement)] == []

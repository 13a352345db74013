"""Shell completion: commands, options and the environments of the description at hand."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main

APP = "apiVersion: fairlead/v1\nname: shop\nimage: a:1\nenvironments: {dev: {}, demo: {}, prod: {}}\n"
APP += "components: {web: {type: web, ports: {http: 80}}}\n"


def completed(folder: Path, line: str) -> list[str]:
    words = line.split(" ")
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(main.__file__).parents[2]),
        "_FAIRLEAD_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    argv = [sys.executable, "-m", "generator"]
    result = subprocess.run(argv, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert result.stderr == ""
    return result.stdout.split()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("fairlead re", ["render"]),
        ("fairlead render --env ", ["dev", "demo", "prod"]),
        ("fairlead render --env de", ["dev", "demo"]),
        ("fairlead explain name -e p", ["prod"]),
        ("fairlead render app.yaml --env d", ["dev", "demo"]),
        ("fairlead render --format ch", ["chart"]),
        ("fairlead in", ["inject", "init"]),
        ("fairlead inject --security p", ["platform"]),
        ("fairlead inject --longest", ["--longest-request"]),
    ],
)
def test_words_are_completed(tmp_path: Path, line: str, expected: list[str]) -> None:
    (tmp_path / "app.yaml").write_text(APP)
    assert completed(tmp_path, line) == expected


@pytest.mark.parametrize("content", [None, "a: [", "name: shop"])
def test_a_description_that_cannot_be_read_completes_nothing(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "app.yaml").write_text(content)
    assert completed(tmp_path, "fairlead render --env ") == []

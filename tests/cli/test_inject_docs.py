"""What docs/inject.md says: its table of keys, its run and its configurations are what the program does."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli.inject_configuration import LABELS, ROWS, SELECTORS, configured
from generator.documents.node import plain
from generator.documents.reader import read_document
from generator.inject.keys import KEYS

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = REPOSITORY / "docs" / "inject.md"
TEXT = PAGE.read_text(encoding="utf-8")


def table() -> str:
    """The table of the keys as the page has it."""
    rows = []
    for key in KEYS:
        option = f"`{key.flag}`" if key.flag else "\N{EN DASH}"
        words = f" {', '.join(key.choices)}; alone {key.implied}." if key.choices else ""
        rows.append(f"| `{key.name}` | {option} | `{key.annotation}` | {key.help}{words} |\n")
    return "| key | option | annotation | meaning |\n|---|---|---|---|\n" + "".join(rows)


def test_every_key_is_in_the_table() -> None:
    assert table() in TEXT, f"docs/inject.md should have:\n{table()}"


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


MENDED = {"livenesProbe": "livenessProbe", "1 GB": "1G", "htpp": "http"}
"""What is wrong with the manifest of the README, which is there for lint."""


@pytest.mark.parametrize("page", [PAGE, REPOSITORY / "README.md"], ids=lambda page: page.name)
def test_the_shown_run(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / "deploy").mkdir()
    [manifest] = [block for block in blocks(text, "yaml") if block.startswith("# deploy/web.yaml\n")]
    for wrong, right in MENDED.items():
        manifest = manifest.replace(wrong, right)
    (tmp_path / "deploy" / "web.yaml").write_text(manifest)
    [console] = [block for block in blocks(text, "console") if block.startswith("$ fairlead inject ")]
    command, *shown = console.splitlines()
    argv = [sys.executable, "-m", "generator", *command.split()[2:]]
    done = subprocess.run(
        argv, cwd=tmp_path, env={"PYTHONPATH": str(REPOSITORY)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    said = iter((done.stderr + done.stdout).splitlines())
    assert [line for line in shown if line != "…" and line not in said] == []


@pytest.mark.parametrize("name", [".fairlead.yaml", "inject.yaml"])
def test_the_shown_configurations(name: str) -> None:
    [block] = [block for block in blocks(TEXT, "yaml") if block.startswith(f"# {name}\n")]
    shown = plain(read_document(block, name))
    configuration, wrong = configured(shown["inject" if name == ".fairlead.yaml" else "spec"], ".".join)
    assert wrong == []
    assert configuration.sections


def test_selectors_are_documented() -> None:
    for selector in (*SELECTORS, LABELS, ROWS):
        assert re.search(rf"\b{selector}\b", TEXT)

"""Unified diffs that git and patch take."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from generator.cli.unified import unified

if TYPE_CHECKING:
    from pathlib import Path


def test_nothing_differs() -> None:
    assert unified("a.yaml", "a\n", "a\n") == ""


def test_names_are_those_of_git() -> None:
    assert unified("./deploy/web.yaml", "a\n", "b\n").startswith("--- a/deploy/web.yaml\n+++ b/deploy/web.yaml\n@@")
    assert unified("/deploy/web.yaml", "a\n", "b\n").startswith("--- a/deploy/web.yaml\n")
    assert unified('a "b"', "a\n", "b\n").startswith('--- "a/a \\"b\\""\n')


@pytest.mark.parametrize("name", ["web.yaml", "a folder/web.yaml", 'a "quoted"\tname.yaml', "ünï.yaml"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\nb\n", "a\nc\n"),
        ("a\r\nb\r\n", "a\r\nb\r\nc\r\n"),
        ("a\rb\r", "a\rb\rc\r"),
        ("a", "a\nb"),
        ("a\n", "a"),
        ("", "a\n"),
        ("\ufeffa\nb\u2028c\x0cd\n", "\ufeffa\nb\u2028c\x0cd\ne\n"),
    ],
)
def test_git_applies_it(tmp_path: Path, name: str, before: str, after: str) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(before.encode())
    difference = unified(name, before, after).encode()
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=difference, check=True)
    assert file.read_bytes() == after.encode()

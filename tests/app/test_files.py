from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from generator.app import files as module
from generator.app.files import Files
from generator.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def said(files: Files, path: str) -> str:
    with pytest.raises(InputError) as raised:
        files.read_text(path)
    return str(raised.value)


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "latin").write_bytes("Grüße".encode("latin-1"))
    (tmp_path / "zero").write_bytes(b"a\0b")
    os.mkfifo(tmp_path / "pipe")
    files = Files(str(tmp_path))
    assert said(files, "gone") == "gone: there is no such file"
    assert said(files, "folder") == "folder: is a folder, not a file"
    assert said(files, "latin") == "latin: is not UTF-8 text: byte 3 is 0xfc"
    assert said(files, "zero") == "zero: is not text: it has a zero byte"
    assert said(files, "pipe") == "pipe: cannot be read: not a regular file"
    assert "cannot be read" in said(files, "a\0b")
    assert "cannot be read" in said(files, "x" * 5000)


def test_what_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 3)
    (tmp_path / "large").write_text("four")
    assert "is larger than" in said(Files(str(tmp_path)), "large")


def test_every_answer_is_remembered_and_can_be_verified(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a")
    (tmp_path / "folder").mkdir()
    files = Files(str(tmp_path))
    assert files.read_text("a.yaml") == "a"
    said(files, "b.yaml")
    assert files.glob("*.yaml") == ["a.yaml"]
    assert not files.is_file("c.yaml")
    assert files.is_folder("folder")
    assert files.names("") == ["a.yaml", "folder"]
    assert files.names("gone") == []
    kinds = [(found.kind, found.path) for found in files.dependencies()]
    expected = [("file", "a.yaml"), ("absent", "b.yaml"), ("glob", "*.yaml"), ("kind", "c.yaml"), ("kind", "folder")]
    expected += [("list", ""), ("list", "gone")]
    assert kinds == expected
    assert all(files.holds(found) for found in files.dependencies())


@pytest.mark.parametrize("kind", ["file", "absent", "glob", "kind"])
def test_a_changed_answer_is_noticed(tmp_path: Path, kind: str) -> None:
    (tmp_path / "a.yaml").write_text("a")
    files = Files(str(tmp_path))
    files.read_bytes("a.yaml")
    said(files, "b.yaml")
    files.glob("*.yaml")
    files.exists("b.yaml")
    (tmp_path / "a.yaml").write_text("changed")
    (tmp_path / "b.yaml").write_text("new")
    assert [files.holds(found) for found in files.dependencies() if found.kind == kind] == [False]


def test_a_removed_file_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a")
    files = Files(str(tmp_path))
    files.read_bytes("a.yaml")
    (tmp_path / "a.yaml").unlink()
    assert not any(files.holds(found) for found in files.dependencies())

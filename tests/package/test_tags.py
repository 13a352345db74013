"""Versions from git's tags, and the commit, in real repositories."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from generator.errors import InputError, UsageError
from generator.package.archive import LATEST
from generator.package.commit import (
    CONSTANT,
    VARIABLE,
    Commit,
    branches_of,
    changed_files,
    commit_of,
    epoch_of,
    not_committed,
)
from generator.package.tags import tagged_version
from tests.repositories import commit, git, repository

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = repository(tmp_path / "repository")
    commit(made, app="1")
    return made


def found(folder: Path, name: str = "shop") -> str:
    where = commit_of(str(folder))
    return tagged_version(where, changed_files(where) if where else [], name)


def refusal(folder: Path) -> str:
    with pytest.raises(InputError) as error:
        found(folder)
    return str(error.value)


@pytest.mark.parametrize(
    ("tags", "version"),
    [
        (["v1.2.3"], "1.2.3"),
        (["1.2.3"], "1.2.3"),
        (["v1.2"], "1.2.0"),
        (["v1.3.0-rc.1"], "1.3.0-rc.1"),
        (["v1.3.0-rc.1", "v1.3.0", "v1.2.9"], "1.3.0"),
        (["v1.9.0", "v1.10.0"], "1.10.0"),
        (["shop-v2.0.0", "shopping-v9.0.0"], "2.0.0"),
        (["shop/2.1.0"], "2.1.0"),
        (["shop@2.2.0"], "2.2.0"),
        (["v1.2.3", "latest", "v9_final", "2nd-try"], "1.2.3"),
    ],
)
def test_the_tag_of_the_commit(folder: Path, tags: list[str], version: str) -> None:
    for tag in tags:
        git(folder, "tag", tag)
    assert found(folder) == version


def test_an_annotated_tag(folder: Path) -> None:
    git(folder, "tag", "-a", "v1.2.3", "-m", "release")
    assert found(folder) == "1.2.3"


def test_commits_after_a_tag(folder: Path) -> None:
    git(folder, "tag", "v1.2.3")
    commit(folder, app="2")
    commit(folder, app="3")
    short = git(folder, "rev-parse", "--short=12", "HEAD").strip()
    assert found(folder) == f"1.2.4-dev.2.g{short}"
    git(folder, "tag", "v2_final")
    assert found(folder) == f"1.2.4-dev.2.g{short}"


def test_commits_after_a_pre_release(folder: Path) -> None:
    git(folder, "tag", "v1.3.0-rc.1")
    commit(folder, app="2")
    short = git(folder, "rev-parse", "--short=12", "HEAD").strip()
    assert found(folder) == f"1.3.0-rc.1.dev.1.g{short}"


def test_no_tag(folder: Path) -> None:
    assert "no tag before this commit is a version\n    cure: git tag v0.1.0" in refusal(folder)
    git(folder, "tag", "v2_final")
    assert "no tag before this commit is a version: not v2_final\n" in refusal(folder)


def test_the_tags_of_another_app_do_not_count(folder: Path) -> None:
    git(folder, "tag", "cart-v1.0.0")
    assert "no tag before this commit is a version" in refusal(folder)


def test_a_shallow_clone(folder: Path, tmp_path: Path) -> None:
    git(folder, "tag", "v1.2.3")
    commit(folder, app="2")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{folder}", "shallow")
    assert "cure: the clone is shallow: git fetch --unshallow --tags" in refusal(tmp_path / "shallow")


def test_a_dirty_tree(folder: Path) -> None:
    git(folder, "tag", "v1.2.3")
    (folder / "new").write_text("untracked files are nobody's business")
    assert found(folder) == "1.2.3"
    (folder / "app").write_text("2")
    assert "not as in the commit: app\n    cure: commit them, or name a version with --version" in refusal(folder)


def test_outside_of_git(tmp_path: Path) -> None:
    assert commit_of(str(tmp_path)) is None
    assert "there is no commit" in refusal(tmp_path)
    assert epoch_of("", None) == (CONSTANT, "constant")


def test_before_the_first_commit(tmp_path: Path) -> None:
    assert commit_of(str(repository(tmp_path / "empty"))) is None


def test_without_git(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert commit_of(str(folder)) is None


def test_the_commit_and_its_time(folder: Path) -> None:
    git(folder, "config", "log.showSignature", "true")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", "x", GIT_COMMITTER_DATE="1700000000 +0200")
    head = git(folder, "rev-parse", "HEAD").strip()
    (folder / "inner").mkdir()
    assert commit_of(str(folder / "inner")) == Commit(head, 1_700_000_000, os.path.realpath(folder))
    assert epoch_of("", commit_of(str(folder))) == (1_700_000_000, "commit")
    assert epoch_of("17", commit_of(str(folder))) == (17, VARIABLE)


@pytest.mark.parametrize("wrong", ["-1", "1.5", "today", "1e3", "٣", str(LATEST + 1), "9" * 400])
def test_a_time_that_is_none(wrong: str) -> None:
    with pytest.raises(UsageError, match=VARIABLE):
        epoch_of(wrong, None)


def test_which_files_are_not_as_in_the_commit(folder: Path, tmp_path: Path) -> None:
    commit(folder, same="same", changed="1", **{".gitignore": "ignored\n"})
    for name in ("changed", "new", "ignored", "*"):
        (folder / name).write_text("2")
    where = commit_of(str(folder))
    assert where is not None
    asked = [str(folder / name) for name in ("same", "changed", "new", "ignored", "*")]
    assert not_committed(where, [*asked, str(tmp_path / "outside")]) == ["changed", "*", "new", "ignored"]
    assert not_committed(where, [str(tmp_path / "outside")]) == []


def test_the_branches(folder: Path, tmp_path: Path) -> None:
    git(folder, "branch", "feature/x")
    git(tmp_path, "clone", "--quiet", str(folder), "clone")
    where = commit_of(str(tmp_path / "clone"))
    assert where is not None
    assert branches_of(where) == {"main", "feature/x"}

"""Files of a git revision: what is copied, what is left, and that the checkout stays as it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.errors import UsageError
from generator.sources.revisions import LARGEST, checked_out, repository
from tests.repositories import commit, git
from tests.repositories import repository as new


def files(folder: str) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in Path(folder).rglob("*") if path.is_file())


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return new(tmp_path / "repo")


def copied(repo: Path, path: str = ".", revision: str = "HEAD") -> list[str]:
    with checked_out(repository(str(repo / path)), revision, str(repo / path)) as folder:
        return files(folder)


def test_a_revision_is_read_and_the_checkout_stays(repo: Path) -> None:
    (repo / "a.yaml").write_text("one")
    commit(repo)
    (repo / "a.yaml").write_text("two")
    with checked_out(repository(str(repo)), "HEAD", str(repo)) as folder:
        assert Path(folder, "a.yaml").read_text() == "one"
    assert not os.path.exists(folder)
    assert (repo / "a.yaml").read_text() == "two"
    assert git(repo, "status", "--short") == " M a.yaml\n"


def test_any_name_of_a_revision(repo: Path) -> None:
    commit(repo, **{"a.yaml": "1"})
    git(repo, "tag", "v1")
    commit(repo, **{"b.yaml": "2"})
    assert copied(repo, revision="v1") == copied(repo, revision="HEAD~1") == ["a.yaml"]


@pytest.mark.parametrize("revision", ["nope", "HEAD~9", "--all", "", "HEAD:a.yaml"])
def test_what_is_no_revision(repo: Path, revision: str) -> None:
    commit(repo, **{"a.yaml": "1"})
    with pytest.raises(UsageError, match="is no revision of the git repository"):
        copied(repo, revision=revision)


def test_outside_of_a_repository(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is in no git repository"):
        repository(str(tmp_path))


def test_only_what_may_be_part_of_something(repo: Path) -> None:
    commit(
        repo,
        **{"web.yaml": "", "main.go": "", "chart__Chart.yaml": "", "chart__files__motd": "", "docs__a.md": "",
           "k__kustomization.yaml": "", "k__app.properties": "", "svc__app.yaml": "", "svc__config__nginx.conf": ""},
    )  # fmt: skip
    assert copied(repo) == [
        "chart/Chart.yaml", "chart/files/motd", "k/app.properties", "k/kustomization.yaml", "svc/app.yaml",
        "svc/config/nginx.conf", "web.yaml",
    ]  # fmt: skip


def test_what_a_file_names_further_up_comes_along(repo: Path) -> None:
    commit(
        repo,
        **{"overlays__prod__kustomization.yaml": "resources: [../../base]\n", "base__kustomization.yaml": "",
           "base__more__kustomization.yaml": "components: [../../parts/logs]", "parts__logs__kustomization.yaml": "",
           "other__kustomization.yaml": ""},
    )  # fmt: skip
    assert copied(repo, "overlays/prod") == [
        "base/kustomization.yaml", "base/more/kustomization.yaml", "overlays/prod/kustomization.yaml",
        "parts/logs/kustomization.yaml",
    ]  # fmt: skip


def test_large_files_are_left_out(repo: Path) -> None:
    commit(repo, **{"a.yaml": "x" * (LARGEST + 1), "b.yaml": "x"})
    assert copied(repo) == ["b.yaml"]


def test_links_are_kept_but_lead_nowhere_outside(repo: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.yaml").write_text("secret")
    commit(repo, **{"a.yaml": "1"})
    (repo / "inside.yaml").symlink_to("a.yaml")
    (repo / "outside.yaml").symlink_to("../outside.yaml")
    (repo / "up").symlink_to("..")
    commit(repo)
    with checked_out(repository(str(repo)), "HEAD", str(repo)) as folder:
        assert sorted(os.listdir(folder)) == ["a.yaml", "inside.yaml"]
        assert Path(folder, "inside.yaml").read_text() == "1"


def test_names_that_need_quotes(repo: Path) -> None:
    name = 'tab\there "quoted" ünï.yaml'
    commit(repo, **{name: "1"})
    assert copied(repo) == [name]


def test_a_path_that_the_revision_does_not_have(repo: Path) -> None:
    commit(repo, **{"a.yaml": "1"})
    (repo / "b.yaml").write_text("2")
    assert copied(repo, "b.yaml") == []

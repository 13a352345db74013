"""``fairlead package``: what is made, twice the same, accepted by the real helm, refused where it has to be."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from generator.cli.main import run
from generator.package import release
from tests.fixture_apps import APPS, NAMES
from tests.outputs import run as run_program
from tests.repositories import commit, git, repository
from tests.small_apps import MINIMAL

REPOSITORY = Path(__file__).resolve().parent.parent.parent
CI = ("GITHUB_RUN_ID", "CI_PIPELINE_URL", "BUILD_URL", "BUILD_BUILDID", "BITBUCKET_BUILD_NUMBER", "CIRCLE_BUILD_URL")
APP = MINIMAL.replace("name: shop\n", "name: shop\nchart: {version: 0.9.0}\n")
PROTECTED = APP.replace("prod: {}", "prod: {protected: true}")
COMMITTED = "1700000000 +0000"
KILLED = 8


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*CI, "BUILDKITE_BUILD_URL", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    monkeypatch.setenv("NO_COLOR", "1")
    here = repository(tmp_path / "here")
    (here / "app.yaml").write_text(APP)
    (here / ".gitignore").write_text("dist/\n")
    git(here, "add", "--all")
    git(here, "commit", "--quiet", "-m", "first", GIT_COMMITTER_DATE=COMMITTED)
    monkeypatch.chdir(here)


def record(version: str = "0.9.0", dist: str = "dist") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(dist, f"shop-{version}", "release.json").read_text())
    return found


def assert_whole(folder: Path) -> None:
    """Every file that is listed is there, with the checksum that is listed."""
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=folder, check=True)


def process(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY), **environment}
    argv = [sys.executable, "-m", "generator", "package", *arguments]
    return subprocess.Popen(argv, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_what_is_made(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["package"]) == 0
    captured = capfd.readouterr()
    head = git(Path(), "rev-parse", "HEAD").strip()
    assert captured.out == "dist/shop-0.9.0/shop-0.9.0.tgz\n"
    assert captured.err.splitlines()[-1] == f"dist/shop-0.9.0: created, shop 0.9.0 of commit {head[:12]}"
    assert sorted(os.listdir("dist/shop-0.9.0")) == ["SHA256SUMS", "release.json", "shop-0.9.0.tgz"]
    assert {path.stat().st_mtime for path in Path("dist/shop-0.9.0").iterdir()} == {1_700_000_000}
    found = release.read("dist/shop-0.9.0")
    assert (found.name, found.version, found.app_version, found.commit) == ("shop", "0.9.0", "1.42.0", head)
    assert (found.dirty, found.epoch, found.epoch_source) == (False, 1_700_000_000, "commit")
    assert run(["package", "."]) == 0
    assert "dist/shop-0.9.0: unchanged, " in capfd.readouterr().err


def test_the_checksums_are_those_of_the_files() -> None:
    assert run(["package", "-f", "all", "-o", "out"]) == 0
    folder = Path("out/shop-0.9.0")
    assert_whole(folder)
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    listed = {name: checksum for checksum, _, name in (line.partition("  ") for line in lines)}
    assert set(listed) == set(os.listdir(folder)) - {"SHA256SUMS"}
    found = record(dist="out")
    assert {one["file"]: one["sha256"] for one in found["charts"] + found["bundles"]} == {
        name: listed[name] for name in listed if name != "release.json"
    }
    assert [one["format"] for one in found["bundles"]] == ["manifests", "kustomize"]


def test_two_packages_of_one_commit_are_the_same_bytes(tmp_path: Path) -> None:
    sums = []
    for number, name in enumerate(("one", "a place with another name")):
        clone = tmp_path / name
        git(tmp_path, "clone", "--quiet", "here", name)
        os.utime(clone / "app.yaml", (number * 10**8, number * 10**8))
        arguments = [] if number else [str(clone)]
        os.chdir(clone if number else tmp_path)
        old = os.umask(0o077 if number else 0o022)
        made = process(
            *arguments, "-f", "all", "-o", str(tmp_path / f"{number}"), TZ=f"UTC{number}", PYTHONHASHSEED=f"{number}"
        )
        said = made.communicate(timeout=60)
        assert made.returncode == 0, said
        os.umask(old)
        sums.append((tmp_path / f"{number}" / "shop-0.9.0" / "SHA256SUMS").read_bytes())
        time.sleep(1.1)  # a clock that got into the bytes would have gone on by then
    assert sums[0] == sums[1]
    assert sums[0].count(b"\n") == 4


def test_the_time_is_that_of_the_variable(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234567890")
    assert run(["package"]) == 0
    assert (record()["epoch"], record()["epochSource"]) == (1234567890, "SOURCE_DATE_EPOCH")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert run(["package"]) == 2
    assert "SOURCE_DATE_EPOCH=yesterday: is no number of seconds" in capfd.readouterr().err


def test_helm_takes_the_archive(helm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI_PIPELINE_URL", "https://user:hunter2@ci.example.com/1")
    assert run(["package", "--version", "v1.4.0-rc.1", "--app-version", "1.43.0"]) == 0
    archive = "dist/shop-1.4.0-rc.1/shop-1.4.0-rc.1.tgz"
    head = git(Path(), "rev-parse", "HEAD").strip()
    run_program([helm, "lint", "--strict", archive])
    chart = run_program([helm, "show", "chart", archive])
    for line in (
        "version: 1.4.0-rc.1", "appVersion: 1.43.0", "fairlead.dev/build: https://ci.example.com/1",
        "fairlead.dev/images: registry.example.com/shop:1.42.0", f"org.opencontainers.image.revision: {head}",
        'org.opencontainers.image.created: "2023-11-14T22:13:20Z"',
    ):  # fmt: skip
        assert line in [found.strip() for found in chart.splitlines()], chart
    assert "repository: registry.example.com/shop" in run_program([helm, "show", "values", archive])
    assert "Rendered by fairlead" in run_program([helm, "show", "values", archive])
    run_program(["tar", "xzf", archive])
    packed = run_program([helm, "template", "shop", archive, "-f", "shop/values.prod.yaml", "--kube-version", "1.33"])
    assert packed == run_program(
        [helm, "template", "shop", "shop", "-f", "shop/values.prod.yaml", "--kube-version", "1.33"]
    )
    assert "kind: Deployment" in packed
    assert 'app.kubernetes.io/version: "1.42.0"' not in packed


@pytest.mark.parametrize("name", NAMES)
def test_every_fixture_app_is_packaged_or_refused_for_a_reason(
    name: str, tmp_path: Path, helm3: str, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(APPS / name, tmp_path / "app")
    code = run(["package", str(tmp_path / "app"), "-f", "all"])
    captured = capfd.readouterr()
    assert code in {0, 1}, captured.err
    if code:
        assert "error: " in captured.err or " moves" in captured.err
        assert not Path("dist").exists()
        return
    chart, manifests, kustomize = captured.out.splitlines()
    run_program([helm3, "lint", "--strict", chart])
    for bundle in (manifests, kustomize):
        run_program(["tar", "xzf", bundle])
    top = Path(manifests).name.removesuffix("-manifests.tgz")
    found = release.read(str(Path(chart).parent))
    assert sorted(path.name for path in Path(top).iterdir()) == sorted([*found.environments, "base", "overlays"])


def test_images_that_move_are_refused_for_protected_environments(capfd: pytest.CaptureFixture[str]) -> None:
    Path("app.yaml").write_text(PROTECTED.replace("shop:1.42.0", "shop:latest"))
    assert run(["package"]) == 1
    captured = capfd.readouterr()
    assert captured.out == ""
    assert "app.yaml:4:8: in prod: registry.example.com/shop:latest: the tag latest moves\n" in captured.err
    assert "    image: registry.example.com/shop:latest\n           ^\n    cure: name a version" in captured.err
    assert "warning: app.yaml:4:8: in dev: registry.example.com/shop:latest: the tag latest moves\n" in captured.err
    assert not Path("dist").exists()


def test_a_tag_that_is_the_name_of_a_branch(capfd: pytest.CaptureFixture[str]) -> None:
    git(Path(), "branch", "feature/login")
    Path("app.yaml").write_text(PROTECTED)
    assert run(["package", "--set", "image.tag=feature-login"]) == 1
    said = "--set image.tag=feature-login: in prod: registry.example.com/shop:feature-login: the tag feature-login is"
    assert said in capfd.readouterr().err


def test_a_digest_is_what_is_recorded(capfd: pytest.CaptureFixture[str]) -> None:
    Path("app.yaml").write_text(PROTECTED)
    assert run(["package"]) == 0
    assert "prod: by tag, where a digest would be certain: registry.example.com/shop:1.42.0\n" in capfd.readouterr().err
    digest = "sha256:" + "a" * 64
    assert run(["package", "--set", f"image.digest={digest}"]) == 0
    prod = record()["environments"]["prod"]
    assert prod["images"] == [{"image": f"registry.example.com/shop@{digest}", "digest": digest}]
    assert (prod["protected"], record()["environments"]["dev"]["protected"]) == (True, False)
    assert "by tag" not in capfd.readouterr().err


def test_errors_of_lint_stop_it(capfd: pytest.CaptureFixture[str]) -> None:
    Path("app.yaml").write_text(APP + "extra: {manifests: [service.yaml]}\n")
    service = "apiVersion: v1\nkind: Service\nmetadata: {name: x}\nspec: {ports: [{port: 80800}]}\n"
    Path("service.yaml").write_text(service)
    assert run(["package"]) == 1
    captured = capfd.readouterr()
    assert "spec.ports[0].port: " in captured.err
    assert captured.out == ""
    assert not Path("dist").exists()
    Path("service.yaml").write_text(service.replace("80800", "80"))
    assert run(["package"]) == 0


def test_warnings_stop_it_where_the_configuration_is_strict(capfd: pytest.CaptureFixture[str]) -> None:
    Path("app.yaml").write_text(APP.replace("shop:1.42.0", "shop:main"))
    assert run(["package"]) == 0
    Path(".fairlead.yaml").write_text("lint: {strict: true}\n")
    assert run(["package"]) == 1
    assert "[image-tag]" in capfd.readouterr().err


def test_what_is_wrong_with_the_description_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    Path("app.yaml").write_text(APP + "nonsense: 1\n")
    assert run(["package"]) == 3
    assert "app.yaml:11:1: nonsense: " in capfd.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["a", "b"], 2, "one app is packaged at a time, and these are 2: a, b"),
        (["-o", "-"], 2, "-o needs a folder"),
        (["-o", ""], 2, "-o needs a folder"),
        (["--version", "next"], 2, "--version next: is no semantic version"),
        (["--version", "../../x"], 2, "--version ../../x: is no semantic version"),
        (["--app-version", "a b"], 2, "--app-version a b: is no version"),
        (["--app-version", "1." * 40], 2, "is no version"),
        (["--version-from", "nowhere"], 3, "nowhere: cannot be read: No such file"),
        (["--version-from", "pom"], 3, "there is no pom.xml here"),
        (["--version-from", "git"], 3, "no tag before this commit is a version"),
        (["--build-url", "x"], 2, "--build-url x: is no address"),
        (["--format", "zip"], 2, "'zip' is not one of"),
        (["elsewhere"], 3, "there is no such file"),
        (["-o", "app.yaml"], 3, "is no folder"),
    ],
)
def test_what_cannot_be_done(arguments: list[str], code: int, message: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["package", *arguments]) == code
    captured = capfd.readouterr()
    assert message in captured.err
    assert captured.out == ""
    assert not Path("dist").exists()


def test_versions_from_a_tag_and_from_files() -> None:
    git(Path(), "tag", "v2.0.0")
    assert run(["package", "--version-from", "git"]) == 0
    assert record("2.0.0")["appVersion"] == "2.0.0"
    Path("pyproject.toml").write_text('[project]\nversion = "2.1.0rc1"\n')
    assert run(["package", "--version-from", "pyproject"]) == 0
    assert run(["package", "--version-from", "./pyproject.toml", "--app-version", "7"]) == 0
    assert record("2.1.0-rc.1")["appVersion"] == "7"
    assert run(["package", "--version-from", "pyproject", "--version", "3.0.0"]) == 0
    assert record("3.0.0")["appVersion"] == "2.1.0-rc.1"
    assert sorted(os.listdir("dist")) == ["shop-2.0.0", "shop-2.1.0-rc.1", "shop-3.0.0"]


def test_an_app_version_is_the_tag_of_an_image_without_one() -> None:
    Path("app.yaml").write_text(
        APP.replace("shop:1.42.0", "shop").replace("name: shop\n", "name: shop\nversion: '1'\n")
    )
    assert run(["package", "--app-version", "1.43.0"]) == 0
    assert record()["environments"]["dev"]["images"] == [{"image": "registry.example.com/shop:1.43.0", "digest": ""}]


def test_what_is_not_committed(capfd: pytest.CaptureFixture[str]) -> None:
    git(Path(), "tag", "v2.0.0")
    Path("overlays").mkdir()
    Path("overlays/test.yaml").write_text("{}\n")
    assert run(["package"]) == 0
    head = git(Path(), "rev-parse", "--short=12", "HEAD").strip()
    assert f"warning: overlays/test.yaml: not as in the commit {head}, so nobody can" in capfd.readouterr().err
    assert record()["dirty"] is True
    assert run(["package", "--version-from", "git"]) == 3
    assert "these files are not as in the commit: overlays/test.yaml" in capfd.readouterr().err


def test_a_chart_without_a_version(capfd: pytest.CaptureFixture[str]) -> None:
    Path("app.yaml").write_text(MINIMAL)
    assert run(["package"]) == 0
    assert "warning: app.yaml: names no version of the chart, so each release is 0.1.0 again" in capfd.readouterr().err
    assert run(["package", "--version", "1"]) == 0
    assert "names no version" not in capfd.readouterr().err


def test_without_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "alone").mkdir()
    monkeypatch.chdir(tmp_path / "alone")
    Path("app.yaml").write_text(APP)
    assert run(["package"]) == 0
    found = record()
    assert (found["commit"], found["dirty"], found["epochSource"]) == ("", False, "constant")


def test_no_secret_is_in_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    git(Path(), "remote", "add", "origin", "https://user:hunter2@git.example.com/shop.git")
    monkeypatch.setenv("BUILD_URL", "https://ci:hunter2@ci.example.com/1?token=hunter2")
    monkeypatch.setenv("REGISTRY_PASSWORD", "hunter2")
    assert run(["package", "--set", "env.PASSWORD=hunter2"]) == 0
    text = Path("dist/shop-0.9.0/release.json").read_text()
    assert "hunter2" not in text
    assert record()["build"] == "https://ci.example.com/1"


def test_a_run_that_is_killed_leaves_nothing_half(tmp_path: Path) -> None:
    """Whatever the moment; the next run finishes, with the bytes of a run that nobody disturbed."""
    assert run(["package", "-f", "all", "-o", str(tmp_path / "whole")]) == 0
    whole = (tmp_path / "whole" / "shop-0.9.0" / "SHA256SUMS").read_bytes()
    began = time.monotonic()
    process("-f", "all", "-o", str(tmp_path / "timed")).communicate(timeout=60)
    lasts = time.monotonic() - began
    moments, killed, number = random.Random(6), 0, 0  # noqa: S311 - moments, not secrets
    while killed < KILLED:
        number += 1
        run(["package", "--set", f"components.web.replicas={number + 2}", "-f", "all"])
        before = Path("dist/shop-0.9.0/SHA256SUMS").read_bytes()
        made = process("-f", "all")
        time.sleep(moments.uniform(lasts / 2, lasts))
        made.send_signal(signal.SIGKILL)
        made.communicate(timeout=60)
        killed += made.returncode == -signal.SIGKILL
        lasts *= 1 if made.returncode else 0.95  # it had ended before
        assert_whole(Path("dist/shop-0.9.0"))
        assert Path("dist/shop-0.9.0/SHA256SUMS").read_bytes() in {before, whole}
        assert run(["package", "-f", "all"]) == 0
        assert Path("dist/shop-0.9.0/SHA256SUMS").read_bytes() == whole
        assert os.listdir("dist") == ["shop-0.9.0"]


def test_two_runs_at_once_wait_for_each_other() -> None:
    runs = [process("-f", "all", "--version", f"1.0.{number % 2}") for number in range(6)]
    said = [one.communicate(timeout=60) for one in runs]
    assert [one.returncode for one in runs] == [0] * 6, said
    assert sorted(os.listdir("dist")) == ["shop-1.0.0", "shop-1.0.1"]


def test_a_repository_that_git_refuses_is_no_missing_one(capfd: pytest.CaptureFixture[str]) -> None:
    Path(".git/config").write_text("[core\n")
    assert run(["package"]) == 4
    assert "rev-parse --show-toplevel: failed" in capfd.readouterr().err


def test_a_later_commit_is_another_package() -> None:
    assert run(["package"]) == 0
    first = record()
    commit(Path(), other="x")
    assert run(["package"]) == 0
    assert record()["charts"] != first["charts"]
    assert record()["environments"] == first["environments"]

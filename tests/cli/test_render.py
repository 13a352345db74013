"""``fairlead render``: what is written, what is printed, and what is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from generator.cli.main import run
from tests.small_apps import SCALED as APP


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "app.yaml").write_text(APP)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    monkeypatch.setenv("NO_COLOR", "1")


def edit(old: str, new: str) -> None:
    text = Path("app.yaml").read_text()
    assert old in text
    Path("app.yaml").write_text(text.replace(old, new))


def units() -> list[str]:
    return sorted(os.path.relpath(path.parent, "build") for path in Path("build").rglob(".fairlead"))


def test_everything_is_written_into_build(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["render"]) == 0
    assert units() == [
        "chart/shop", "kustomize/base", "kustomize/overlays/dev", "kustomize/overlays/prod",
        "manifests/dev", "manifests/prod",
    ]  # fmt: skip
    captured = capfd.readouterr()
    assert captured.out == ""
    lines = captured.err.splitlines()
    assert [line.partition(":")[0] for line in lines] == [f"build/{unit}" for unit in units()]
    assert lines[1].endswith(": 5 files, 5 changed")
    assert lines[2].endswith(": 1 file, 1 changed")


def test_a_second_run_changes_what_has_changed(capfd: pytest.CaptureFixture[str]) -> None:
    run(["render"])
    edit("replicas: 5", "replicas: 6")
    capfd.readouterr()
    assert run(["render"]) == 0
    assert capfd.readouterr().err.splitlines()[-2:] == [
        "build/manifests/dev: 4 files, unchanged",
        "build/manifests/prod: 4 files, 1 changed",
    ]


def test_some_formats_and_environments(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["render", ".", "-f", "manifests", "-f", "kustomize", "-e", "prod", "-o", "out"]) == 0
    assert sorted(os.listdir("out")) == ["kustomize", "manifests"]
    assert os.listdir("out/manifests") == ["prod"]
    capfd.readouterr()


def test_a_chart_has_every_environment_whichever_is_named() -> None:
    assert run(["render", "-e", "dev", "-f", "chart"]) == 0
    assert Path("build/chart/shop/values.prod.yaml").exists()


def test_other_environments_stay_when_one_is_rendered() -> None:
    run(["render"])
    before = units()
    edit("replicas: 5", "replicas: 6")
    assert run(["render", "-e", "dev"]) == 0
    assert units() == before
    assert "replicas: 5" in Path("build/manifests/prod/web-deployment.yaml").read_text()


def test_an_environment_that_is_gone_is_removed(capfd: pytest.CaptureFixture[str]) -> None:
    run(["render"])
    edit("  prod: {components: {web: {replicas: 5}}}\n", "")
    capfd.readouterr()
    assert run(["render", "--check"]) == 1
    assert "stale: no longer rendered" in capfd.readouterr().err
    assert run(["render"]) == 0
    assert "build/manifests/prod: removed, no longer rendered" in capfd.readouterr().err
    assert units() == ["chart/shop", "kustomize/base", "kustomize/overlays/dev", "manifests/dev"]
    assert run(["render", "--check"]) == 0


def test_stdout_is_one_stream(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["render", "-o", "-"]) == 0
    captured = capfd.readouterr()
    assert captured.err == ""
    assert [line for line in captured.out.splitlines() if line.startswith("# ")] == [
        "# environment: dev",
        "# environment: prod",
    ]
    objects = list(yaml.safe_load_all(captured.out))
    assert [one["kind"] for one in objects] == [one["kind"] for one in objects[: len(objects) // 2]] * 2
    assert captured.out.count("\n---\n") == len(objects) - 1
    assert not Path("build").exists()


def test_one_environment_needs_no_header(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["render", "-e", "prod", "-o", "-", "-f", "manifests", "--set", "components.web.replicas=7"]) == 0
    out = capfd.readouterr().out
    assert "# environment" not in out
    assert "replicas: 7" in out


def test_a_replayed_run_is_the_same_run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    edit("    probes: {readiness: /readyz}\n", "")
    assert run(["render", "-o", "-"]) == 0
    first = capfd.readouterr()
    assert "warning: " in first.err
    with monkeypatch.context() as patch:
        patch.setattr("generator.cli.main._run", None)
        assert run(["render", "-o", "-"]) == 0
    assert capfd.readouterr() == first
    edit("replicas: 5", "replicas: 6")
    assert run(["render", "-o", "-"]) == 0
    assert "replicas: 6" in capfd.readouterr().out


def test_a_new_overlay_is_seen(capfd: pytest.CaptureFixture[str]) -> None:
    run(["render", "-o", "-"])
    Path("overlays").mkdir()
    Path("overlays/test.yaml").write_text("components: {web: {replicas: 9}}\n")
    edit("  dev: {}\n", "  dev: {}\n")
    capfd.readouterr()
    assert run(["render", "-o", "-"]) == 0
    assert "# environment: test" in capfd.readouterr().out


def test_warnings_go_to_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    edit("    probes: {readiness: /readyz}\n", "")
    assert run(["render"]) == 0
    assert capfd.readouterr().err.startswith("warning: app.yaml:")


def test_check_is_content_with_what_was_rendered(capfd: pytest.CaptureFixture[str]) -> None:
    run(["render"])
    capfd.readouterr()
    assert run(["render", "--check"]) == 0
    assert tuple(capfd.readouterr()) == ("", "")


def test_check_shows_what_is_stale_and_what_was_edited(capfd: pytest.CaptureFixture[str]) -> None:
    run(["render"])
    edit("replicas: 5", "replicas: 6")
    manifest = Path("build/manifests/dev/web-service.yaml")
    manifest.write_text(manifest.read_text() + "# mine\n")
    capfd.readouterr()
    assert run(["render", "--check", "-f", "manifests"]) == 1
    captured = capfd.readouterr()
    assert "# build/manifests/dev/web-service.yaml: edited by hand\n--- build/manifests/dev/" in captured.out
    assert "\n-# mine\n" in captured.out
    assert "# build/manifests/prod/web-deployment.yaml: stale: the description gives something else now" in captured.out
    assert "\n-  replicas: 5\n+  replicas: 6\n" in captured.out
    assert captured.err.splitlines()[:2] == [
        "build: 1 file: edited by hand",
        "build: 1 file: stale: the description gives something else now",
    ]
    assert manifest.read_text().endswith("# mine\n")


def test_check_of_a_folder_that_is_not_there(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["render", "--check"]) == 1
    assert "--- /dev/null\n+++ rendered/build/chart/shop/Chart.yaml\n" in capfd.readouterr().out
    assert not Path("build").exists()


def test_edits_are_refused_and_force_replaces_them(capfd: pytest.CaptureFixture[str]) -> None:
    run(["render"])
    manifest = Path("build/manifests/dev/web-service.yaml")
    manifest.write_text("mine\n")
    capfd.readouterr()
    assert run(["render"]) == 3
    stderr = capfd.readouterr().err
    assert "build/manifests/dev/web-service.yaml: was edited by hand since it was rendered" in stderr
    assert manifest.read_text() == "mine\n"
    assert run(["render", "--force"]) == 0
    assert manifest.read_text() != "mine\n"


def test_nothing_is_written_where_the_description_is_wrong() -> None:
    edit("type: web", "type: wbe")
    assert run(["render"]) == 3
    assert os.listdir() == ["app.yaml"]


def test_the_output_folder_may_be_anywhere(tmp_path: Path) -> None:
    assert run(["render", "-o", str(tmp_path / "a/b c/d")]) == 0
    assert (tmp_path / "a/b c/d/chart/shop/Chart.yaml").exists()
    assert run(["render", "-o", "app.yaml"]) == 3
    assert run(["render", "-o", "/proc/fairlead"]) == 4

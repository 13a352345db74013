"""``fairlead inject`` as others run it: a post-renderer of Helm 3 and of Helm 4, a KRM function of kustomize."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator import __version__
from generator.cli import main
from generator.documents.reader import read_document
from generator.documents.reading import read
from tests.conftest import require_helm

if TYPE_CHECKING:
    from tests.conftest import Golden

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "integrations"
INTEGRATIONS = FIXTURES.parent.parent / "integrations"
LONGEST = "--post-renderer-args=--longest-request=180s"


@pytest.fixture(autouse=True)
def _on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command fairlead of this Python, whatever else is installed; and a working directory of its own."""
    program = tmp_path / "bin" / "fairlead"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m generator "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(INTEGRATIONS.parent))
    (tmp_path / "here" / ".git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")


def run(*argv: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(argv, capture_output=True, text=True, check=False)


@pytest.fixture
def helm4(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A Helm 4 with the plugin installed as its documentation says."""
    found = require_helm("4")
    monkeypatch.setenv("HELM_DATA_HOME", str(tmp_path / "helm"))
    plugin = tmp_path / "plugin"
    assert main.run(["inject", "--helm-plugin", str(plugin)]) == 0
    done = run(found, "plugin", "install", plugin)
    assert done.returncode == 0, done.stderr
    return found


def test_helm_3_runs_it_as_a_post_renderer(helm3: str, golden: Golden) -> None:
    argv = [helm3, "template", "test", str(FIXTURES / "chart"), "--post-renderer"]
    done = run(*argv, "fairlead", "--post-renderer-args", "inject", "--post-renderer-args", "--whole", LONGEST)
    assert (done.returncode, done.stderr) == (0, "")
    golden(FIXTURES / "expected" / "helm3.yaml", done.stdout)
    by_path = run(*argv, INTEGRATIONS / "helm" / "post-renderer", LONGEST)
    assert by_path.stdout == done.stdout


def test_helm_4_runs_it_as_a_plugin(helm4: str, tmp_path: Path, golden: Golden) -> None:
    report = tmp_path / "report.txt"
    argv = ["template", "test", str(FIXTURES / "chart"), "--post-renderer", "fairlead-inject", LONGEST]
    done = run(helm4, *argv, f"--post-renderer-args=--report={report}")
    assert (done.returncode, done.stderr) == (0, "")
    golden(FIXTURES / "expected" / "helm4.yaml", done.stdout)
    assert "  added   spec.template.spec.terminationGracePeriodSeconds: 195\n" in report.read_text()


def test_both_helms_give_the_same_objects() -> None:
    every = [
        sorted(str(one.value) for one in read((FIXTURES / "expected" / name).read_text(), name).documents)
        for name in ("helm3.yaml", "helm4.yaml")
    ]
    assert every[0] == every[1]
    assert len(every[0]) == 4


def test_helm_4_stops_where_the_plugin_does(helm4: str) -> None:
    argv = ["template", "test", str(FIXTURES / "chart"), "--post-renderer", "fairlead-inject"]
    done = run(helm4, *argv, "--post-renderer-args=--longest-request=soon")
    assert (done.returncode, done.stdout) == (1, "")
    assert 'plugin "fairlead-inject" exited with error' in done.stderr


def test_helm_3_shows_why_it_stopped(helm3: str) -> None:
    argv = ["template", "test", str(FIXTURES / "chart"), "--post-renderer", "fairlead"]
    done = run(helm3, *argv, "--post-renderer-args=inject", "--post-renderer-args=--longest-request=soon")
    assert (done.returncode, done.stdout) == (1, "")
    assert "--longest-request soon: must be a duration: 180, 90s, 3m" in done.stderr


def test_kustomize_runs_it_as_a_transformer(kustomize: str, golden: Golden) -> None:
    done = run(kustomize, "build", "--enable-alpha-plugins", "--enable-exec", FIXTURES / "kustomization")
    assert done.returncode == 0, done.stderr
    golden(FIXTURES / "expected" / "kustomize.yaml", done.stdout)
    assert "preStop 5 + longest request 180 + margin 10, at least 30 [functionConfig.spec.longestReq" in done.stderr


def test_kustomize_shows_what_is_wrong_with_the_function(kustomize: str, tmp_path: Path) -> None:
    shutil.copytree(FIXTURES / "kustomization", tmp_path / "wrong")
    config = tmp_path / "wrong" / "inject.yaml"
    config.write_text(config.read_text().replace("readiness: /readyz", "readines: /readyz"))
    done = run(kustomize, "build", "--enable-alpha-plugins", "--enable-exec", tmp_path / "wrong")
    assert (done.returncode, done.stdout) == (1, "")
    assert "functionConfig.spec.workloads.0.readines: there is no readines here\n" in done.stderr


def test_the_plugin_has_the_version_of_fairlead() -> None:
    plugin = read_document((INTEGRATIONS / "helm" / "plugin.yaml").read_text(), "plugin.yaml")
    version = plugin.get("version")
    assert version is not None
    assert version.value == __version__


def test_the_plugin_is_written_anew_and_over_nothing_else(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "plugin"
    assert main.run(["inject", "--helm-plugin", str(folder)]) == 0
    assert capfd.readouterr().err == f"{folder}: written; now: helm plugin install {folder}\n"
    assert sorted(path.name for path in folder.iterdir()) == ["plugin.yaml", "post-renderer"]
    assert os.access(folder / "post-renderer", os.X_OK)
    assert main.run(["inject", "--helm-plugin", str(folder)]) == 0
    (folder / "mine.txt").write_text("")
    capfd.readouterr()
    assert main.run(["inject", "--helm-plugin", str(folder)]) == 3
    assert "holds mine.txt, which is no part of the plugin" in capfd.readouterr().err
    assert main.run(["inject", "--helm-plugin", str(folder / "mine.txt")]) == 3
    assert main.run(["inject", "--helm-plugin", str(folder / "mine.txt" / "below")]) == 4

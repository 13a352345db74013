"""The hooks that this repository offers, run by the real pre-commit on a scratch repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {LOG_LEVEL: info}\n"
BAD = GOOD.replace("info", "3")
WEB = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web  # the shop
          image: shop/web:1.4.2
"""
SERVICE = """\
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 8080}]}
"""
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("pre-commit")]


@pytest.fixture(scope="module")
def scratch(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A git repository with manifests and an app.yaml that is rendered."""
    folder = tmp_path_factory.mktemp("scratch")
    (folder / "deploy").mkdir()
    (folder / "deploy" / "good.yaml").write_text(GOOD)
    (folder / "deploy" / "bad.yaml").write_text(BAD)
    (folder / "web").mkdir()
    (folder / "web" / "web.yaml").write_text(WEB)
    (folder / "web" / "service.yaml").write_text(SERVICE)
    shutil.copy(repository / "fixtures" / "apps" / "minimal" / "app.yaml", folder)
    subprocess.run([sys.executable, "-m", "generator", "render"], cwd=folder, check=True, capture_output=True)
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    subprocess.run(["git", "add", "-A"], cwd=folder, check=True)
    return folder


@pytest.fixture(scope="module")
def hook(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment variables of pre-commit: its own cache, and nothing of git that a hook around us has set."""
    if shutil.which("git") is None:
        pytest.fail("git is missing")
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
    return {**kept, "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit")), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def run(repository: Path, scratch: Path, env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(repository), *arguments]
    return subprocess.run(command, cwd=scratch, env=env, capture_output=True, text=True, check=False)


def test_lint_reports_on_the_changed_file_alone(repository: Path, scratch: Path, hook: dict[str, str]) -> None:
    done = run(repository, scratch, hook, "fairlead-lint", "--files", "deploy/bad.yaml")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "deploy/bad.yaml:4:" in done.stdout
    assert "[wrong-type]" in done.stdout
    done = run(repository, scratch, hook, "fairlead-lint", "--files", "deploy/good.yaml")
    assert done.returncode == 0, done.stdout + done.stderr


def test_inject_changes_the_file_that_changed(repository: Path, scratch: Path, hook: dict[str, str]) -> None:
    web = scratch / "web" / "web.yaml"
    done = run(repository, scratch, hook, "fairlead-inject", "--files", "web/web.yaml", "app.yaml", "web/service.yaml")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "files were modified by this hook" in done.stdout
    assert "[Service/web]" in done.stdout
    text = web.read_text()
    assert "          readinessProbe:\n" in text
    assert [line for line in WEB.splitlines() if line not in text.splitlines()] == []
    assert (scratch / "web" / "service.yaml").read_text() == SERVICE
    done = run(repository, scratch, hook, "fairlead-inject", "--files", "web/web.yaml")
    assert done.returncode == 0, done.stdout + done.stderr


def test_render_check_fails_for_what_was_edited_by_hand(repository: Path, scratch: Path, hook: dict[str, str]) -> None:
    done = run(repository, scratch, hook, "fairlead-render-check", "--all-files")
    assert done.returncode == 0, done.stdout + done.stderr
    values = scratch / "build" / "chart" / "shop" / "values.yaml"
    values.write_text(values.read_text() + "extra: true\n")
    done = run(repository, scratch, hook, "fairlead-render-check", "--all-files")
    assert done.returncode == 1
    assert "edited by hand" in done.stdout

"""``fairlead diff`` as it is called: sides, filters, formats, exit codes, git's own ways, and what goes wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.cli import main
from tests.repositories import commit, git, repository

APP = """\
apiVersion: fairlead/v1
name: shop
version: "1.0.0"
image: {repository: registry.example.com/shop, tag: "1.0.0"}
components: {web: {type: web, ports: {http: 8080}, probes: {readiness: /readyz}}}
environments:
  staging: {cluster: {namespace: shop-staging}}
  prod: {cluster: {namespace: shop}, components: {web: {replicas: 5}}}
"""
CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {LEVEL: info}\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = repository(tmp_path / "here")
    monkeypatch.chdir(folder)
    commit(folder, **{"app.yaml": APP})
    return folder


def diff(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main.run(["diff", *arguments])
    captured = capfd.readouterr()
    return code, captured.out, captured.err


def change(before: str, after: str, path: str = "app.yaml") -> None:
    file = Path(path)
    file.write_text(file.read_text().replace(before, after))


def test_nothing_differs(capfd: pytest.CaptureFixture[str]) -> None:
    expected = "HEAD → working tree\n\nstaging, prod: no change\n"
    assert diff(capfd) == diff(capfd, "--exit-code") == (0, expected, "")


def test_what_is_not_committed(capfd: pytest.CaptureFixture[str]) -> None:
    change('tag: "1.0.0"', 'tag: "1.1.0"')
    code, out, err = diff(capfd)
    assert (code, err) == (0, "")
    assert "prod: 1 changed; rolls 5 pods" in out
    assert "rolls pods: rolls 5 pods" in out
    assert "registry.example.com/shop:1.0.0 → registry.example.com/shop:1.1.0  app.yaml:4\n" in out


def test_the_checkout_and_the_index_stay(capfd: pytest.CaptureFixture[str], here: Path) -> None:
    change('tag: "1.0.0"', 'tag: "1.1.0"')
    before = git(here, "status", "--porcelain=v2")
    diff(capfd)
    assert git(here, "status", "--porcelain=v2") == before


def test_two_revisions(capfd: pytest.CaptureFixture[str], here: Path) -> None:
    git(here, "tag", "v1")
    change('tag: "1.0.0"', 'tag: "1.1.0"')
    commit(here)
    change('tag: "1.1.0"', 'tag: "9.9.9"')
    code, out, _ = diff(capfd, "--from", "v1", "--to", "HEAD", "--env", "prod")
    assert code == 0
    assert out.startswith("v1 → HEAD\n\nprod: 1 changed")
    assert "shop:1.1.0  HEAD:app.yaml:4\n" in out
    assert "9.9.9" not in out


def test_from_a_folder_below_the_top(
    capfd: pytest.CaptureFixture[str], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(here, **{"deploy__settings.yaml": CONFIG})
    monkeypatch.chdir(here / "deploy")
    change("info", "debug", "settings.yaml")
    _, out, _ = diff(capfd)
    assert "data.LEVEL: info → debug  settings.yaml:4\n" in out
    assert "staging" not in out


def test_two_environments(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = diff(capfd, "staging", "prod")
    assert code == 0
    assert out.startswith("staging → prod\n")
    assert "spec.replicas: 2 → 5" in out
    assert "metadata.namespace: shop-staging → shop" in out


def test_two_files_two_folders_and_a_new_file(capfd: pytest.CaptureFixture[str]) -> None:
    for name, text in (("old", CONFIG), ("new", CONFIG.replace("info", "debug"))):
        Path(name).mkdir()
        Path(name, "settings.yaml").write_text(text)
    assert "data.LEVEL: info → debug" in diff(capfd, "old", "new")[1]
    assert "data.LEVEL: info → debug" in diff(capfd, "old/settings.yaml", "new/settings.yaml")[1]
    assert "+ ConfigMap/settings" in diff(capfd, "/dev/null", "new/settings.yaml")[1]


def test_a_packaged_chart_and_its_folder(capfd: pytest.CaptureFixture[str], helm3: str) -> None:
    subprocess.run([helm3, "create", "web"], check=True, capture_output=True)
    subprocess.run([helm3, "package", "web"], check=True, capture_output=True)
    change("replicaCount: 1", "replicaCount: 3", "web/values.yaml")
    code, out, _ = diff(capfd, "web-0.1.0.tgz", "web")
    assert code == 0
    assert "spec.replicas: 1 → 3" in out


def test_a_file_that_is_gone(capfd: pytest.CaptureFixture[str], here: Path) -> None:
    commit(here, **{"settings.yaml": CONFIG})
    Path("settings.yaml").unlink()
    assert "- ConfigMap/settings" in diff(capfd, "settings.yaml")[1]


@pytest.mark.parametrize(
    ("dangers", "code"), [("refused", 0), ("rolls", 1), ("data,downtime", 0), ("capacity, rolls", 1)]
)
def test_effects_that_fail(capfd: pytest.CaptureFixture[str], dangers: str, code: int) -> None:
    change('tag: "1.0.0"', 'tag: "1.1.0"')
    assert diff(capfd, "--only", "Deployment/*", "--fail-on", dangers)[0] == code


def test_any_change_fails_where_that_is_asked_for(capfd: pytest.CaptureFixture[str]) -> None:
    change("replicas: 5", "replicas: 6")
    assert diff(capfd, "--exit-code")[0] == 1
    assert diff(capfd, "--exit-code", "--env", "staging")[0] == 0
    assert diff(capfd, "--exit-code", "--ignore", "spec.replicas")[0] == 0
    assert diff(capfd, "--exit-code", "--ignore", "spec.rep")[0] == 1
    assert diff(capfd, "--exit-code", "--only", "Service/*")[0] == 0


def test_files_for_reports(capfd: pytest.CaptureFixture[str]) -> None:
    change('tag: "1.0.0"', 'tag: "1.1.0"')
    assert diff(capfd, "-f", "json", "-o", "report.json", "--html", "page.html") == (0, "", "")
    assert json.loads(Path("report.json").read_text())["before"] == "HEAD"
    assert Path("page.html").read_text().startswith("<!doctype html>")
    assert diff(capfd, "--html", "nowhere/page.html")[0] == 2


def test_what_cannot_be_read_is_neither_gone_nor_new(capfd: pytest.CaptureFixture[str], here: Path) -> None:
    commit(here, **{"a.yaml": CONFIG, "b.yaml": CONFIG.replace("settings", "others")})
    Path("a.yaml").write_text(CONFIG.replace("}", ""))
    change("info", "debug", "b.yaml")
    code, out, _ = diff(capfd)
    assert code == 3
    assert "  a.yaml:" in out
    assert "ConfigMap/others" in out
    assert "ConfigMap/settings" not in out


def test_nothing_can_be_read(capfd: pytest.CaptureFixture[str]) -> None:
    change("type: web", "type: nope")
    code, out, err = diff(capfd)
    assert (code, out) == (3, "")
    assert "app.yaml:5:" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a", "b", "c"], "diff compares two things, and these are 3"),
        (["nope"], "nope: there is no such file or folder, neither now nor in HEAD"),
        (["staging", "produ"], "app.yaml has no environment produ: there are staging, prod"),
        (["app.yaml", "nope"], "nope: there is no such file or folder"),
        (["--from", "nope"], "nope is no revision"),
        (["--fail-on", "sadness"], "--fail-on sadness: there is no such effect"),
        (["--env", "qa"], "there is no environment qa: there are staging, prod"),
        (["-k", "1.99"], "there are no schemas for Kubernetes 1.99"),
        (["x", "y", "--app", "z"], "there is no z that could have environments of these names"),
        (["--external", "a"] * 2, "--external is for git"),
        (["--format", "nope"], "'nope' is not one of"),
    ],
)
def test_what_is_wrong_with_a_command_line(
    capfd: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    code, out, err = diff(capfd, *arguments)
    assert (code, out) == (2, "")
    assert message in err


def test_outside_of_git(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = diff(capfd)
    assert code == 2
    assert "is in no git repository" in err


FAIRLEAD = f"{sys.executable} -m generator diff"


def test_git_diff_shows_the_effects(here: Path) -> None:
    change('tag: "1.0.0"', 'tag: "1.1.0"')
    root = str(Path(__file__).resolve().parents[2])
    out = git(here, "--no-pager", "diff", GIT_EXTERNAL_DIFF=f"{FAIRLEAD} --external", PYTHONPATH=root)
    assert out.startswith("a/app.yaml → app.yaml\n")
    assert "rolls 5 pods" in out
    commit(here, **{"README.md": "one\n"})
    Path("README.md").write_text("two\n")
    out = git(here, "--no-pager", "diff", GIT_EXTERNAL_DIFF=f"{FAIRLEAD} --external", PYTHONPATH=root)
    assert "-one\n+two\n" in out


def test_git_diff_of_commits_reads_what_an_app_refers_to(here: Path) -> None:
    with_file = APP.replace("environments:", "config: {nginx: {files: {a.conf: {file: a.conf}}}}\nenvironments:")
    commit(here, **{"app.yaml": with_file, "a.conf": "x"})
    commit(here, **{"app.yaml": with_file.replace("1.0.0", "1.1.0")})
    root = str(Path(__file__).resolve().parents[2])
    arguments = ("--no-pager", "diff", "HEAD~1", "HEAD", "--", "app.yaml")
    out = git(here, *arguments, GIT_EXTERNAL_DIFF=f"{FAIRLEAD} --external", PYTHONPATH=root)
    assert "shop:1.0.0 → registry.example.com/shop:1.1.0" in out
    assert "there is no such file" not in out


def test_git_difftool_shows_the_effects(here: Path) -> None:
    commit(here, **{"settings.yaml": CONFIG})
    change("info", "debug", "settings.yaml")
    root = str(Path(__file__).resolve().parents[2])
    out = git(here, "difftool", "--no-prompt", "--extcmd", FAIRLEAD, PYTHONPATH=root)
    assert "data.LEVEL: info → debug" in out


DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: NAME}
spec:
  replicas: 3
  selector: {matchLabels: {app: NAME}}
  template:
    metadata: {labels: {app: NAME}}
    spec:
      containers:
        - name: web
          image: shop:1.0
          env: [{name: LEVEL, value: info}]
          ports: [{containerPort: 8080}]
"""


def test_200_objects_are_compared_within_half_a_second() -> None:
    text = "---\n".join(DEPLOYMENT.replace("NAME", f"web-{number}") for number in range(200))
    Path("old.yaml").write_text(text)
    Path("new.yaml").write_text(text.replace("shop:1.0", "shop:1.1"))
    best = min(_seconds("old.yaml", "new.yaml") for _ in range(3))
    assert best < 0.5 * float(os.environ.get("FAIRLEAD_SLOWER", "2"))


def _seconds(*arguments: str) -> float:
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "generator", "diff", *arguments],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )
    assert b"rolls 600 pods" in done.stdout
    return time.perf_counter() - start

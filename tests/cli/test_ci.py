"""``fairlead ci`` as it is called: where it writes, what it never overwrites, and what its steps do when they run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest
import yaml

from generator.cli import main
from tests.fixture_apps import REPOSITORY
from tests.repositories import commit, git, repository
from tests.small_apps import MINIMAL, SCALED

if TYPE_CHECKING:
    from collections.abc import Iterator

WORKFLOW = Path(".github/workflows/shop.yml")
GITLAB = Path(".gitlab-ci.yml")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = repository(tmp_path / "here")
    monkeypatch.chdir(folder)
    commit(folder, **{"app.yaml": MINIMAL})
    return folder


def ci(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main.run(["ci", *arguments])
    captured = capfd.readouterr()
    return code, captured.out, captured.err


def test_it_writes_where_the_system_looks(capfd: pytest.CaptureFixture[str]) -> None:
    assert ci(capfd, "github")[::2] == (0, f"{WORKFLOW}: written; what it needs from the settings is said at its top\n")
    assert ci(capfd, "gitlab")[::2] == (0, f"{GITLAB}: written; what it needs from the settings is said at its top\n")
    assert ci(capfd, "github") == (0, "", f"{WORKFLOW}: unchanged\n")
    assert ci(capfd, "gitlab", "-o", "-") == (0, GITLAB.read_text(), "")


def test_paths_begin_at_the_top_of_the_repository(
    here: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(here, apps__shop__app="")
    (here / "apps" / "shop" / "app.yaml").write_text(MINIMAL)
    monkeypatch.chdir(here / "apps")
    code, _, err = ci(capfd, "github", "shop")
    assert (code, err.partition(":")[0]) == (0, f"../{WORKFLOW}")
    env = yaml.safe_load((here / WORKFLOW).read_text())["env"]
    assert (env["APP"], env["RENDERED"]) == ("apps/shop/app.yaml", "apps/shop/build")
    _, out, _ = ci(capfd, "gitlab", "shop", "--rendered", "../deploy", "-o", "-")
    assert yaml.safe_load(out)["variables"]["RENDERED"] == "deploy"


def test_without_a_repository_paths_begin_here(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bare" / "shop").mkdir(parents=True)
    (tmp_path / "bare" / "shop" / "app.yaml").write_text(MINIMAL)
    monkeypatch.chdir(tmp_path / "bare")
    assert yaml.safe_load(ci(capfd, "github", "shop", "-o", "-")[1])["env"]["APP"] == "shop/app.yaml"
    monkeypatch.chdir(tmp_path / "here")
    assert yaml.safe_load(ci(capfd, "github", "../bare/shop", "-o", "-")[1])["env"]["APP"] == "app.yaml"


def test_check_says_what_is_stale(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = ci(capfd, "github", "--check")
    assert (code, out.partition("\n")[0]) == (1, f"# {WORKFLOW}: stale: not written yet")
    assert not WORKFLOW.exists()
    ci(capfd, "github")
    assert ci(capfd, "github", "--check") == (0, "", "")
    WORKFLOW.write_bytes(WORKFLOW.read_bytes().replace(b"\n", b"\r\n"))
    assert ci(capfd, "github", "--check") == (0, "", "")
    (here / "app.yaml").write_text(MINIMAL.replace("dev: {}", "test: {}"))
    code, out, err = ci(capfd, "github", "--check")
    assert code == 1
    assert "stale: it would be written otherwise now" in err
    assert '+        options: ["test", "prod"]\n' in out


def test_what_a_person_wrote_is_not_replaced(capfd: pytest.CaptureFixture[str]) -> None:
    GITLAB.write_text("build: {script: [make]}\n")
    code, _, err = ci(capfd, "gitlab")
    assert (code, err.splitlines()[0]) == (3, f"{GITLAB}: is not written by fairlead, and is not replaced")
    assert GITLAB.read_text() == "build: {script: [make]}\n"
    assert ci(capfd, "gitlab", "--force")[0] == 0
    edited = GITLAB.read_text().replace("python:3.13", "python:3.14")
    GITLAB.write_text(edited)
    code, out, err = ci(capfd, "gitlab", "--check")
    assert (code, err.splitlines()[0]) == (1, f"{GITLAB}: edited by hand")
    assert "-  image: python:3.14\n+  image: python:3.13\n" in out
    assert ci(capfd, "gitlab")[0] == 3
    assert GITLAB.read_text() == edited


def test_a_stale_file_of_its_own_is_replaced(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    ci(capfd, "gitlab")
    (here / "app.yaml").write_text(MINIMAL.replace("prod: {}", "prod: {protected: true}"))
    assert ci(capfd, "gitlab")[0] == 0
    assert "when: manual" in GITLAB.read_text()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["github", "-o", "-", "--check"], 2, "--check and --force need a file"),
        (["github", "--branch", "${{ x }}"], 2, "CI systems read $"),
        (["github", "--rendered", "../elsewhere"], 2, "is outside of the repository"),
        (["jenkins"], 2, "jenkins"),
        (["github", "nowhere"], 3, "there is no such file"),
        (["gitlab", "-o", "app.yaml"], 3, "is not written by fairlead"),
        (["gitlab", "-o", "app.yaml/ci.yml", "--force"], 4, "app.yaml"),
        (["gitlab", "-o", "."], 4, "cannot be read"),
    ],
)
def test_what_cannot_be_done_is_said(
    capfd: pytest.CaptureFixture[str], arguments: list[str], code: int, message: str
) -> None:
    found, out, err = ci(capfd, *arguments)
    assert (found, out) == (code, "")
    assert message in err


# The steps themselves, run by bash as the runner of the system runs them.


@pytest.fixture
def runner(tmp_path: Path) -> dict[str, str]:
    """The variables of a runner: fairlead and helm are on PATH, and nothing of git that a hook around us has set."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "fairlead").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n')
    (folder / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    for program in folder.iterdir():
        program.chmod(0o755)
    path = os.pathsep.join([str(folder), str(Path(sys.executable).parent), os.environ["PATH"]])
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("GIT_", "GITHUB_", "CI_"))}
    return {
        **kept,
        "PATH": path,
        "PYTHONPATH": str(REPOSITORY),
        "PYTHONSAFEPATH": "1",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
    }


def bash(script: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """A step in the shell of GitHub Actions and GitLab: it ends where a command fails."""
    argv = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script]
    return subprocess.run(argv, env=env, capture_output=True, text=True, check=False)


class Steps:
    """The pipeline of this folder, and its steps to run: ``jobs[name]`` are the scripts of a job in their order."""

    def __init__(self, capfd: pytest.CaptureFixture[str], system: str, env: dict[str, str]) -> None:
        content: dict[str, Any] = yaml.safe_load(ci(capfd, system, "-o", "-")[1])
        section = content["env"] if system == "github" else content["variables"]
        self.env = {**env, "APP": section["APP"], "RENDERED": section["RENDERED"]}
        if system == "github":
            self.jobs = {
                name: {step["name"]: step["run"] for step in job["steps"] if "run" in step}
                for name, job in content["jobs"].items()
            }
        else:
            self.jobs = {
                name: {"script": "\n".join(job["script"])}
                for name, job in content.items()
                if isinstance(job, dict) and "script" in job
            }

    def run(self, job: str, step: str = "script", **variables: str) -> subprocess.CompletedProcess[str]:
        return bash(self.jobs[job][step], {**self.env, **variables})


@pytest.fixture(params=["github", "gitlab"])
def steps(request: pytest.FixtureRequest, capfd: pytest.CaptureFixture[str], runner: dict[str, str]) -> Steps:
    return Steps(capfd, request.param, runner)


def main_step(steps: Steps, job: str) -> str:
    """The step of a job that does its work: the one called as the job is, or all of it."""
    names = steps.jobs[job]
    return next((name for name in names if name.split()[0].lower() == job), "script")


def test_lint_passes_fails_and_reports(steps: Steps, here: Path) -> None:
    done = steps.run("lint", main_step(steps, "lint"))
    assert done.returncode == 0, done.stderr
    (here / "app.yaml").write_text(MINIMAL + "x-broken: *nothing\n")
    assert steps.run("lint", main_step(steps, "lint")).returncode != 0


def test_the_reports_of_lint_are_written(here: Path, capfd: pytest.CaptureFixture[str], runner: dict[str, str]) -> None:
    assert Steps(capfd, "github", runner).run("lint", "Report").returncode == 0
    assert json.loads((here / "lint.sarif").read_text())["version"] == "2.1.0"
    assert Path(runner["GITHUB_STEP_SUMMARY"]).read_text()
    assert Steps(capfd, "gitlab", runner).run("lint").returncode == 0
    assert isinstance(json.loads((here / "gl-code-quality-report.json").read_text()), list)
    assert (here / "lint.xml").read_text().startswith("<?xml")


def test_the_render_check_is_about_what_is_committed(steps: Steps, here: Path) -> None:
    step = main_step(steps, "render")
    assert steps.run("render", step).returncode == 0
    assert not (here / "build").exists()
    assert main.run(["render"]) == 0
    commit(here)
    done = steps.run("render", step)
    assert done.returncode == 0, done.stderr
    (here / "app.yaml").write_text(SCALED)
    done = steps.run("render", step)
    assert (done.returncode, "stale" in done.stdout) == (1, True)


def test_a_package_has_the_version_of_the_tag(steps: Steps, here: Path) -> None:
    step = main_step(steps, "package")
    done = steps.run("package", step)
    assert done.returncode == 0, done.stderr
    [first] = (here / "dist").iterdir()
    assert first.name.startswith("shop-0.0.0-dev.1.g")
    shutil.rmtree(here / "dist")
    git(here, "tag", "v1.4.0")
    assert steps.run("package", step).returncode == 0
    assert {file.name for file in (here / "dist" / "shop-1.4.0").iterdir()} >= {"shop-1.4.0.tgz", "release.json"}


def test_what_was_packaged_is_pushed(steps: Steps, here: Path, tmp_path: Path) -> None:
    git(here, "tag", "v1.4.0")
    steps.run("package", main_step(steps, "package"))
    charts = tmp_path / "charts"
    charts.mkdir()
    where = {"TARGET": str(charts), "FAIRLEAD_TARGET": str(charts), "TOKEN": "t", "REGISTRY_PASSWORD": ""}
    for _ in range(2):  # the same bytes again are fine
        done = steps.run("push", main_step(steps, "push"), **where)
        assert done.returncode == 0, done.stderr
    assert {file.name for file in charts.iterdir()} >= {"index.yaml", "shop-1.4.0.tgz"}


@pytest.fixture
def logins(tmp_path: Path, runner: dict[str, str]) -> Path:
    """A file with what a helm on PATH was asked, and given on stdin; it can log in and nothing else."""
    asked = tmp_path / "logins"
    asked.touch()
    helm = Path(runner["PATH"].partition(os.pathsep)[0]) / "helm"
    helm.write_text(f'#!/bin/sh\n[ "$1" = registry ] || exit 1\necho "$* < $(cat)" >> "{asked}"\n')
    helm.chmod(0o755)
    return asked


OWN = {"GITHUB_REPOSITORY_OWNER": "Team", "GITHUB_ACTOR": "me", "TOKEN": "of-the-job", "TARGET": ""} | {
    "CI_REGISTRY": "registry.git.example.com",
    "CI_REGISTRY_IMAGE": "registry.git.example.com/team/shop",
    "CI_REGISTRY_USER": "me",
    "CI_REGISTRY_PASSWORD": "of-the-job",
    "REGISTRY_USERNAME": "",
    "REGISTRY_PASSWORD": "",
}
"""What the systems put into the environment of a job that pushes."""


def test_the_credentials_of_the_job_go_to_its_own_registry_and_no_other(steps: Steps, logins: Path) -> None:
    step = main_step(steps, "push")
    assert steps.run("push", step, **OWN).returncode != 0  # there is nothing to push
    host = "registry.git.example.com" if step == "script" else "ghcr.io"
    assert logins.read_text() == f"registry login {host} --username me --password-stdin < of-the-job\n"
    logins.write_text("")
    other = "oci://registry.example.com/charts"
    steps.run("push", step, **{**OWN, "TARGET": other, "FAIRLEAD_TARGET": other})
    assert logins.read_text() == ""
    named = {"REGISTRY_USERNAME": "you", "REGISTRY_PASSWORD": "theirs"}
    steps.run("push", step, **{**OWN, "TARGET": other, "FAIRLEAD_TARGET": other, **named})
    assert logins.read_text() == "registry login registry.example.com --username you --password-stdin < theirs\n"


def test_a_project_without_a_registry_is_told(capfd: pytest.CaptureFixture[str], runner: dict[str, str]) -> None:
    done = Steps(capfd, "gitlab", runner).run("push")
    assert done.returncode != 0
    assert "this project has no registry, so set FAIRLEAD_TARGET" in done.stderr


def merged(here: Path) -> str:
    """A branch that changes the app, merged as GitHub tries it; the commit it came from."""
    base = git(here, "rev-parse", "HEAD").strip()
    git(here, "checkout", "--quiet", "-b", "change")
    commit(here, **{"app.yaml": SCALED})
    git(here, "checkout", "--quiet", "main")
    git(here, "merge", "--quiet", "--no-ff", "-m", "merge", "change")
    return base


def test_the_comment_of_github_says_what_merging_does(
    here: Path, capfd: pytest.CaptureFixture[str], runner: dict[str, str]
) -> None:
    merged(here)
    done = Steps(capfd, "github", runner).run("diff", "Diff")
    assert done.returncode == 0, done.stderr
    comment = (here / "comment.md").read_text()
    assert comment.startswith("<!-- fairlead diff: shop -->\n")
    assert "shop-web" in comment
    assert "shop-web" in Path(runner["GITHUB_STEP_SUMMARY"]).read_text()
    assert (here / "diff.html").read_text().startswith("<!doctype html>")


def test_the_diff_of_an_app_that_is_new(
    here: Path, capfd: pytest.CaptureFixture[str], runner: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(here, **{"mail__app.yaml": MINIMAL.replace("name: shop", "name: mail")})
    monkeypatch.chdir(here / "mail")
    steps = Steps(capfd, "github", runner)
    monkeypatch.chdir(here)
    done = steps.run("diff", "Diff")
    assert done.returncode == 0, done.stderr
    assert "mail-web" in (here / "comment.md").read_text()


class Notes(BaseHTTPRequestHandler):
    """The notes of a merge request, as GitLab's API has them."""

    kept: dict[int, str]
    asked: list[tuple[str, str, str | None]]

    def _answer(self, status: int, body: object) -> None:
        self.asked.append((self.command, self.path, self.headers["PRIVATE-TOKEN"]))
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def _body(self) -> str:
        return parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())["body"][0]

    def do_GET(self) -> None:
        self._answer(200, [{"id": number, "body": text} for number, text in self.kept.items()])

    def do_POST(self) -> None:
        self.kept[len(self.kept) + 1] = self._body()
        self._answer(201, {})

    def do_PUT(self) -> None:
        self.kept[int(self.path.rpartition("/")[2])] = self._body()
        self._answer(200, {})

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Nothing is printed."""


@pytest.fixture
def gitlab() -> Iterator[ThreadingHTTPServer]:
    Notes.kept, Notes.asked = {1: "looks good"}, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Notes)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_the_note_on_gitlab_is_written_once_and_kept_current(
    here: Path, capfd: pytest.CaptureFixture[str], runner: dict[str, str], gitlab: ThreadingHTTPServer
) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    steps, base = Steps(capfd, "gitlab", runner), merged(here)
    about = {
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
        "CI_API_V4_URL": f"http://127.0.0.1:{gitlab.server_port}/api/v4",
        "CI_PROJECT_ID": "7",
        "CI_MERGE_REQUEST_IID": "3",
        "no_proxy": "127.0.0.1",
    }
    token = {"FAIRLEAD_TOKEN": "secret"}
    assert steps.run("diff", **about).returncode == 0
    assert Notes.asked == []
    assert (here / "diff.html").exists()
    for _ in range(2):
        done = steps.run("diff", **about, **token)
        assert done.returncode == 0, done.stderr
        assert "secret" not in done.stdout + done.stderr
    assert [method for method, _, _ in Notes.asked] == ["GET", "POST", "GET", "PUT"]
    assert {token for _, _, token in Notes.asked} == {"secret"}
    assert Notes.asked[0][1].startswith("/api/v4/projects/7/merge_requests/3/notes?")
    assert sorted(Notes.kept) == [1, 2]
    assert Notes.kept[2].startswith("<!-- fairlead diff: shop -->\n")
    assert "shop-web" in Notes.kept[2]

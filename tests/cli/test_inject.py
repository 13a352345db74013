"""``fairlead inject`` as it is called: where the result goes, exit codes, what is told, what is left alone."""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main

WEB = """\
# the shop
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web  # its name
spec:
  replicas: 3
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: web
        image: shop/web:1.4.2
        ports:
        - {name: http, containerPort: 8080}
"""
SERVICE = """\
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: http}]
"""
TEMPLATE = WEB.replace("replicas: 3", "replicas: {{ .Values.replicas }}")
PATCH = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 5}\n"
GRACE = "terminationGracePeriodSeconds: "


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here" / ".git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")


def inject(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main.run(["inject", *arguments])
    captured = capfd.readouterr()
    return code, captured.out, captured.err


def pipe(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def test_a_file_goes_to_stdout_and_stays_as_it_is(capfd: pytest.CaptureFixture[str]) -> None:
    Path("web.yaml").write_text(WEB)
    code, out, err = inject(capfd, "web.yaml", "--longest-request", "3m")
    assert code == 0
    assert f"      {GRACE}195\n" in out
    assert [line for line in WEB.splitlines() if line not in out.splitlines()] == []
    assert Path("web.yaml").read_text() == WEB
    assert err.startswith("web.yaml:")
    assert (
        f"  added   spec.template.spec.{GRACE}195\n"
        "          preStop 5 + longest request 180 + margin 10, at least 30 [--longest-request]\n"
    ) in err


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_stdin_goes_to_stdout(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    Path("web.yaml").write_text(WEB)
    _, from_file, _ = inject(capfd, "web.yaml")
    pipe(monkeypatch, WEB)
    code, out, err = inject(capfd, *arguments)
    assert (code, out) == (0, from_file)
    assert err.startswith("<stdin>:")


def test_nothing_from_stdin_is_no_answer(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    pipe(monkeypatch, "\n")
    assert inject(capfd) == (2, "", "nothing came from stdin: name files or folders\n")
    pipe(monkeypatch, "")
    assert inject(capfd, "-", "-q") == (0, "", "")


def test_a_second_run_changes_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    Path("web.yaml").write_text(WEB + "---\n" + SERVICE)
    assert inject(capfd, "-w", "web.yaml", "-q") == (0, "", "")
    once = Path("web.yaml").read_text()
    assert once != WEB
    assert inject(capfd, "--check", "web.yaml") == (0, "", "1 file: nothing to put in\n")
    assert inject(capfd, "web.yaml", "-q") == (0, once, "")


def test_files_of_a_folder_are_one_scope(capfd: pytest.CaptureFixture[str]) -> None:
    Path("deploy").mkdir()
    Path("deploy/service.yaml").write_text(SERVICE)
    Path("deploy/web.yaml").write_text(WEB)
    Path("deploy/values.yaml").write_text("replicas: 2\n")
    code, out, err = inject(capfd, "--check", "deploy")
    assert (code, out) == (1, "deploy/web.yaml\n")
    assert "[Service/web]\n" in err
    assert "1 of 2 files would change: " in err


def test_writing_keeps_permissions_links_and_what_does_not_change(capfd: pytest.CaptureFixture[str]) -> None:
    Path("deploy").mkdir()
    Path("real.yaml").write_text(WEB)
    Path("real.yaml").chmod(0o640)
    Path("deploy/web.yaml").symlink_to("../real.yaml")
    Path("deploy/service.yaml").write_text(SERVICE)
    before = Path("deploy/service.yaml").stat()
    code, out, err = inject(capfd, "-w", "deploy")
    assert (code, out) == (0, "")
    assert "1 of 2 files changed: " in err
    assert Path("deploy/web.yaml").is_symlink()
    assert "readinessProbe" in Path("real.yaml").read_text()
    assert stat.S_IMODE(Path("real.yaml").stat().st_mode) == 0o640
    assert Path("deploy/service.yaml").stat().st_mtime_ns == before.st_mtime_ns
    assert sorted(path.name for path in Path("deploy").iterdir()) == ["service.yaml", "web.yaml"]


@pytest.mark.skipif(not os.path.isdir("/dev/fd"), reason="there are no files for pipes here")
def test_a_file_that_cannot_be_written(capfd: pytest.CaptureFixture[str]) -> None:
    """What a shell makes of <(helm template …): it can be read once, and that is all."""
    reading, writing = os.pipe()
    os.write(writing, WEB.encode())
    os.close(writing)
    try:
        code, out, err = inject(capfd, "-w", f"/dev/fd/{reading}")
    finally:
        os.close(reading)
    assert (code, out) == (4, "")
    assert err.startswith(f"/dev/fd/{reading}: it cannot be written")


def test_a_diff_that_git_applies(capfd: pytest.CaptureFixture[str]) -> None:
    Path("a folder").mkdir()
    Path("a folder/web.yaml").write_bytes(WEB.replace("\n", "\r\n").encode())
    Path("last.yaml").write_text(WEB.rstrip("\n"))
    code, out, err = inject(capfd, "--diff", "-q", ".")
    assert (code, err) == (1, "")
    assert out.startswith("--- a/a folder/web.yaml\t\n+++ b/a folder/web.yaml\t\n")
    assert "\\ No newline at end of file\n" in out
    subprocess.run(["git", "apply", "-"], input=out.encode(), check=True)
    applied = [Path(name).read_bytes() for name in ("a folder/web.yaml", "last.yaml")]
    assert inject(capfd, "--check", ".")[0] == 0
    Path("a folder/web.yaml").write_bytes(WEB.replace("\n", "\r\n").encode())
    Path("last.yaml").write_text(WEB.rstrip("\n"))
    assert inject(capfd, "-w", ".", "-q") == (0, "", "")
    assert [Path(name).read_bytes() for name in ("a folder/web.yaml", "last.yaml")] == applied


def test_no_difference_is_no_diff(capfd: pytest.CaptureFixture[str]) -> None:
    Path("service.yaml").write_text(SERVICE)
    assert inject(capfd, "--diff", "service.yaml", "-q") == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["."], ". is a folder, and cannot go to stdout: add -w to change the files, --diff"),
        (["web.yaml", "service.yaml"], "several files cannot go to stdout: add -w"),
        (["-w", "--diff", "web.yaml"], "--write and --diff do not go together"),
        (["-w", "--check", "web.yaml"], "--write and --check do not go together"),
        (["-w", "-"], "- is stdin: it goes to stdout alone"),
        (["-", "web.yaml"], "- is stdin: it goes to stdout alone"),
        (["--krm", "web.yaml"], "--krm and web.yaml do not go together"),
        (["--helm-plugin", "x", "--check"], "--helm-plugin and --check do not go together"),
        (["web.yaml", "--longest-request", "3x"], "--longest-request 3x: must be a duration"),
        (["web.yaml", "--readiness", "readyz"], "--readiness readyz: must be a path"),
        (["web.yaml", "--spread=near"], "--spread near: must be soft, hard or none"),
        (["web.yaml", "-k", "1.99"], "there are no schemas for Kubernetes 1.99"),
        (["web.yaml", "--security=strict"], "'strict' is not one of"),
        (["web.yaml", "--unknown"], "No such option"),
    ],
)
def test_a_wrong_command_line(capfd: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    Path("web.yaml").write_text(WEB)
    Path("service.yaml").write_text(SERVICE)
    code, out, err = inject(capfd, *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert Path("web.yaml").read_text() == WEB


def test_a_terminal_is_no_input(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", Screen())
    assert inject(capfd) == (2, "", "name files or folders, or pipe manifests in\n")


def test_writing_needs_files(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    pipe(monkeypatch, WEB)
    assert inject(capfd, "-w") == (2, "", "--write needs files: name files or folders\n")


@pytest.mark.parametrize("arguments", [["--security"], ["--security", "restricted"], ["--security=restricted"]])
@pytest.mark.parametrize("typer", [False, True])
def test_security_may_stand_alone(capfd: pytest.CaptureFixture[str], arguments: list[str], typer: bool) -> None:
    Path("web.yaml").write_text(WEB)
    more = ["--override", "--no-override"] if typer else []  # the second is nothing: typer has to look at it
    code, out, err = inject(capfd, *arguments, "web.yaml", *more)
    if typer:
        assert (code, out) == (2, "")
        assert "--no-override" in err
    else:
        assert code == 0
        assert "runAsNonRoot: true" in out


def test_what_is_wrong_is_kept_unless_told_otherwise(capfd: pytest.CaptureFixture[str]) -> None:
    text = WEB.replace("      containers:", "      terminationGracePeriodSeconds: 20\n      containers:")
    Path("web.yaml").write_text(text)
    code, out, err = inject(capfd, "web.yaml", "--longest-request", "60s")
    assert code == 0
    assert f"{GRACE}20\n" in out
    assert f"  kept    spec.template.spec.{GRACE}20\n" in err
    assert err.endswith(" 1 wrong and kept; --override changes what is wrong\n")
    code, out, err = inject(capfd, "web.yaml", "--longest-request", "60s", "--override")
    assert code == 0
    assert f"{GRACE}75\n" in out
    assert f"  changed spec.template.spec.{GRACE}75\n" in err


def test_a_template_is_refused_and_hides_no_other_file(capfd: pytest.CaptureFixture[str]) -> None:
    Path("template.yaml").write_text(TEMPLATE)
    Path("web.yaml").write_text(WEB)
    code, out, err = inject(capfd, "template.yaml")
    assert (code, out) == (3, "")
    assert err.startswith("template.yaml:7:13: is a template of Helm")
    assert "post-renderer" in err
    code, out, err = inject(capfd, "-w", "template.yaml", "web.yaml")
    assert (code, out) == (3, "")
    assert "template.yaml:7:13: is a template of Helm" in err
    Path("web.yaml").write_text(WEB)
    code, out, err = inject(capfd, "-w", ".")
    assert (code, out) == (0, "")
    assert "template.yaml: left alone: a template has to be rendered first\n" in err
    assert Path("template.yaml").read_text() == TEMPLATE
    assert "readinessProbe" in Path("web.yaml").read_text()


def test_what_cannot_be_read_is_said_with_its_line(capfd: pytest.CaptureFixture[str]) -> None:
    Path("web.yaml").write_text(WEB + "\tspec: {\n")
    Path("latin.yaml").write_bytes(b"kind: caf\xe9\n")
    code, out, err = inject(capfd, "--check", "web.yaml", "latin.yaml")
    assert (code, out) == (3, "")
    assert "web.yaml:19:" in err
    assert "latin.yaml:1:10: the byte 0xe9 is not UTF-8 text" in err


def test_a_path_that_leads_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    Path("gone.yaml").symlink_to("nothing")
    code, out, err = inject(capfd, "-w", "none.yaml", "gone.yaml")
    assert (code, out) == (3, "")
    assert err == "none.yaml: there is no such file or folder\ngone.yaml: is a link that leads to nothing\n"


def everything() -> None:
    """A folder in which most of what looks like a manifest is none to be changed."""
    for name in ("chart/templates", "overlay", "build"):
        Path(name).mkdir(parents=True)
    Path("chart/Chart.yaml").write_text("apiVersion: v2\nname: shop\nversion: 1.0.0\n")
    Path("chart/templates/web.yaml").write_text(WEB)
    Path("overlay/kustomization.yaml").write_text("resources: [../web.yaml]\npatches: [{path: patch.yaml}]\n")
    Path("overlay/patch.yaml").write_text(PATCH)
    Path("build/.fairlead").write_text("")
    Path("build/web.yaml").write_text(WEB)
    Path("app.yaml").write_text("apiVersion: fairlead/v1\nname: shop\ncomponents: {}\n")
    Path("ci.yaml").write_text("on: push\njobs: {build: {steps: [{run: make}]}}\n")
    Path("web.yaml").write_text(WEB)


def test_what_is_left_alone_in_folders(capfd: pytest.CaptureFixture[str]) -> None:
    everything()
    before = {path: path.read_text() for path in Path().rglob("*.yaml")}
    code, out, err = inject(capfd, "-w", ".")
    assert (code, out) == (0, "")
    assert [str(path) for path, text in before.items() if path.read_text() != text] == ["web.yaml"]
    assert "chart: left alone: a chart has to be rendered first (make it a post-renderer: helm template" in err
    assert "app.yaml: left alone: what fairlead renders from an app description has all of this\n" in err
    assert "overlay/patch.yaml: left alone: it is no object of its own, but belongs to the patches of overlay/" in err


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("chart", "chart: a chart has to be rendered first\n    cure: make it a post-renderer: "),
        ("chart/Chart.yaml", "chart/Chart.yaml: a chart has to be rendered first\n"),
        ("chart/templates/web.yaml", "chart/templates/web.yaml: what is part of a chart has to be rendered first\n"),
        ("app.yaml", "app.yaml: what fairlead renders from an app description has all of this\n"),
        ("overlay/kustomization.yaml", "overlay/kustomization.yaml: a kustomization holds no objects itself\n"),
        ("overlay/patch.yaml", "overlay/patch.yaml: it is no object of its own"),
        ("build/web.yaml", "build/web.yaml: it was rendered by fairlead: change what it is made from\n"),
    ],
)
def test_what_is_named_and_cannot_be_used(capfd: pytest.CaptureFixture[str], path: str, said: str) -> None:
    everything()
    code, out, err = inject(capfd, path)
    assert (code, out) == (3, "")
    assert err.startswith(said)


def test_around_reads_the_folder_and_changes_the_named_files(capfd: pytest.CaptureFixture[str]) -> None:
    everything()
    Path("service.yaml").write_text(SERVICE)
    Path("other.yaml").write_text(WEB.replace("web", "other"))
    names = ["web.yaml", "app.yaml", "ci.yaml", "chart/Chart.yaml", "chart/templates/web.yaml", "overlay/patch.yaml"]
    code, out, err = inject(capfd, "--around", "-w", *names)
    assert (code, out) == (0, "")
    assert "[Service/web]\n" in err
    assert "readinessProbe" in Path("web.yaml").read_text()
    assert Path("other.yaml").read_text() == WEB.replace("web", "other")
    assert Path("overlay/patch.yaml").read_text() == PATCH


def test_around_checks_as_well(capfd: pytest.CaptureFixture[str]) -> None:
    Path("web.yaml").write_text(WEB)
    Path("other.yaml").write_text(WEB)
    assert inject(capfd, "--around", "--check", "-q", "web.yaml") == (1, "web.yaml\n", "")
    assert inject(capfd, "--around", "--write", "-q", "web.yaml") == (0, "", "")
    assert inject(capfd, "--around", "--check", "-q", "web.yaml") == (0, "", "")


def test_bytes_that_are_no_text_for_us_stay(capfd: pytest.CaptureFixture[str]) -> None:
    name = os.fsdecode(b"caf\xe9.yaml")
    Path(name).write_bytes(b"\xef\xbb\xbf" + WEB.replace("\n", "\r\n").encode())
    argv = [sys.executable, "-m", "generator", "inject", "--check", "-q", name]
    environment = {**os.environ, "PYTHONPATH": str(Path(main.__file__).parents[2])}
    assert subprocess.run(argv, env=environment, capture_output=True, check=False).stdout == b"caf\xe9.yaml\n"
    assert inject(capfd, "-w", "-q", name) == (0, "", "")
    after = Path(name).read_bytes()
    assert after.startswith(b"\xef\xbb\xbf# the shop\r\n")
    assert after.count(b"\n") == after.count(b"\r\n") > WEB.count("\n")


def test_many_things_that_are_left_alone_share_a_line(capfd: pytest.CaptureFixture[str]) -> None:
    for number in range(7):
        Path(f"charts/{number}").mkdir(parents=True)
        Path(f"charts/{number}/Chart.yaml").write_text("apiVersion: v2\nname: shop\nversion: 1.0.0\n")
    code, _, err = inject(capfd, "--check", "charts")
    assert code == 0
    shown = "charts/0, charts/1, charts/2, charts/3, charts/4 and 2 more: left alone: a chart has to be rendered first"
    assert err.startswith(shown)
    assert err.count("\n") == 1


def test_excluded_files_are_not_read(capfd: pytest.CaptureFixture[str]) -> None:
    Path("vendor").mkdir()
    Path("vendor/web.yaml").write_text(WEB)
    assert inject(capfd, "--check", ".", "--exclude", "vendor") == (0, "", "no manifests found\n")


def test_whole_says_that_nothing_is_elsewhere(capfd: pytest.CaptureFixture[str]) -> None:
    Path("web.yaml").write_text(WEB)
    assert "readinessProbe" in inject(capfd, "web.yaml")[1]
    code, out, _ = inject(capfd, "web.yaml", "--whole")
    assert code == 0
    assert "readinessProbe" not in out
    assert "kind: PodDisruptionBudget" in out


def test_the_report_as_json(capfd: pytest.CaptureFixture[str]) -> None:
    everything()
    code, out, err = inject(capfd, "--check", ".", "-f", "json", "--longest-request", "3m")
    assert (code, err) == (1, "")
    report = json.loads(out)
    assert list(report) == ["files", "notes", "passed", "problems", "summary"]
    assert report["files"] == [{"file": "web.yaml", "changed": True}]
    note = next(one for one in report["notes"] if one["path"].endswith(GRACE[:-2]))
    assert {key: note[key] for key in ("action", "object", "value", "source", "file")} == {
        "action": "added",
        "object": "Deployment/web",
        "value": 195,
        "source": "--longest-request",
        "file": "web.yaml",
    }
    assert {one["file"] for one in report["passed"]} == {"chart", "app.yaml", "overlay/patch.yaml"}
    assert report["summary"]["added"] == len(report["notes"])
    assert report["summary"]["changedFiles"] == 1


def test_json_goes_where_no_manifests_go(capfd: pytest.CaptureFixture[str]) -> None:
    Path("web.yaml").write_text(WEB)
    code, out, err = inject(capfd, "web.yaml", "-f", "json")
    assert (code, out[:10]) == (0, WEB[:10])
    assert json.loads(err)["summary"]["files"] == 1
    code, out, err = inject(capfd, "web.yaml", "-f", "json", "--diff")
    assert (code, out[:4]) == (1, "--- ")
    assert json.loads(err)["summary"]["files"] == 1
    Path("broken.yaml").write_text(TEMPLATE)
    code, out, err = inject(capfd, "broken.yaml", "-f", "json", "--check")
    assert (code, err) == (3, "")
    assert json.loads(out)["problems"][0]["line"] == 7


def test_the_report_can_go_to_a_file(capfd: pytest.CaptureFixture[str]) -> None:
    Path("web.yaml").write_text(WEB)
    code, out, err = inject(capfd, "web.yaml", "--report", "report.json", "-f", "json")
    assert (code, err) == (0, "")
    assert "readinessProbe" in out
    assert json.loads(Path("report.json").read_text())["summary"]["files"] == 1
    assert inject(capfd, "web.yaml", "--report", "none/report")[0] == 2


def test_the_report_can_go_to_a_pipe(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path("web.yaml").write_text(WEB)
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["cat", str(tmp_path / "pipe")], stdout=subprocess.PIPE, text=True) as reader:
        code, _, err = inject(capfd, "web.yaml", "--report", str(tmp_path / "pipe"))
        told = reader.communicate()[0]
    assert (code, err) == (0, "")
    assert told.startswith("web.yaml:")
    assert (tmp_path / "pipe").is_fifo()


def test_ports_that_a_dockerfile_exposes(capfd: pytest.CaptureFixture[str]) -> None:
    Path("web/k8s").mkdir(parents=True)
    bare = "".join(line for line in WEB.splitlines(keepends=True) if "ort" not in line)
    Path("web/k8s/web.yaml").write_text(bare)
    Path("web/Dockerfile").write_text("FROM alpine\nARG PORT=9000\nEXPOSE $PORT\n")
    assert "[EXPOSE 9000 of web/Dockerfile:3]\n" in inject(capfd, "web/k8s/web.yaml")[2]
    Path("web/k8s/web.yaml").write_text(bare.replace("shop/web:1.4.2", "redis:7"))
    assert "EXPOSE" not in inject(capfd, "web/k8s/web.yaml")[2]


def test_a_dockerfile_that_is_called_as_the_image(capfd: pytest.CaptureFixture[str]) -> None:
    bare = "".join(line for line in WEB.splitlines(keepends=True) if "ort" not in line)
    Path("web.yaml").write_text(bare)
    Path("Dockerfile.web").write_text("FROM alpine\nEXPOSE 53/udp 9000\n")
    assert "[EXPOSE 9000 of Dockerfile.web:2]\n" in inject(capfd, "web.yaml")[2]
    Path("web.yaml").write_text(bare + "      - {name: other, image: 'other:1'}\n")
    assert "EXPOSE" not in inject(capfd, "web.yaml")[2]


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_person_at_a_terminal_sees_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("web.yaml").write_text(WEB)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    stdout, stderr = Screen(), Screen()
    monkeypatch.setattr(sys, "stdout", stdout)
    monkeypatch.setattr(sys, "stderr", stderr)
    assert main.run(["inject", "--diff", "web.yaml"]) == 1
    out, err = stdout.getvalue(), stderr.getvalue()
    assert "\x1b[1mDeployment/web\x1b[0m\n" in err
    assert "  \x1b[32madded\x1b[0m   spec.minReadySeconds: 5\n" in err
    assert "\x1b[32m+  minReadySeconds: 5\x1b[0m\n" in out

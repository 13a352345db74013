"""``fairlead lint`` as it is called: exit codes, formats, versions, the configuration, the baseline, odd input."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from generator.cli import main

GOOD = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  LOG_LEVEL: info
"""
BAD = GOOD.replace("info", "3")
WARNING = "secret-literal"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "here" / ".git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")


def lint(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main.run(["lint", *arguments])
    captured = capfd.readouterr()
    return code, captured.out, captured.err


def test_what_is_right(capfd: pytest.CaptureFixture[str]) -> None:
    Path("settings.yaml").write_text(GOOD)
    assert lint(capfd, "-k", "1.34") == (0, "0 errors, 0 warnings in 1 object of 1 file, Kubernetes 1.34\n", "")


def test_what_is_wrong_stands_with_its_line(capfd: pytest.CaptureFixture[str]) -> None:
    Path("settings.yaml").write_text(BAD)
    code, out, err = lint(capfd, "settings.yaml")
    assert (code, err) == (1, "")
    assert out.startswith(
        "settings.yaml:6:14: error: ConfigMap/settings: data.LOG_LEVEL: must be text, found the number 3 [wrong-type]\n"
        "      LOG_LEVEL: 3\n                 ^\n    cure: write it in quotes"
    )


def test_stdin(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BAD.encode())))
    code, out, _ = lint(capfd, "-")
    assert code == 1
    assert out.startswith("<stdin>:6:14: error:")


def test_several_versions_in_one_run(capfd: pytest.CaptureFixture[str]) -> None:
    Path("cron.yaml").write_text("apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: {name: report}\n")
    code, out, _ = lint(capfd, "-k", "1.25", "-k", "v1.34.2", "-f", "json")
    summary = json.loads(out)["summary"]
    assert (code, summary["kubernetesVersions"]) == (1, ["1.25", "1.34"])


@pytest.mark.parametrize("version", ["1.99", "2.1", "latest", "1"])
def test_a_version_that_is_unknown(capfd: pytest.CaptureFixture[str], version: str) -> None:
    code, _, err = lint(capfd, "-k", version)
    assert code == 2
    assert err == f"there are no schemas for Kubernetes {version}: 1.25 to 1.37 are known\n"


@pytest.mark.parametrize(
    "arguments", [["--profile", "hard"], ["--unknown"], ["--rule", "x=error"], ["--only", "x"], ["--update-baseline"]]
)
def test_a_wrong_command_line(capfd: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    Path("settings.yaml").write_text(GOOD)
    code, out, err = lint(capfd, *arguments)
    assert (code, out) == (2, "")
    assert err


def test_a_path_that_leads_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = lint(capfd, "none.yaml")
    assert (code, out) == (3, "")
    assert err == "none.yaml: there is no such file or folder\n"


def test_the_report_can_go_to_a_file(capfd: pytest.CaptureFixture[str]) -> None:
    Path("settings.yaml").write_text(BAD)
    assert lint(capfd, "-f", "sarif", "-o", "lint.sarif") == (1, "", "")
    assert json.loads(Path("lint.sarif").read_text())["version"] == "2.1.0"


def test_the_baseline_keeps_what_is_known_quiet(capfd: pytest.CaptureFixture[str]) -> None:
    Path("settings.yaml").write_text(BAD)
    code, out, err = lint(capfd, "--baseline", "known.json")
    assert (code, err) == (0, "known.json: 1 finding\n")
    Path("settings.yaml").write_text("# moved\n" + BAD)
    assert lint(capfd, "--baseline", "known.json")[0] == 0
    Path("settings.yaml").write_text(BAD + "  OTHER: 4\n")
    code, out, _ = lint(capfd, "--baseline", "known.json")
    assert code == 1
    assert "data.OTHER" in out
    assert "data.LOG_LEVEL" not in out


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (".fairlead.yaml", "lint:\n  profil: strict\n", ".fairlead.yaml:2:3: profil: there is no profil here"),
        (".fairlead.yaml", "lint:\n  rules: {x: error}\n", ".fairlead.yaml:2:11: rules.x: there is no x here"),
        ("pyproject.toml", '[tool.fairlead.lint]\nprofile = "hard"\n', "pyproject.toml: profile: must be minimal"),
        ("pyproject.toml", "[tool.fairlead\n", "pyproject.toml: is no TOML"),
    ],
)
def test_a_wrong_configuration(capfd: pytest.CaptureFixture[str], name: str, text: str, said: str) -> None:
    Path(name).write_text(text)
    code, _, err = lint(capfd)
    assert code == 3
    assert err.startswith(said)


def test_the_configuration_is_found_in_a_folder_above(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("pyproject.toml").write_text('[tool.fairlead.lint]\nkube-versions = ["1.30"]\nexclude = ["vendor"]\n')
    Path("deploy/vendor").mkdir(parents=True)
    Path("deploy/settings.yaml").write_text(GOOD)
    Path("deploy/vendor/bad.yaml").write_text(BAD)
    monkeypatch.chdir("deploy")
    assert lint(capfd) == (0, "0 errors, 0 warnings in 1 object of 1 file, Kubernetes 1.30\n", "")


def test_a_comment_with_a_reason_hides_a_practice(capfd: pytest.CaptureFixture[str]) -> None:
    text = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: NodePort@\n  ports: [{port: 80}]\n"
    only = ["--profile", "strict", "--only", "exposure", "web.yaml"]
    Path("web.yaml").write_text(text.replace("@", ""))
    assert "NodePort" in lint(capfd, *only)[1]
    Path("web.yaml").write_text(text.replace("@", "  # fairlead: ignore[node-port] the balancer is in front"))
    assert lint(capfd, *only)[1].endswith("ignored 1 finding\n")
    Path("web.yaml").write_text(text.replace("@", "  # fairlead: ignore[node-port]"))
    assert "gives no reason" in lint(capfd, *only)[1]


def test_around_reads_the_folder_and_reports_on_the_file(capfd: pytest.CaptureFixture[str]) -> None:
    Path("deploy").mkdir()
    Path("deploy/settings.yaml").write_text(BAD)
    Path("deploy/other.yaml").write_text(BAD.replace("settings", "other"))
    code, out, _ = lint(capfd, "--around", "deploy/other.yaml")
    assert code == 1
    assert "of 2 files" in out
    assert out.count("[wrong-type]") == 1
    assert "deploy/other.yaml:6:14" in out


ODD = {
    "empty": b"",
    "binary": bytes(range(256)),
    "utf-16": GOOD.encode("utf-16"),
    "not utf-8": b"a: \xff\n",
    "only a comment": b"# nothing\n",
    "a scalar": b"text\n",
    "a list": b"- a\n",
    "a tab": b"a:\n\tb: 1\n",
    "a zero": b"apiVersion: v1\0\n",
}


@pytest.mark.parametrize("content", ODD.values(), ids=ODD)
def test_odd_files(capfd: pytest.CaptureFixture[str], content: bytes) -> None:
    Path("odd.yaml").write_bytes(content)
    code, out, err = lint(capfd, "odd.yaml")
    assert code in (0, 1)
    assert "odd.yaml" in out
    assert err == ""


def test_a_pipe_and_a_loop_of_links_end(capfd: pytest.CaptureFixture[str]) -> None:
    os.mkfifo("pipe.yaml")
    os.symlink(".", "loop")
    Path("settings.yaml").write_text(GOOD)
    code, out, _ = lint(capfd)
    assert code == 1
    assert out.count("settings.yaml") == 0
    assert "pipe.yaml" in out


def test_a_file_that_cannot_be_read(capfd: pytest.CaptureFixture[str]) -> None:
    if os.getuid() == 0:
        Path("hidden.yaml").symlink_to("hidden.yaml")
    else:
        Path("hidden.yaml").write_text(GOOD)
        Path("hidden.yaml").chmod(0)
    Path("bad.yaml").write_text(BAD)
    code, out, _ = lint(capfd, ".")
    assert code == 1
    assert "data.LOG_LEVEL" in out
    assert "hidden.yaml" in out


def test_a_secret_is_not_printed(capfd: pytest.CaptureFixture[str]) -> None:
    Path("secret.yaml").write_text(
        "apiVersion: v1\nkind: Secret\nmetadata: {name: db}\ndata:\n  password: hunter2!\n  pin: 918273\n"
    )
    code, out, _ = lint(capfd, "--profile", "strict")
    assert code == 1
    assert "hunter2" not in out
    assert "918273" not in out


def test_a_secret_elsewhere_is_not_printed_by_any_rule(capfd: pytest.CaptureFixture[str]) -> None:
    Path("pod.yaml").write_text(
        """\
apiVersion: v1
kind: Pod
metadata: {name: tool}
spec:
  containers:
    - name: tool
      image: shop/tool:1.0.0
      args: [--password=hunter2secret, 7]
      env:
        - {name: DB_PASSWORD, value: hunter2secret}
        - {name: DB_PASSWORD, value: hunter2secret}  # fairlead: ignore[secret-in-env] only a test
        - {name: API_TOKEN, value: 918273645546372819}
"""
    )
    code, out, _ = lint(capfd, "--profile", "strict", "pod.yaml")
    assert code == 1
    assert "hunter2" not in out
    assert "918273" not in out
    assert "ignored 1 finding" in out

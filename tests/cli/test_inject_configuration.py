"""The section ``inject`` of the configuration: rows that choose workloads, what is wrong with it, and where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.cli.inject_configuration import configured

WEB = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop, labels: {tier: front}}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: web, image: "shop/web:1", ports: [{name: http, containerPort: 8080}]}
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here" / ".git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    Path("web.yaml").write_text(WEB)


def inject(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main.run(["inject", "web.yaml", *arguments])
    captured = capfd.readouterr()
    return code, captured.out, captured.err


def grace(text: str) -> int:
    line = next(line for line in text.splitlines() if "terminationGracePeriodSeconds" in line)
    return int(line.rpartition(" ")[2])


def test_what_is_said_of_every_workload(capfd: pytest.CaptureFixture[str]) -> None:
    Path(".fairlead.yaml").write_text("inject:\n  # of all\n  longestRequestSeconds: 3m\n  readiness: /readyz\n")
    code, out, err = inject(capfd)
    assert (code, grace(out)) == (0, 195)
    assert "[.fairlead.yaml:3]\n" in err
    assert "path: /readyz" in out


def test_flags_and_annotations_go_before_the_configuration(capfd: pytest.CaptureFixture[str]) -> None:
    Path(".fairlead.yaml").write_text("inject: {longestRequestSeconds: 180}\n")
    assert grace(inject(capfd, "--longest-request", "60")[1]) == 75
    Path("web.yaml").write_text(WEB.replace("{tier: front}}", '{}, annotations: {fairlead.dev/longest-request: "90"}}'))
    assert grace(inject(capfd)[1]) == 105


@pytest.mark.parametrize(
    ("selector", "chosen"),
    [
        ("kind: Deployment", True),
        ("kind: StatefulSet", False),
        ("name: w*", True),
        ("name: x*", False),
        ("namespace: shop", True),
        ("namespace: other", False),
        ("labels: {tier: f*}", True),
        ("labels: {app: web}", True),
        ("labels: {tier: back}", False),
        ("{kind: Deployment, name: other}", False),
    ],
)
def test_rows_choose_workloads(capfd: pytest.CaptureFixture[str], selector: str, chosen: bool) -> None:
    row = selector.strip("{}") if selector.startswith("{") else selector
    rows = f"[{{{row}, longestRequestSeconds: 180}}]"
    Path(".fairlead.yaml").write_text(f"inject:\n  workloads: {rows}\n  longestRequestSeconds: 60\n")
    assert grace(inject(capfd)[1]) == (195 if chosen else 75)


def test_the_first_row_wins_and_has_its_own_line(capfd: pytest.CaptureFixture[str]) -> None:
    text = "inject:\n  workloads:\n  - name: web\n    longestRequestSeconds: 100\n  - longestRequestSeconds: 200\n"
    Path(".fairlead.yaml").write_text(text + "    readiness: /healthz\n")
    _, out, err = inject(capfd)
    assert grace(out) == 115
    assert "[.fairlead.yaml:4]\n" in err
    assert "path: /healthz" in out


def test_a_workload_can_be_left_alone(capfd: pytest.CaptureFixture[str]) -> None:
    Path(".fairlead.yaml").write_text("inject: {workloads: [{name: web, inject: false}]}\n")
    assert inject(capfd) == (0, WEB, "1 file: nothing to put in\n")


def test_a_table_of_pyproject(capfd: pytest.CaptureFixture[str]) -> None:
    Path("pyproject.toml").write_text(
        '[tool.fairlead.inject]\nreadiness = "/readyz"\nkube-versions = ["1.33"]\n'
        '[[tool.fairlead.inject.workloads]]\nname = "web"\nlongestRequestSeconds = "2m"\n'
    )
    code, out, err = inject(capfd)
    assert (code, grace(out)) == (0, 135)
    assert "[pyproject.toml inject.workloads.0.longestRequestSeconds]\n" in err
    assert "preStop: {sleep: {seconds: 5}}" in out  # native from Kubernetes 1.30 on, and 1.33 is all that is asked for


def test_excluded_by_the_project(capfd: pytest.CaptureFixture[str]) -> None:
    Path("vendor").mkdir()
    Path("vendor/web.yaml").write_text(WEB)
    Path(".fairlead.yaml").write_text("inject: {exclude: [vendor]}\n")
    assert main.run(["inject", "--check", ".", "-q"]) == 1
    assert capfd.readouterr().out == "web.yaml\n"


def test_everything_that_is_wrong_at_once(capfd: pytest.CaptureFixture[str]) -> None:
    Path(".fairlead.yaml").write_text(
        "inject:\n"
        "  longest-request: 3m\n"
        "  readines: /readyz\n"
        "  liveness: livez\n"
        "  kube-versions: 1.33\n"
        "  workloads:\n"
        "  - name: [web]\n"
        "    labels: front\n"
        "    minReadySeconds: soon\n"
        "  - kind: Deployment\n"
        "  - web\n"
    )
    code, out, err = inject(capfd)
    assert (code, out) == (3, "")
    said = [line for line in err.splitlines() if line.startswith(".fairlead.yaml")]
    assert said == [
        ".fairlead.yaml:2:3: longest-request: there is no longest-request here",
        ".fairlead.yaml:3:3: readines: there is no readines here",
        said[2],
        ".fairlead.yaml:5:3: kube-versions: must be a list of texts: write each in quotes",
        ".fairlead.yaml:7:5: workloads.0.name: must be text, in which * is anything",
        ".fairlead.yaml:8:5: workloads.0.labels: must be a map of labels",
        ".fairlead.yaml:9:5: workloads.0.minReadySeconds: must be a duration: 180, 90s, 3m",
        ".fairlead.yaml:10:5: workloads.1: says nothing about its workloads",
        ".fairlead.yaml:11:5: workloads.2: must be a map",
    ]
    assert said[2].startswith(".fairlead.yaml:4:3: liveness: must be a path (/readyz")
    assert "    cure: did you mean longestRequestSeconds?\n" in err
    assert "    cure: did you mean readiness?\n" in err


@pytest.mark.parametrize(
    ("section", "message"),
    [
        ([{"name": "web"}], "must be a map"),
        ("web", "must be a map"),
        ({"workloads": {"name": "web"}}, "must be a list of rows"),
        ({"override": True}, "there is no override here"),
        ({"xyzzy": 1}, "there is no xyzzy here"),
    ],
)
def test_sections_that_cannot_be_used(section: Any, message: str) -> None:
    configuration, wrong = configured(section, ".".join)
    assert [one.message for one in wrong] == [message]
    assert wrong[0].cure
    assert configuration.sections == ()

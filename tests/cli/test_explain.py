"""``fairlead explain``: the value, and the steps that led to it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from generator.cli.main import run

if TYPE_CHECKING:
    from pathlib import Path

APP = """\
apiVersion: fairlead/v1
name: shop
image: registry.example.com/shop:1.42.0
components:
  web: {type: web, replicas: 3, ports: {http: 8080}, probes: {readiness: /readyz}}
environments:
  dev: {}
  prod: {components: {web: {replicas: 5}}}
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "app.yaml").write_text(APP)
    monkeypatch.chdir(tmp_path)


def test_a_scalar_stands_on_one_line_with_its_origin(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "components.web.replicas", "--env", "prod"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert lines[0] == "components.web.replicas (prod): 5"
    assert "app.yaml:8:39" in lines[1]
    assert "3" in lines[2]
    assert "app.yaml:5:30" in lines[2]


def test_a_map_stands_below_its_path(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "components.web.ports", "--env", "dev"]) == 0
    assert capfd.readouterr().out.startswith("components.web.ports (dev):\n  http:\n    containerPort: 8080\n")


def test_a_field_of_an_object_is_explained_by_its_rule(capfd: pytest.CaptureFixture[str]) -> None:
    path = "deployment/shop-web:spec.template.spec.terminationGracePeriodSeconds"
    assert run(["explain", path, "--env", "dev", "app.yaml"]) == 0
    out = capfd.readouterr().out
    assert out.startswith(f"{path} (dev): 30\n")
    assert "components.web.shutdown.longestRequestSeconds" in out


def test_json_has_the_same(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "components.web.replicas", "-e", "prod", "--format", "json"]) == 0
    content = json.loads(capfd.readouterr().out)
    assert (content["path"], content["environment"], content["value"]) == ("components.web.replicas", "prod", 5)
    assert content["steps"][0]["place"] == "app.yaml:8:39"


@pytest.mark.parametrize(
    "path", ["", "nothing", "components.web.replicsa", ".", "a..b", '"', "x/y:z", "deployment/shop-web:q"]
)
def test_a_path_to_nothing_is_said(capfd: pytest.CaptureFixture[str], path: str) -> None:
    assert run(["explain", path, "-e", "dev"]) == 2
    assert "Traceback" not in capfd.readouterr().err

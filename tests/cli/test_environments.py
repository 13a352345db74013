"""``fairlead environments``: the table of what differs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from generator.cli.environments import ABSENT, table
from generator.cli.main import run
from generator.documents.reader import read_document

if TYPE_CHECKING:
    from pathlib import Path

APP = """\
apiVersion: fairlead/v1
name: shop
image: registry.example.com/shop:1.42.0
annotations: {"example.com/a.b": "x|`y`"}
env: {FLAG: "yes", WIDE: 文字}
components:
  web: {type: web, ports: {http: 8080}, probes: {readiness: /readyz}, resources: {requests: {cpu: 1}}}
environments:
  dev: {env: {FLAG: "no"}}
  prod: {annotations: {"example.com/a.b": "x|z"}, components: {web: {replicas: 5, command: [run, "a b"]}}}
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "app.yaml").write_text(APP)
    monkeypatch.chdir(tmp_path)


def test_rows_are_what_differs(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["environments"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert lines[0].split() == ["dev", "prod"]
    cells = {line.split()[0]: line[len(line.split()[0]) :].split(maxsplit=1) for line in lines[1:]}
    assert cells["components.web.replicas"][1] == "5"
    assert cells["components.web.command"] == [ABSENT, '["run", "a b"]']
    assert cells["components.web.env.FLAG.value"] == ['"no"', '"yes"']
    assert r"annotations.example\.com/a\.b" in cells
    assert not any(path.startswith("name") for path in cells)


def test_all_shows_every_row(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["environments", "--all", "--format", "json"]) == 0
    rows = json.loads(capfd.readouterr().out)
    assert rows["name"] == {"dev": "shop", "prod": "shop"}
    assert rows["components.web.replicas"]["prod"] == 5


def test_columns_line_up_with_wide_characters(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["environments", "--all"]) == 0
    lines = capfd.readouterr().out.splitlines()
    column = lines[0].index("prod")
    (wide,) = [line for line in lines if "WIDE" in line and "components" not in line]
    assert wide.index("文", column - 5) == column - 1  # two wide characters before it, one quote


def test_markdown_is_a_table(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["environments", "--format", "markdown"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert lines[:2] == ["| path | dev | prod |", "| --- | --- | --- |"]
    assert r"| `annotations.example\.com/a\.b` | `` \"x\|`y`\" `` |".replace('\\"', '"') in "\n".join(lines)
    assert all(line.replace("\\|", "").count("|") == 4 for line in lines)


def test_named_environments_and_settings(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["environments", "-e", "prod"]) == 0
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "shop: the environments are all the same\n")
    assert run(["environments", "--set", "components.web.replicas=7", "--format", "json"]) == 0
    assert "components.web.replicas" not in json.loads(capfd.readouterr().out)


def test_values_of_other_types_differ() -> None:
    trees = {name: read_document(text, name) for name, text in {"a": "x: 1\nk: {}", "b": "x: true\nz: {}"}.items()}
    assert table(trees, everything=False) == {"x": {"a": 1, "b": True}, "k": {"a": {}}, "z": {"b": {}}}

"""``fairlead inject --krm``: a ResourceList in, a ResourceList out, with results and every other byte as it was."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import pytest

from generator.cli import main
from generator.documents.reading import read

LIST = """\
apiVersion: config.kubernetes.io/v1
kind: ResourceList
functionConfig:
  apiVersion: fairlead.dev/v1
  kind: Inject
  metadata: {name: inject}
  spec: SPEC
items:
- apiVersion: apps/v1
  kind: Deployment
  metadata:
    name: web  # its name
    namespace: shop
    annotations:
      internal.config.kubernetes.io/path: deploy/web.yaml
      internal.config.kubernetes.io/index: '1'
  spec:
    replicas: 2
    selector:
      matchLabels: {app: web}
    template:
      metadata:
        labels: {app: web}
      spec:
        terminationGracePeriodSeconds: 10  # too short
        containers:
        - name: web
          image: shop/web:1  # the image
          ports:
          - containerPort: 8080
- apiVersion: v1
  kind: ConfigMap
  metadata:
    name: settings
  data:
    key: "yes"
- apiVersion: v1
  kind: Service
  metadata:
    name: web
    namespace: shop
  spec:
    selector: {app: web}
    ports:
    - port: 80
"""
INFO = {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web", "namespace": "shop"}


@pytest.fixture(autouse=True)
def _here(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)


def function(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, text: str, *arguments: str
) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    code = main.run(["inject", "--krm", *arguments])
    captured = capfd.readouterr()
    return code, captured.out, captured.err


def value(text: str) -> Any:
    [document] = read(text, "").documents
    return document.value


def result(answer: Any, field: str) -> Any:
    return next(one for one in answer["results"] if one.get("field", {}).get("path", "").endswith(field))


def test_items_are_changed_and_nothing_else(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    text = LIST.replace("SPEC", "{longestRequestSeconds: 3m, readiness: /readyz, override: true}")
    code, out, err = function(capfd, monkeypatch, text)
    assert code == 0
    lost = [line for line in text.splitlines() if line not in out.splitlines()]
    assert lost == ["        terminationGracePeriodSeconds: 10  # too short"]
    assert "        terminationGracePeriodSeconds: 195  # too short\n" in out
    assert err.startswith("deploy/web.yaml: Deployment/shop/web\n")
    answer = value(out)
    assert answer["functionConfig"] == value(text)["functionConfig"]
    assert [item["kind"] for item in answer["items"]] == ["Deployment", "ConfigMap", "Service", "PodDisruptionBudget"]
    changed = result(answer, "terminationGracePeriodSeconds")
    assert changed["message"].startswith("changed: ")
    assert changed["message"].endswith(" [functionConfig.spec.longestRequestSeconds]")
    assert changed == {
        "message": changed["message"],
        "severity": "info",
        "resourceRef": INFO,
        "field": {"path": "spec.template.spec.terminationGracePeriodSeconds", "proposedValue": 195},
        "file": {"path": "deploy/web.yaml", "index": 1},
    }


def test_new_objects_are_items(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, _ = function(capfd, monkeypatch, LIST.replace("SPEC", "{}"))
    answer = value(out)
    assert code == 0
    assert answer["items"][-1]["kind"] == "PodDisruptionBudget"
    made = next(one for one in answer["results"] if one["resourceRef"]["kind"] == "PodDisruptionBudget")
    assert made["resourceRef"] == {**INFO, "apiVersion": "policy/v1", "kind": "PodDisruptionBudget"}
    assert "file" not in made


def test_what_is_wrong_and_kept_is_a_warning(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, out, _ = function(capfd, monkeypatch, LIST.replace("SPEC", "{longestRequestSeconds: 60}"))
    kept = result(value(out), "terminationGracePeriodSeconds")
    assert (kept["severity"], kept["field"]["currentValue"]) == ("warning", 10)
    assert kept["message"].startswith("kept: ")


def test_a_config_map_carries_the_options(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    text = LIST.replace("kind: Inject", "kind: ConfigMap").replace("fairlead.dev/v1", "v1")
    text = text.replace("spec: SPEC", 'data: {longestRequestSeconds: "90", override: "true"}')
    _, out, err = function(capfd, monkeypatch, text)
    assert "terminationGracePeriodSeconds: 105  # too short\n" in out
    assert "functionConfig.data.longestRequestSeconds" in err


def test_flags_go_before_the_function_config(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = LIST.replace("SPEC", "{longestRequestSeconds: 180, kube-versions: ['1.33']}")
    _, out, _ = function(capfd, monkeypatch, text, "--longest-request", "60", "--override", "-q")
    assert "terminationGracePeriodSeconds: 75  # too short\n" in out
    assert "sleep:\n" in out


def test_a_second_run_has_nothing_to_tell(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    text = LIST.replace("SPEC", "{override: true}")
    _, once, _ = function(capfd, monkeypatch, text)
    again = once[: once.index("results:")]
    assert function(capfd, monkeypatch, again, "-") == (0, again, "1 file: nothing to put in\n")


def test_results_of_earlier_functions_stay(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    text = LIST.replace("SPEC", "{}") + "results:\n- message: from before\n  severity: info\n"
    _, out, _ = function(capfd, monkeypatch, text)
    results = value(out)["results"]
    assert results[0] == {"message": "from before", "severity": "info"}
    assert len(results) > 1


def test_json_stays_json(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.dumps(value(LIST.replace("SPEC", "{}")), indent=2)
    code, out, _ = function(capfd, monkeypatch, text)
    assert code == 0
    assert json.loads(out)["items"][0]["spec"]["minReadySeconds"] == 5
    assert json.loads(out)["results"]


@pytest.mark.parametrize("config", [None, "{}", "{apiVersion: v1, kind: ConfigMap}"])
def test_the_function_config_may_be_left_out(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, config: str | None
) -> None:
    start, end = LIST.index("functionConfig"), LIST.index("items:")
    text = LIST[:start] + (f"functionConfig: {config}\n" if config else "") + LIST[end:]
    code, out, _ = function(capfd, monkeypatch, text)
    assert code == 0
    assert "minReadySeconds: 5" in out


def test_a_wrong_function_config_is_said_in_results_and_on_stderr(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = LIST.replace("SPEC", "{readines: /readyz, override: perhaps, workloads: [{minReadySeconds: soon}]}")
    code, out, err = function(capfd, monkeypatch, text)
    assert code == 3
    assert err == (
        "functionConfig.spec.workloads.0.minReadySeconds: must be a duration: 180, 90s, 3m\n"
        "functionConfig.spec.readines: there is no readines here\n    cure: did you mean readiness?\n"
        "functionConfig.spec.override: must be true or false\n"
    )
    answer = value(out)
    assert [one["severity"] for one in answer["results"]] == ["error"] * 3
    assert answer["items"] == value(text)["items"]


@pytest.mark.parametrize("spec", ["web", "[web]"])
def test_a_function_config_of_the_wrong_shape(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, spec: str
) -> None:
    code, _, err = function(capfd, monkeypatch, LIST.replace("SPEC", spec))
    assert code == 3
    assert err.startswith("functionConfig.spec: must be a map\n")


@pytest.mark.parametrize(
    "text", ["", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n", LIST + "---\n" + LIST, "items: {\n"]
)
def test_what_is_no_resource_list(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    code, out, err = function(capfd, monkeypatch, text)
    assert (code, out) == (3, "")
    assert err.startswith("<stdin>")


def test_an_empty_list(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    text = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\n"
    assert function(capfd, monkeypatch, text, "-q") == (0, text, "")

"""``fairlead lint --fix`` of charts and kustomizations: what is built from them stays, but for what is cured."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.cli import main
from generator.programs.helm import find_helm
from generator.programs.kustomize import find_kustomize

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, helm3: str, kustomize: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("FAIRLEAD_HELM", helm3)
    monkeypatch.setenv("FAIRLEAD_KUSTOMIZE", kustomize)
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    find_helm.cache_clear()
    find_kustomize.cache_clear()
    yield
    find_helm.cache_clear()
    find_kustomize.cache_clear()


def fix(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    """What was said of the fix and what was found then, with the rules of charts and kustomizations and `invalid`."""
    only = [f"--only={group}" for group in ("chart", "kustomize", "invalid", "yaml", "images")]
    main.run(["lint", "--fix", *only, *arguments])
    captured = capfd.readouterr()
    return captured.err, captured.out


def write(**files: str) -> None:
    """Write files whose names are written with two underscores for a slash and one for a dot."""
    for name, text in files.items():
        path = Path(name.replace("__", "/").replace("_", "."))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


CHART = """\
apiVersion: v1   # of Helm 2
name: shop
version: 1.0.0
appVersion: 1.10
description: A shop
"""
TEMPLATE = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: shop, labels: {version: {{ .Chart.AppVersion | quote }}}}
data: {level: yes}
"""


def test_the_metadata_of_a_chart(capfd: pytest.CaptureFixture[str]) -> None:
    write(shop__Chart_yaml=CHART, shop__values_yaml="a: 1\n", shop__templates__settings_yaml=TEMPLATE)
    said, found = fix(capfd, "shop")
    assert Path("shop/Chart.yaml").read_text() == CHART.replace("v1 ", "v2 ").replace("1.10", '"1.10"')
    assert Path("shop/templates/settings.yaml").read_text() == TEMPLATE
    assert said.endswith("2 findings fixed in 1 file\n")
    assert "shop/Chart.yaml:1:13: fixed: apiVersion is v1, the format of Helm 2 [chart-api-version]\n" in said
    assert "yes is read as true" in found
    assert fix(capfd, "shop")[0] == ""


def test_a_chart_whose_dependencies_stand_elsewhere_keeps_its_version(capfd: pytest.CaptureFixture[str]) -> None:
    write(shop__Chart_yaml=CHART, shop__requirements_yaml="dependencies: []\n")
    assert "chart-api-version" not in fix(capfd, "shop")[0]
    assert Path("shop/Chart.yaml").read_text() == CHART.replace("1.10", '"1.10"')


def test_a_chart_without_a_version_of_its_format_gets_one_at_the_top(capfd: pytest.CaptureFixture[str]) -> None:
    text = "name: shop\nversion: 1.0.0\ndescription: A shop\n"
    write(shop__Chart_yaml=text)
    fix(capfd, "shop")
    assert Path("shop/Chart.yaml").read_text() == text.replace("name: shop", "apiVersion: v2\nname: shop")


WEB = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: k8s.gcr.io/web:1.2.3
        stdin: yes
"""
BASE = """\
# all of it
bases: []
resources:
  - web.yaml   # the front
commonLabels:
  app: web
"""
OVERLAY = """\
bases:
  - ../base   # all of it
namePrefix: prod-
patchesStrategicMerge:
  # more of them
  - more.yaml
  - |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec: {paused: false}
patchesJson6902:
  - target: {group: apps, version: v1, kind: Deployment, name: web}
    path: json.yaml
imageTags:
  - name: k8s.gcr.io/web
    newTag: 1.2.4
"""
MORE = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 3}\n"
JSON = "- {op: add, path: /metadata/annotations, value: {a: b}}\n"


def shop() -> None:
    write(base__kustomization_yaml=BASE, base__web_yaml=WEB)
    write(overlay__kustomization_yaml=OVERLAY, overlay__more_yaml=MORE, overlay__json_yaml=JSON)


def built(kustomize: str, folder: str) -> str:
    return subprocess.run([kustomize, "build", folder], check=True, capture_output=True, text=True).stdout


def test_old_fields_of_kustomizations(capfd: pytest.CaptureFixture[str], kustomize: str) -> None:
    shop()
    before = built(kustomize, "overlay")
    said, _ = fix(capfd)
    assert "7 findings fixed in 3 files" in said
    base = Path("base/kustomization.yaml").read_text()
    labels = "labels:\n  - pairs:\n      app: web\n    includeTemplates: true\n"
    assert base == BASE.replace("bases: []\n", "").replace("commonLabels:\n  app: web\n", labels)
    overlay = Path("overlay/kustomization.yaml").read_text()
    assert overlay.startswith("resources:\n  - ../base   # all of it\nnamePrefix: prod-\npatches:\n  # more of them\n")
    assert "images:\n  - name: k8s.gcr.io/web\n" in overlay
    assert not any(old in overlay for old in ("bases", "patchesStrategicMerge", "patchesJson6902", "imageTags"))
    assert built(kustomize, "overlay") == before.replace('stdin: "yes"', "stdin: true")
    assert "findings fixed" not in fix(capfd)[0]


def test_what_a_kustomization_goes_by_is_left(capfd: pytest.CaptureFixture[str]) -> None:
    shop()
    said, _ = fix(capfd)
    assert Path("base/web.yaml").read_text() == WEB.replace("yes", "true")
    assert "[registry-closed]: patches and images of a kustomization may go by it\n" in said
    assert Path("overlay/more.yaml").read_text() == MORE


def test_labels_that_something_else_selects_by_stay(capfd: pytest.CaptureFixture[str]) -> None:
    write(base__kustomization_yaml="resources: [web.yaml]\ncommonLabels: {team: shop}\n", base__web_yaml=WEB)
    said, _ = fix(capfd, "base")
    assert "[labels-in-selectors]: something else would be built\n" in said
    assert Path("base/kustomization.yaml").read_text() == "resources: [web.yaml]\ncommonLabels: {team: shop}\n"


def test_what_cannot_be_built_is_left(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    shop()
    monkeypatch.setenv("FAIRLEAD_KUSTOMIZE", "/there/is/none")
    find_kustomize.cache_clear()
    said, _ = fix(capfd, "overlay")
    assert "[kustomize-deprecated-field]: nothing can be built to compare with\n" in said
    assert Path("overlay/kustomization.yaml").read_text() == OVERLAY


OTHER = """\
resources: [../base]
patches:
- path: less.yaml
- target: {kind: Deployment}
  patch: |-
    - {op: test, path: /spec/template/spec/containers/0/stdin, value: "yes"}
"""


def test_what_another_overlay_needs_stays(capfd: pytest.CaptureFixture[str], kustomize: str) -> None:
    shop()
    write(other__less_yaml=MORE.replace("3", "1"), other__kustomization_yaml=OTHER)
    before = built(kustomize, "other")
    fix(capfd)
    assert built(kustomize, "other") == before
    assert Path("base/web.yaml").read_text() == WEB

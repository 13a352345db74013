from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.errors import ProgramError
from generator.programs.kustomize import find_kustomize
from generator.sources.kustomization_files import chain, kustomization_in, owned_files
from generator.sources.kustomizations import kustomization_sources
from tests.sources.origins import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.source import Source

FILES = {
    "base/kustomization.yaml": "resources: [web.yaml]\nconfigMapGenerator:\n- name: conf\n  literals: [A=a]\n",
    "base/web.yaml": """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: web
        image: nginx:1.27
        env:
        - name: A
          value: a
        envFrom: [{configMapRef: {name: conf}}]
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports: [{port: 80}]
""",
    "part/kustomization.yaml": (
        "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ncommonAnnotations: {part: one}\n"
    ),
    "overlay/kustomization.yaml": """\
resources: [../base]
components: [../part]
namespace: prod
namePrefix: my-
images:
- name: nginx
  newTag: "1.28"
replicas:
- {name: web, count: 3}
labels:
- pairs: {team: a}
patches:
- path: patch.yaml
- target: {kind: Service}
  patch: |-
    - op: add
      path: /spec/type
      value: NodePort
- target: {kind: Deployment, name: w.b}
  path: patch.json
""",
    "overlay/patch.json": '[{"op": "add", "path": "/spec/template/spec/containers/0/args", "value": ["--fast"]}]',
    "overlay/patch.yaml": """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  minReadySeconds: 5
  template:
    spec:
      containers:
      - name: web
        env:
        - name: B
          value: b
""",
}


@pytest.fixture(autouse=True)
def _kustomize(kustomize: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("FAIRLEAD_KUSTOMIZE", kustomize)
    monkeypatch.chdir(tmp_path)
    for path, text in FILES.items():
        write(path, text)
    find_kustomize.cache_clear()
    yield
    find_kustomize.cache_clear()


def write(path: str, text: str) -> None:
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    Path(path).write_text(text)


def only(folder: str) -> Source:
    (source,) = kustomization_sources([folder])
    return source


def said(source: Source) -> list[str]:
    return [f"{problem.place}: {problem.severity}: {problem.message}" for problem in source.problems]


def test_values_lead_to_the_resource_the_patch_or_the_kustomization() -> None:
    source = only("overlay")
    assert (source.problems, source.whole, source.name) == ((), True, "overlay")
    found = {manifest.value["kind"]: lines(manifest) for manifest in source.manifests}
    container = "spec.template.spec.containers[0]"
    assert found["Deployment"] == {
        "apiVersion": "base/web.yaml:1: apiVersion: apps/v1",
        "kind": "base/web.yaml:2: kind: Deployment",
        "metadata.annotations.part": "part/kustomization.yaml:3: commonAnnotations: {part: one}",
        "metadata.labels.team": "overlay/kustomization.yaml:11: - pairs: {team: a}",
        "metadata.name": "overlay/kustomization.yaml:4: namePrefix: my-",
        "metadata.namespace": "overlay/kustomization.yaml:3: namespace: prod",
        "spec.minReadySeconds": "overlay/patch.yaml:6: minReadySeconds: 5",
        "spec.replicas": "overlay/kustomization.yaml:9: - {name: web, count: 3}",
        "spec.template.metadata.annotations.part": "part/kustomization.yaml:3: commonAnnotations: {part: one}",
        "spec.template.metadata.labels.app": "base/web.yaml:9: labels: {app: web}",
        f"{container}.args[0]": f"overlay/patch.json:1: {FILES['overlay/patch.json']}",
        f"{container}.env[0].name": "overlay/patch.yaml:12: - name: B",
        f"{container}.env[0].value": "overlay/patch.yaml:13: value: b",
        f"{container}.env[1].name": "base/web.yaml:15: - name: A",
        f"{container}.env[1].value": "base/web.yaml:16: value: a",
        f"{container}.envFrom[0].configMapRef.name": "base/web.yaml:17: envFrom: [{configMapRef: {name: conf}}]",
        f"{container}.image": 'overlay/kustomization.yaml:7: newTag: "1.28"',
        f"{container}.name": "base/web.yaml:12: - name: web",
    }
    assert found["Service"]["spec.type"] == "overlay/kustomization.yaml:15: patch: |-"
    assert found["Service"]["spec.ports[0].port"] == "base/web.yaml:25: ports: [{port: 80}]"
    assert found["ConfigMap"]["data.A"] == "base/kustomization.yaml:3: - name: conf"


def test_what_is_missing_leads_to_what_it_would_belong_to() -> None:
    deployment = next(one for one in only("overlay").manifests if one.value["kind"] == "Deployment")
    assert deployment.place(("spec", "paused")) == ("base/web.yaml", 5, 1)
    assert deployment.place(("spec", "template", "spec", "containers", 0, "resources")) == ("base/web.yaml", 12, 9)


def test_what_kustomize_says_about_itself_is_taken_out_again() -> None:
    service = next(one for one in only("base").manifests if one.value["kind"] == "Service")
    assert service.value["metadata"] == {"name": "web"}


def test_nothing_is_written_into_the_folder() -> None:
    before = sorted(str(path) for path in Path().rglob("*"))
    only("overlay")
    assert sorted(str(path) for path in Path().rglob("*")) == before


def test_absolute_paths_stay_absolute(tmp_path: Path) -> None:
    source = only(str(tmp_path / "overlay"))
    assert source.manifests[0].place(("kind",)).source.startswith(str(tmp_path))


def test_a_component_is_not_built_by_itself() -> None:
    assert list(kustomization_sources(["part"])) == []


def test_the_working_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("base")
    source = only(".")
    assert source.manifests[0].origin.source in ("web.yaml", "kustomization.yaml")
    assert set(source.files) == {"kustomization.yaml", "web.yaml"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("resources: [a.yaml]\n", "bad/kustomization.yaml:1:13: error: a.yaml is not there"),
        (
            "resources: [../empty]\n",
            "bad/kustomization.yaml:1:13: error: ../empty is a folder without a kustomization.yaml",
        ),
        (
            "resources: [https://example.com/a.yaml]\n",
            "bad/kustomization.yaml:1:13: warning: https://example.com/a.yaml is fetched from elsewhere: this kustom",
        ),
        ("resources: [../base]\nresources: []\n", "bad/kustomization.yaml:2:1: error: the key 'resources' stands here"),
        (
            "resource: [../base]\n",
            "bad/kustomization.yaml:1:1: error: cannot be built: couldn't make target for path 'bad'",
        ),
        (
            "resources: [../base]\npatches: [{patch: '{kind: Job, apiVersion: batch/v1, metadata: {name: a}}'}]\n",
            "bad/kustomization.yaml:1:",
        ),
    ],
)
def test_what_cannot_be_built_is_said_at_its_line(text: str, message: str) -> None:
    os.mkdir("empty")
    write("bad/kustomization.yaml", text)
    source = only("bad")
    assert len(source.problems) == 1
    assert said(source)[0].startswith(message)
    assert "fairlead-kustomization" not in said(source)[0]
    assert not source.whole


def test_what_can_be_read_of_what_cannot_be_built_is_looked_at() -> None:
    write("bad/kustomization.yaml", "resources: [../base, a.yaml]\n")
    assert [manifest.value["kind"] for manifest in only("bad").manifests] == ["Deployment", "Service"]


def test_a_loop_of_kustomizations_ends() -> None:
    write("a/kustomization.yaml", "resources: [../b]\n")
    write("b/kustomization.yaml", "resources: [../a]\n")
    source = only("a")
    assert "cycle" in said(source)[0]


def test_the_files_that_a_kustomization_names() -> None:
    owned = {os.path.relpath(path) for path in owned_files(["overlay", "base"])}
    assert owned == {"base", "part", "overlay/patch.yaml", "overlay/patch.json", "base/web.yaml"}


def test_the_kustomizations_that_one_is_made_of() -> None:
    top = kustomization_in("overlay")
    assert top is not None
    assert [one.folder for one in chain(top)] == ["overlay", "base", "part"]


@pytest.mark.parametrize("text", ["", "[]", "resources: 1\npatches: {a: 1}\nimages: a\n", "patches: [1, {path: 1}]\n"])
def test_a_kustomization_that_is_none(text: str) -> None:
    write("odd/kustomization.yaml", text)
    assert only("odd").name == "odd"


def test_without_kustomize_there_is_a_problem_and_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> tuple[str, ...]:
        raise ProgramError("neither kustomize nor kubectl is installed")

    monkeypatch.setattr("generator.programs.kustomize.find_kustomize", missing)
    source = only("base")
    assert said(source) == [
        "base/kustomization.yaml:1:1: error: cannot be built: neither kustomize nor kubectl is installed"
    ]
    assert [manifest.value["kind"] for manifest in source.manifests] == ["Deployment", "Service"]


@pytest.mark.skipif(not shutil.which("kubectl"), reason="kubectl is not installed")
def test_kubectl_builds_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    kubectl = shutil.which("kubectl")
    monkeypatch.setattr("generator.programs.kustomize.find_kustomize", lambda: (kubectl, "kustomize"))
    assert {manifest.value["kind"] for manifest in only("overlay").manifests} == {"Deployment", "Service", "ConfigMap"}

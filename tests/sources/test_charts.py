from __future__ import annotations

import io
import os
import shutil
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.app.files import Files
from generator.app.load import load
from generator.programs.helm import find_helm
from generator.render.outputs import render
from generator.sources.charts import chart_sources, release_name
from tests.sources.origins import leaves, lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Manifest
    from generator.documents.source import Source

REPOSITORY = Path(__file__).resolve().parents[2]
APPS = sorted(REPOSITORY.glob("fixtures/apps/*/app.yaml"))
FILES = {
    "Chart.yaml": "apiVersion: v2\nname: shop\nversion: 0.1.0\n",
    "values.yaml": (
        "web:\n  image: {repository: nginx, tag: latest}\n  replicas: 1\n"
        "  resources:\n    limits: {memory: 64Mi}\nenv: {A: a, B: b}\n"
    ),
    "templates/_names.tpl": '{{- define "shop.labels" -}}\napp: web\ntier: front\n{{- end }}\n',
    "templates/web.yaml": """\
{{- /* A comment
over two lines: kind: Service */}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-web
  labels:
    {{- include "shop.labels" . | nindent 4 }}
spec:
  replicas: {{ .Values.web.replicas }}
  template:
    spec:
      containers:
        {{- if .Values.sidecar }}
        - name: sidecar
          image: busybox
        {{- end }}
        - name: web
          image: "{{ .Values.web.image.repository }}:{{ .Values.web.image.tag }}"
          env:
            {{- range $name, $value := .Values.env }}
            - name: {{ $name }}
              value: {{ $value | quote }}
            {{- end }}
          {{- with .Values.web.resources }}
          resources:
            {{- toYaml . | nindent 12 }}
          {{- end }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ .Release.Name }}-web
spec:
  ports: [{port: 80}]
""",
}


@pytest.fixture(autouse=True)
def _helm(helm: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("FAIRLEAD_HELM", helm)
    monkeypatch.chdir(tmp_path)
    find_helm.cache_clear()
    yield
    find_helm.cache_clear()


def chart(folder: str = "shop", **changed: str) -> str:
    """Write the chart, with some of its files changed: their names with _ for what a keyword cannot have."""
    named = {"chart": "Chart.yaml", "values": "values.yaml", "web": "templates/web.yaml", "more": "templates/more.yaml"}
    for path, text in {**FILES, **{named[name]: text for name, text in changed.items()}}.items():
        write(f"{folder}/{path}", text)
    return folder


def write(path: str, text: str) -> None:
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    Path(path).write_text(text)


def only(folder: str, **options: Any) -> Source:
    (source,) = chart_sources(folder, minor=33, **options)
    return source


def of_kind(source: Source, kind: str) -> Manifest:
    return next(manifest for manifest in source.manifests if manifest.value["kind"] == kind)


def said(source: Source) -> list[str]:
    return [str(problem).partition("\n")[0] for problem in source.problems]


def test_values_lead_to_lines_of_the_templates() -> None:
    source = only(chart())
    assert (source.problems, source.whole, source.environment) == ((), True, "")
    container = "spec.template.spec.containers[0]"
    assert lines(of_kind(source, "Deployment")) == {
        "apiVersion": "shop/templates/web.yaml:3: apiVersion: apps/v1",
        "kind": "shop/templates/web.yaml:4: kind: Deployment",
        "metadata.name": "shop/templates/web.yaml:6: name: {{ .Release.Name }}-web",
        "metadata.labels.app": 'shop/templates/web.yaml:8: {{- include "shop.labels" . | nindent 4 }}',
        "metadata.labels.tier": 'shop/templates/web.yaml:8: {{- include "shop.labels" . | nindent 4 }}',
        "spec.replicas": "shop/templates/web.yaml:10: replicas: {{ .Values.web.replicas }}",
        f"{container}.name": "shop/templates/web.yaml:18: - name: web",
        f"{container}.image": (
            'shop/templates/web.yaml:19: image: "{{ .Values.web.image.repository }}:{{ .Values.web.image.tag }}"'
        ),
        f"{container}.env[0].name": "shop/templates/web.yaml:22: - name: {{ $name }}",
        f"{container}.env[0].value": "shop/templates/web.yaml:23: value: {{ $value | quote }}",
        f"{container}.env[1].name": "shop/templates/web.yaml:22: - name: {{ $name }}",
        f"{container}.env[1].value": "shop/templates/web.yaml:23: value: {{ $value | quote }}",
        f"{container}.resources.limits.memory": "shop/templates/web.yaml:27: {{- toYaml . | nindent 12 }}",
    }
    assert lines(of_kind(source, "Service"))["kind"] == "shop/templates/web.yaml:31: kind: Service"


def test_columns_are_those_of_the_template() -> None:
    deployment = of_kind(only(chart()), "Deployment")
    assert deployment.place(("spec", "replicas")) == ("shop/templates/web.yaml", 10, 13)
    assert deployment.place(("spec", "replicas"), key=True) == ("shop/templates/web.yaml", 10, 3)
    assert deployment.place(("spec", "paused")) == ("shop/templates/web.yaml", 9, 1)


def test_values_lead_on_to_the_values_file() -> None:
    deployment = of_kind(only(chart()), "Deployment")
    container = ("spec", "template", "spec", "containers", 0)

    def cause(*path: str | int) -> str:
        return str(deployment.origin.cause(path))  # type: ignore[attr-defined]

    assert cause("spec", "replicas") == "shop/values.yaml:3:13"
    assert cause(*container, "image") == "shop/values.yaml:2:35"
    assert cause(*container, "resources", "limits", "memory") == "shop/values.yaml:5:22"
    assert cause("metadata", "name") == "None"
    assert cause("kind") == "None"


def test_each_values_file_is_a_source_and_the_files_are_one_before_them() -> None:
    folder = chart()
    write("shop/values-prod.yaml", "web: {replicas: 3}\n")
    write("shop/ci/small-values.yaml", "web: {replicas: 0}\n")
    first, *rest = chart_sources(folder, minor=33)
    assert first.folder is not None
    assert (first.manifests, first.folder.values) == ((), ("values.yaml", "ci/small-values.yaml", "values-prod.yaml"))
    found = {source.environment: of_kind(source, "Deployment") for source in rest}
    assert {name: one.value["spec"]["replicas"] for name, one in found.items()} == {
        "values.yaml": 1,
        "ci/small-values.yaml": 0,
        "values-prod.yaml": 3,
    }
    cause = found["values-prod.yaml"].origin.cause(("spec", "replicas"))  # type: ignore[attr-defined]
    assert str(cause) == "shop/values-prod.yaml:1:17"
    assert [source.folder for source in rest] == [None, None, None]


def test_named_values_files_are_the_only_ones() -> None:
    folder = chart()
    write("shop/values-prod.yaml", "web: {replicas: 3}\n")
    write("mine.yaml", "web: {replicas: 7}\n")
    source = only(folder, values=["mine.yaml"])
    assert of_kind(source, "Deployment").value["spec"]["replicas"] == 7
    assert "mine.yaml" in source.files


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ('a: {{ fail "no" }}\n', "shop/templates/more.yaml:1:7: cannot be rendered: no"),
        ("a: 1\nb: {{ .Values.web.replicas.x }}\n", "shop/templates/more.yaml:2:14: cannot be rendered: at <"),
        ("a: {{ .Values.a\n\n", "shop/templates/more.yaml:"),
        ('{{ include "nope" . }}\n', "shop/templates/more.yaml:1:4: cannot be rendered: at <include"),
        ("a: 1\nb: c: d\n", "shop/templates/more.yaml:2:"),
    ],
)
def test_what_helm_says_of_a_template_is_said_there(more: str, message: str) -> None:
    source = only(chart(more=more))
    assert len(source.problems) == 1
    assert said(source)[0].startswith(message)


def test_what_does_not_render_to_yaml_hides_no_other_object() -> None:
    source = only(chart(more="apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Values.env.A }}: x: y\n"))
    assert said(source)[0].startswith("shop/templates/more.yaml:4:3: ")
    assert of_kind(source, "Deployment").place(("kind",)).line == 4


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"values": "a: b: c\n"}, "shop/values.yaml:1:5: there is a second"),
        ({"chart": "name: [\n"}, "shop/Chart.yaml:2:1: "),
        ({"chart": "apiVersion: v2\nname: shop\n"}, "shop/Chart.yaml: the chart cannot be rendered: validation: "),
        (
            {"chart": FILES["Chart.yaml"] + 'kubeVersion: "<1.30.0"\n'},
            "shop/Chart.yaml:4:1: kubeVersion: the chart cannot be rendered: chart requires kubeVersion",
        ),
        (
            {
                "chart": FILES["Chart.yaml"]
                + "dependencies: [{name: redis, version: 1.0.0, repository: 'https://x.example'}]\n"
            },
            "shop/Chart.yaml:4:1: dependencies: not rendered, because charts/ lacks redis",
        ),
    ],
)
def test_what_helm_says_of_the_chart(changed: dict[str, str], message: str) -> None:
    source = only(chart(**changed))
    assert len(source.problems) == 1
    assert said(source)[0].startswith(message)
    assert source.folder is not None


def test_values_that_the_schema_refuses_are_said_where_they_stand() -> None:
    folder = chart()
    write("shop/values.schema.json", '{"properties": {"web": {"properties": {"replicas": {"type": "string"}}}}}')
    write("mine.yaml", "web: {replicas: 7}\n")
    assert said(only(folder))[0].startswith("shop/values.yaml:3:3: web.replicas: values.schema.json refuses it: ")
    assert said(only(folder, values=["mine.yaml"]))[0].startswith("mine.yaml:1:7: web.replicas: ")


def test_links_in_a_circle_end() -> None:
    folder = chart()
    os.symlink("..", "shop/templates/up")
    assert "shop/templates/up/Chart.yaml" not in only(folder).files


def test_a_chart_that_only_lends_templates_gives_no_object() -> None:
    source = only(chart(chart=FILES["Chart.yaml"] + "type: library\n"))
    assert (source.manifests, source.problems) == ((), ())
    assert source.folder is not None


def pack(folder: str, path: str) -> str:
    with tarfile.open(path, "w:gz") as archive:
        archive.add(folder, os.path.basename(folder))
    shutil.rmtree(folder)
    return path


def test_a_packaged_chart() -> None:
    source = only(pack(chart(), "shop-0.1.0.tgz"))
    place = "shop-0.1.0.tgz/templates/web.yaml:10: replicas: {{ .Values.web.replicas }}"
    assert lines(of_kind(source, "Deployment"))["spec.replicas"] == place


@pytest.mark.parametrize("data", [b"", b"no archive", b"\x1f\x8b\x08\0broken"])
def test_a_package_that_is_none(data: bytes) -> None:
    Path("x.tgz").write_bytes(data)
    assert said(only("x.tgz"))[0].startswith("x.tgz: is no packaged chart: ")


def test_a_package_writes_nowhere_else() -> None:
    with tarfile.open("x.tgz", "w:gz") as archive:
        for name in ("../outside/Chart.yaml", "/tmp/outside/Chart.yaml", "in/Chart.yaml"):  # noqa: S108 - not written
            member = tarfile.TarInfo(name)
            text = FILES["Chart.yaml"].encode()
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text))
        link = tarfile.TarInfo("in/values.yaml")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert only("x.tgz").files == ("x.tgz/Chart.yaml",)
    assert not os.path.exists("../outside")


def test_a_package_without_a_chart() -> None:
    with tarfile.open("x.tgz", "w:gz") as archive:
        archive.addfile(tarfile.TarInfo("a/b"), io.BytesIO())
    assert said(only("x.tgz")) == ["x.tgz: is no packaged chart: there is no Chart.yaml in it"]


@pytest.mark.parametrize("packaged", [False, True])
def test_the_charts_inside_a_chart(packaged: bool) -> None:
    dependency = "dependencies: [{name: cache, version: 0.1.0, alias: redis}]\n"
    folder = chart(chart=FILES["Chart.yaml"] + dependency, values=FILES["values.yaml"] + "redis: {size: 1}\n")
    write("shop/charts/cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 0.1.0\n")
    write("shop/charts/cache/values.yaml", "size: 2\ndepth: 3\n")
    data = "data:\n  size: {{ .Values.size }}\n  depth: {{ .Values.depth }}\n"
    write("shop/charts/cache/templates/c.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n" + data)
    where = "shop/charts/cache"
    if packaged:
        where = pack("shop/charts/cache", "shop/charts/cache-0.1.0.tgz")
    config = of_kind(only(folder), "ConfigMap")
    assert lines(config)["data.size"] == f"{where}/templates/c.yaml:5: size: {{{{ .Values.size }}}}"
    causes = [str(config.origin.cause(("data", name))) for name in ("size", "depth")]  # type: ignore[attr-defined]
    assert causes == ["shop/values.yaml:7:15", f"{where}/values.yaml:2:8"]


def test_scalars_that_mislead_are_at_the_template() -> None:
    text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  a: yes\n"
    config = of_kind(only(chart(more=text)), "ConfigMap")
    assert [one[0] for one in config.origin.ambiguous] == [  # type: ignore[attr-defined]
        ("shop/templates/more.yaml", 5, 6)
    ]


def test_without_helm_there_is_a_problem_and_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIRLEAD_HELM", "/nowhere/helm")
    source = only(chart())
    assert said(source)[0].startswith("shop/Chart.yaml: the chart cannot be rendered: /nowhere/helm version")


@pytest.mark.parametrize("app", APPS, ids=lambda path: path.parent.name)
def test_every_value_of_a_chart_leads_to_a_line_that_may_have_given_it(app: Path, tmp_path: Path) -> None:
    application = load(str(app), Files())
    for path, content in render(application, ["chart"], []).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    for source in chart_sources(f"chart/{application.name}", minor=33):
        assert source.problems == ()
        for manifest in source.manifests:
            for steps, _ in leaves(manifest.value):
                place = manifest.place(steps)
                row = manifest.origin.line(place)
                key = next(step for step in reversed(steps) if isinstance(step, str))
                assert key in row or "{{" in row or row.strip().startswith("- "), (steps, place, row)


@pytest.mark.parametrize(
    ("name", "release"), [("shop", "shop"), ("My_Shop", "my-shop"), ("-", "release"), ("a" * 60, "a" * 53)]
)
def test_the_name_of_the_release(name: str, release: str) -> None:
    assert release_name(name) == release

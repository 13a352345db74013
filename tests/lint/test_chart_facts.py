from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.documents.source import Folder
from generator.lint.chart import ChartFolder, Reads

if TYPE_CHECKING:
    from collections.abc import Mapping


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("{{ .Values.web.image }}", {("web", "image")}),
        ("{{ $.Values.web }}:{{ .Values.tag }}", {("web",), ("tag",)}),
        ('{{ index .Values "my-app" "image" }}', {("my-app", "image")}),
        ('{{ index .Values.web "my-key" }}', {("web", "my-key")}),
        ("{{ if (.Values.web).port }}", {("web",)}),
        ("{{ .Values.web.port | default 80 }}", {("web", "port")}),
    ],
)
def test_the_values_that_a_template_reads(text: str, paths: set[tuple[str, ...]]) -> None:
    reads = Reads({"templates/a.yaml": f"a: 1\n  {text}\n"})
    assert set(reads.paths) == paths
    assert not reads.everything
    assert {place[:2] for place in reads.paths.values()} == {("templates/a.yaml", 2)}


@pytest.mark.parametrize(
    "text", ["{{ toYaml .Values }}", "{{ merge .Values $x }}", "{{ with .Values }}", "{{ $v := .Values}}"]
)
def test_values_that_are_passed_on_as_a_whole(text: str) -> None:
    assert Reads({"a": text}).everything


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        ("{{- if .Values.a }}", True),
        ("{{ .Values.a | default 1 }}", True),
        ('{{ required "a" .Values.a }}', True),
        ("{{- else if (and .Values.a .Values.b) }}", True),
        ("{{ .Values.a | quote }}", False),
    ],
)
def test_values_that_may_be_absent(text: str, guarded: bool) -> None:
    assert (("a",) in Reads({"a": text}).guarded) == guarded


def test_a_value_around_or_inside_another_is_read() -> None:
    reads = Reads({"a": "{{ .Values.web.image }}"})
    assert reads.is_read(("web",))
    assert reads.is_read(("web", "image", "tag"))
    assert not reads.is_read(("web", "port"))


def chart(files: Mapping[str, str], path: str = "shop") -> ChartFolder:
    return ChartFolder(Folder("chart", path, files))


def test_the_charts_inside_a_chart() -> None:
    found = chart(
        {
            "Chart.yaml": "dependencies: [{name: cache, alias: redis}, {name: common}, {name: gone}]\n",
            "charts/cache/Chart.yaml": "name: cache\n",
            "charts/cache/templates/a.yaml": "{{ .Values.a }}",
            "charts/common/Chart.yaml": "name: common\ntype: library\n",
            "charts/common/templates/b.tpl": "{{ .Values.b }}",
            "templates/c.yaml": "{{ .Values.c }}",
            "README.md": "{{ .Values.d }}",
        }
    )
    assert found.inner == {"cache", "redis", "common", "gone"}
    assert found.lacks_charts
    assert set(found.readers()) == {"charts/common/templates/b.tpl", "templates/c.yaml"}
    assert set(found.templates()) == {"templates/c.yaml"}


@pytest.mark.parametrize(("path", "shown"), [("shop", "shop/a.yaml"), (".", "a.yaml"), ("x/", "x/a.yaml")])
def test_how_a_file_is_named(path: str, shown: str) -> None:
    assert chart({}, path).shown("a.yaml") == shown

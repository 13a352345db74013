"""No rule about folders fails, whatever stands in their files."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.documents.source import Folder
from generator.lint.catalogue import entries
from generator.lint.chart import CHART, VALUES

RULES = [row for row in entries() if row.level == "folder"]
CASES = Path(__file__).resolve().parents[2] / "fixtures" / "sources"
KEYS = (
    *("name", "version", "appVersion", "apiVersion", "dependencies", "type", "properties", "items", "alias"),
    *(
        "resources",
        "patches",
        "patch",
        "path",
        "target",
        "images",
        "labels",
        "commonLabels",
        "configMapGenerator",
        "kind",
    ),
    *(
        "metadata",
        "spec",
        "template",
        "containers",
        "env",
        "value",
        "ports",
        "containerPort",
        "readinessProbe",
        "httpGet",
    ),
    *("tolerations", "topologySpreadConstraints", "rules", "patchesStrategicMerge", "includeSelectors", "files", "op"),
)
TEXTS = st.sampled_from(
    ["", "web", "web.yaml", "Deployment", "1.0", "$(A)", "[", "a\nb", "{kind: Deployment}", "../base"]
)
SCALARS = st.none() | st.booleans() | st.integers(-1, 9) | st.just(1.5) | TEXTS
VALUES_OF_ANY_KIND = st.recursive(
    SCALARS, lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inside, max_size=5)
)


def findings(folder: Folder) -> list[Any]:
    found = []
    for row in RULES:
        if folder.kind in row.kinds:
            found += list(import_module(row.module).check(folder, row.options))
    return found


@given(st.lists(VALUES_OF_ANY_KIND, min_size=4, max_size=4))
def test_whatever_a_chart_says(values: list[Any]) -> None:
    names = (CHART, VALUES, "values.schema.json", "templates/web_Service.yml")
    findings(Folder("chart", "web", dict(zip(names, map(json.dumps, values), strict=True))))


@given(st.lists(VALUES_OF_ANY_KIND, min_size=3, max_size=3))
def test_whatever_a_kustomization_says(values: list[Any]) -> None:
    names = ("kustomization.yaml", "web.yaml", "../base/kustomization.yaml")
    findings(Folder("kustomization", "web", dict(zip(names, map(json.dumps, values), strict=True))))


@pytest.mark.parametrize("text", ["", "a: [", "\t", "- 1\n", "{{ .Values.a }}", "a: 1\n---\nb: 1\n"])
def test_files_that_are_no_yaml(text: str) -> None:
    for kind, names in (("chart", (CHART, VALUES, "templates/a.yaml")), ("kustomization", ("kustomization.yaml",))):
        findings(Folder(kind, ".", dict.fromkeys(names, text)))  # type: ignore[arg-type]
        findings(Folder(kind, ".", {}))  # type: ignore[arg-type]


def mutated(text: str, number: int) -> str:
    """A text without one of its lines, or with one of its values taken out."""
    rows = text.split("\n")
    index = number % len(rows)
    rows[index] = "" if number % 2 else rows[index].partition(":")[0] + ":"
    return "\n".join(rows)


@given(st.sampled_from(["patches", "old", "unused", "good"]), st.integers(0, 60))
def test_overlays_with_a_line_changed(case: str, number: int) -> None:
    files = {}
    for path in sorted((CASES / "kustomizations" / case).rglob("*.yaml")):
        name = (
            str(path.relative_to(CASES / "kustomizations" / case / "overlay"))
            if ("overlay" in path.parts)
            else f"../{path.parent.name}/{path.name}"
        )
        files[name] = mutated(path.read_text(), number)
    findings(Folder("kustomization", "overlay", files))

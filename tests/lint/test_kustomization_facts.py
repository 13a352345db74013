from __future__ import annotations

import pytest

from generator.documents.source import Folder
from generator.lint.kustomization import Overlay, named_files, patches
from generator.lint.strategic_merge import containers, is_replaced, pod_specs

DEPLOYMENT = "kind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: web}]}}}\n"


def overlay(text: str, **files: str) -> Overlay:
    named = {name.replace("__", "/"): content for name, content in files.items()}
    return Overlay(Folder("kustomization", "overlay", {"kustomization.yaml": text, **named}))


def test_the_files_that_a_kustomization_names() -> None:
    value = {
        "resources": ["a.yaml", "../base", 1],
        "patches": [{"path": "p.yaml"}, {"patch": "text"}, 3],
        "patchesStrategicMerge": ["s.yaml", "kind: A\nmetadata: {}\n"],
        "configMapGenerator": [{"files": ["x.conf", "key=y.conf"], "envs": ["z.env"], "env": "w.env"}],
        "openapi": {"path": "o.json"},
        "components": None,
        "helmCharts": [{"valuesFile": "v.yaml"}],
    }
    assert [name for _, name in named_files(value)] == [
        *("a.yaml", "../base", "s.yaml", "p.yaml", "x.conf", "y.conf", "z.env", "w.env", "v.yaml", "o.json"),
    ]


def test_patches_say_whether_they_are_text() -> None:
    value = {
        "patches": [{"patch": "a: 1", "target": {"kind": "A"}}, {"path": "b.yaml"}],
        "patchesStrategicMerge": ["c.yaml", "d: 1\n"],
    }
    assert [(entry.text, entry.is_inline, entry.target) for entry in patches(value)] == [
        ("a: 1", True, {"kind": "A"}),
        ("b.yaml", False, None),
        ("c.yaml", False, None),
        ("d: 1\n", True, None),
    ]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("resources: [web.yaml]\n", True),
        ("resources: [web.yaml, gone.yaml]\n", False),
        ("resources: [web.yaml]\nconfigMapGenerator: [{name: a}]\n", False),
        ("resources: [web.yaml, 'https://example.com/a.yaml']\n", False),
        ("", False),
    ],
)
def test_whether_all_objects_are_known(text: str, whole: bool) -> None:
    assert overlay(text, **{"web.yaml": DEPLOYMENT}).is_whole == whole


def test_the_resources_of_bases_are_those_of_the_overlay() -> None:
    files = {
        "../base/kustomization.yaml": "resources: [web.yaml, ../overlay]\n",
        "../base/web.yaml": DEPLOYMENT,
    }
    found = overlay("resources: [../base]\n", **files)
    assert [resource["kind"] for resource in found.resources] == ["Deployment"]


@pytest.mark.parametrize(
    ("patch", "about"),
    [
        ("{target: {kind: Deployment}, patch: '[]'}", True),
        ("{target: {kind: Deployment, name: w.b}, patch: '[]'}", True),
        ("{target: {kind: Deployment, name: w}, patch: '[]'}", False),
        ("{target: {name: '['}, patch: '[]'}", False),
        ("{target: {kind: Service}, patch: '[]'}", False),
        ("{patch: '{kind: Deployment, metadata: {name: web}}'}", True),
        ("{patch: '{kind: Deployment, metadata: {name: other}}'}", False),
    ],
)
def test_what_a_patch_is_about(patch: str, about: bool) -> None:
    found = overlay(f"resources: [web.yaml]\npatches: [{patch}]\n", **{"web.yaml": DEPLOYMENT})
    assert [bool(list(one.resources())) for one in found.patches()] == [about]


def test_the_containers_that_a_patch_changes() -> None:
    def pod(*names: str) -> dict[str, object]:
        return {"spec": {"template": {"spec": {"containers": [{"name": name} for name in names]}}}}

    (found,) = containers(pod("new", "web"), pod("web"))
    assert found.path == ("spec", "template", "spec", "containers", 1)
    assert [one.path for one in pod_specs(pod("a"), pod("b"))] == [("spec", "template", "spec")]
    assert list(containers({"spec": None}, pod("web"))) == []
    assert list(containers([], pod("web"))) == []


def test_a_list_that_says_that_it_replaces() -> None:
    assert is_replaced([{"$patch": "replace"}, {"name": "a"}])
    assert not is_replaced([{"name": "a", "$patch": "delete"}])
    assert not is_replaced(None)

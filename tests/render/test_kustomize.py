from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.documents.reader import read_document
from generator.render.kustomize import base_files, changes, identity, overlay_files
from generator.render.values import same
from tests.outputs import plain_with_nulls
from tests.resources.apps import BASIC, App, app

KEYS = st.sampled_from(("a", "b", "c/d", "e~f", "~1", "name", "", "-", "0"))
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(0, 2), st.sampled_from(("x", "y"))),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
MAPS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=4)


@st.composite
def changed(draw: st.DrawFn, value: Any) -> Any:
    """A value of which some parts are others."""
    if isinstance(value, dict):
        kept = {key: draw(changed(item)) for key, item in value.items() if draw(st.integers(0, 5))}
        return {**kept, **draw(st.dictionaries(KEYS, VALUES, max_size=1))}
    if isinstance(value, list) and draw(st.booleans()):
        return [draw(changed(item)) for item in value]
    return draw(VALUES) if draw(st.integers(0, 5)) == 0 else value


PAIRS = MAPS.flatmap(lambda first: st.tuples(st.just(first), changed(first)))


def applied(operations: list[dict[str, Any]], document: Any) -> Any:
    """A document after JSON 6902 operations, as RFC 6902 says."""
    found = {"root": copy.deepcopy(document)}
    for operation in operations:
        steps = ["root", *(step.replace("~1", "/").replace("~0", "~") for step in operation["path"].split("/")[1:])]
        target: Any = found
        for step in steps[:-1]:
            target = target[int(step)] if isinstance(target, list) else target[step]
        last: Any = int(steps[-1]) if isinstance(target, list) else steps[-1]
        if operation["op"] in ("remove", "replace"):
            del target[last]
        if operation["op"] != "remove":
            target[last] = copy.deepcopy(operation["value"]) if isinstance(target, dict) else None
            assert isinstance(target, dict), "an item of a list is never replaced alone"
    return found["root"]


@given(PAIRS)
def test_changes_make_the_new_of_the_old(pair: tuple[Any, Any]) -> None:
    old, new = pair
    assert same(applied(changes(old, new), old), new)


@given(MAPS)
def test_nothing_changes_nothing(value: Any) -> None:
    assert changes(value, copy.deepcopy(value)) == []


@pytest.mark.parametrize(
    ("old", "new", "operations"),
    [
        ({"a": 1}, {"a": 2}, [("replace", "/a", 2)]),
        ({"a": 1}, {"a": True}, [("replace", "/a", True)]),
        ({"a": 1}, {}, [("remove", "/a", None)]),
        ({}, {"a": 1}, [("add", "/a", 1)]),
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": 1, "c": 3}}, [("replace", "/a/c", 3)]),
        ({"a/b": {"c~d": 1}}, {"a/b": {"c~d": 2}}, [("replace", "/a~1b/c~0d", 2)]),
        ({"l": [1, 2]}, {"l": [1, 3]}, [("replace", "/l", [1, 3])]),
        ({"l": [{"name": "a", "v": 1}]}, {"l": [{"name": "a", "v": 2}]}, [("replace", "/l/0/v", 2)]),
        ({"l": [{"name": "a"}]}, {"l": [{"name": "b"}]}, [("replace", "/l", [{"name": "b"}])]),
        (
            {"l": [{"name": "a"}]},
            {"l": [{"name": "a"}, {"name": "b"}]},
            [("replace", "/l", [{"name": "a"}, {"name": "b"}])],
        ),
        (
            {"l": [{"name": "a"}, {"name": "b"}]},
            {"l": [{"name": "b"}, {"name": "a"}]},
            [("replace", "/l", [{"name": "b"}, {"name": "a"}])],
        ),
        (
            {"l": [{"mountPath": "/a", "name": "x"}]},
            {"l": [{"mountPath": "/a", "name": "x", "readOnly": True}]},
            [("add", "/l/0/readOnly", True)],
        ),
        ({"a": {"b": 1}}, {"a": [1]}, [("replace", "/a", [1])]),
        ({"a": {}}, {"a": []}, [("replace", "/a", [])]),
    ],
)
def test_changes(old: Any, new: Any, operations: list[tuple[str, str, Any]]) -> None:
    assert [(item["op"], item["path"], item.get("value")) for item in changes(old, new)] == operations


def read(files: dict[str, str], name: str) -> Any:
    return plain_with_nulls(read_document(files[name], name))


def overlay(found: App, environment: str) -> dict[str, str]:
    return overlay_files(found.model, found.settings(environment))


def test_the_base_names_its_files() -> None:
    files = base_files(app({"web": BASIC["web"]}).model)
    assert read(files, "kustomization.yaml")["resources"] == [name for name in files if name != "kustomization.yaml"]


def test_an_overlay_that_changes_nothing() -> None:
    files = overlay(app({"web": BASIC["web"]}), "dev")
    assert {name: read(files, name)["resources"] for name in files} == {"kustomization.yaml": ["../../base"]}


def test_an_overlay_has_only_what_it_changes() -> None:
    files = overlay(app({"web": BASIC["web"]}, {"dev": {"components": {"web": {"replicas": 5}}}}), "dev")
    assert read(files, "patches/web-deployment.yaml") == [{"op": "replace", "path": "/spec/replicas", "value": 5}]


def test_a_patch_names_its_target() -> None:
    files = overlay(app({"web": BASIC["web"]}, {"dev": {"components": {"web": {"replicas": 5}}}}), "dev")
    assert read(files, "kustomization.yaml")["patches"] == [
        {
            "path": "patches/web-deployment.yaml",
            "target": {"group": "apps", "version": "v1", "kind": "Deployment", "name": "shop-web"},
        }
    ]


def test_the_target_of_a_core_object_has_no_group() -> None:
    files = overlay(
        app({"web": BASIC["web"]}, {"dev": {"components": {"web": {"service": {"type": "NodePort"}}}}}), "dev"
    )
    assert read(files, "kustomization.yaml")["patches"][0]["target"] == {
        "version": "v1",
        "kind": "Service",
        "name": "shop-web",
    }


def test_a_namespace_is_said_once() -> None:
    files = overlay(app({"web": BASIC["web"]}, {"dev": {"cluster": {"namespace": "shop-dev"}}}), "dev")
    assert (read(files, "kustomization.yaml")["namespace"], [name for name in files if "/" in name]) == ("shop-dev", [])


def test_what_an_overlay_adds_is_a_file_of_it() -> None:
    files = overlay(app({"web": BASIC["web"]}, {"dev": {"components": {"extra": BASIC["worker"]}}}), "dev")
    assert read(files, "kustomization.yaml")["resources"] == [
        "../../base",
        "extra-deployment.yaml",
        "extra-serviceaccount.yaml",
    ]


def test_what_an_overlay_removes_is_deleted() -> None:
    components = {"web": BASIC["web"], "worker": BASIC["worker"]}
    files = overlay(app(components, {"dev": {"components": {"worker": None}}}), "dev")
    patches = [read({"patch": item["patch"]}, "patch") for item in read(files, "kustomization.yaml")["patches"]]
    assert [(item["$patch"], item["kind"]) for item in patches] == [
        ("delete", "Deployment"),
        ("delete", "ServiceAccount"),
    ]


def test_a_job_that_changes_is_another_job() -> None:
    files = overlay(app({"job": BASIC["job"]}, {"dev": {"image": {"tag": "2"}}}), "dev")
    kustomization = read(files, "kustomization.yaml")
    assert (kustomization["resources"], "$patch: delete" in kustomization["patches"][0]["patch"]) == (
        ["../../base", "job-job.yaml"],
        True,
    )


def test_identity() -> None:
    assert identity({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a", "namespace": "b"}}) == (
        "v1",
        "Pod",
        "a",
    )

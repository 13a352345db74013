from __future__ import annotations

from typing import Any

import pytest

from generator.render.resolve import resolve
from generator.resources.names import hook, prefixed
from tests.resources.apps import BASIC, app, one

RELEASE = {"Name": "shop", "Service": "fairlead", "Namespace": "default"}
IDENTITY = {"app.kubernetes.io/name": "shop", "app.kubernetes.io/instance": "shop"}
WEB = {**IDENTITY, "app.kubernetes.io/component": "web"}


@pytest.mark.parametrize(("parts", "name"), [(("web",), "shop-web"), (("web", "public"), "shop-web-public")])
def test_prefixed(parts: tuple[str, ...], name: str) -> None:
    assert resolve(prefixed(*parts), {}, RELEASE) == name


@pytest.mark.parametrize(
    ("phase", "hooks"),
    [
        ("none", None),
        ("", None),
        ("pre-deploy", "pre-install,pre-upgrade"),
        ("post-deploy", "post-install,post-upgrade"),
    ],
)
def test_hook(phase: str, hooks: str | None) -> None:
    assert hook(phase, 3).get("helm.sh/hook") == hooks


def test_weight_of_a_hook_is_a_text() -> None:
    assert hook("pre-deploy", -10)["helm.sh/hook-weight"] == "-10"


def labels(name: str = "web/deployment", more: Any = None, **top: Any) -> dict[str, str]:
    found: dict[str, str] = one("web", more, config={"c": {"data": {}}}, **top).object(name)["metadata"]["labels"]
    return found


@pytest.mark.parametrize(
    ("name", "more", "top", "expected"),
    [
        ("web/deployment", {}, {}, {**WEB, "app.kubernetes.io/managed-by": "fairlead"}),
        ("configmap.c", {}, {}, {**IDENTITY, "app.kubernetes.io/managed-by": "fairlead"}),
        (
            "web/deployment",
            {},
            {"version": "1.42.0"},
            {**WEB, "app.kubernetes.io/managed-by": "fairlead", "app.kubernetes.io/version": "1.42.0"},
        ),
        (
            "web/service",
            {},
            {"version": "1.0+b1"},
            {**WEB, "app.kubernetes.io/managed-by": "fairlead", "app.kubernetes.io/version": "1.0_b1"},
        ),
        (
            "web/deployment",
            {},
            {"partOf": "storefront"},
            {**WEB, "app.kubernetes.io/managed-by": "fairlead", "app.kubernetes.io/part-of": "storefront"},
        ),
        (
            "web/deployment",
            {"labels": {"tier": "a", "team": "x"}},
            {"labels": {"team": "b"}},
            {**WEB, "app.kubernetes.io/managed-by": "fairlead", "tier": "a", "team": "x"},
        ),
        (
            "configmap.c",
            {"labels": {"tier": "a"}},
            {"labels": {"team": "b"}},
            {**IDENTITY, "app.kubernetes.io/managed-by": "fairlead", "team": "b"},
        ),
    ],
)
def test_labels(name: str, more: Any, top: Any, expected: dict[str, str]) -> None:
    assert labels(name, more, **top) == expected


@pytest.mark.parametrize(
    ("more", "top", "expected"),
    [
        ({}, {}, WEB),
        ({}, {"version": "1.42.0"}, WEB),
        ({}, {"labels": {"team": "a"}}, {**WEB, "team": "a"}),
        ({"podLabels": {"mesh": "on"}}, {"labels": {"team": "a"}}, {**WEB, "team": "a", "mesh": "on"}),
        ({"labels": {"tier": "a"}}, {}, WEB),
    ],
)
def test_labels_of_pods(more: Any, top: Any, expected: dict[str, str]) -> None:
    assert one("web", more, **top).template("web")["metadata"]["labels"] == expected


CHANGES: list[dict[str, Any]] = [
    {"version": "2.0.0"},
    {"labels": {"team": "other"}},
    {"partOf": "other"},
    {"annotations": {"a": "b"}},
    {"image": {"tag": "2"}},
    {"components": {"web": {"labels": {"a": "b"}, "podLabels": {"c": "d"}, "replicas": 9}}},
    {"cluster": {"namespace": "other", "kubeVersion": "1.27"}},
    {"preset": "production"},
]


@pytest.mark.parametrize("change", CHANGES)
def test_selectors_never_change(change: dict[str, Any]) -> None:
    found = app({"web": BASIC["web"]}, {"dev": change, "prod": {}}, version="1.0.0", labels={"team": "a"})
    selectors = [found.workload("web", name)["spec"]["selector"]["matchLabels"] for name in ("dev", "prod")]
    assert selectors == [WEB, WEB]


@pytest.mark.parametrize(
    "name", ["web/deployment", "web/service", "web/serviceaccount", "web/poddisruptionbudget", "configmap.c"]
)
@pytest.mark.parametrize(("cluster", "namespace"), [({}, None), ({"namespace": "shop-dev"}, "shop-dev")])
def test_namespace(name: str, cluster: dict[str, str], namespace: str | None) -> None:
    found = one("web", cluster=cluster, config={"c": {"data": {}}}).object(name)
    assert found["metadata"].get("namespace") == namespace


@pytest.mark.parametrize(
    ("more", "top", "expected"),
    [
        ({}, {}, None),
        ({}, {"annotations": {"a": "app"}}, {"a": "app"}),
        ({"annotations": {"b": "web"}}, {"annotations": {"a": "app", "b": "app"}}, {"a": "app", "b": "web"}),
        ({"podAnnotations": {"b": "pod"}}, {}, None),
    ],
)
def test_annotations(more: Any, top: Any, expected: Any) -> None:
    assert one("web", more, **top).workload("web")["metadata"].get("annotations") == expected


@pytest.mark.parametrize(
    ("more", "top", "expected"),
    [
        ({"podAnnotations": {"b": "pod"}}, {}, {"b": "pod"}),
        ({"annotations": {"b": "web"}}, {"annotations": {"a": "app"}}, None),
    ],
)
def test_annotations_of_pods(more: Any, top: Any, expected: Any) -> None:
    assert one("web", more, **top).template("web")["metadata"].get("annotations") == expected


def test_an_environment_says_labels_of_its_own() -> None:
    found = app(
        {"web": BASIC["web"]},
        {"dev": {"components": {"web": {"labels": {"a": "dev"}}}}, "prod": {}},
        labels={"team": "t"},
    )
    said = [
        {key: value for key, value in found.workload("web", name)["metadata"]["labels"].items() if "/" not in key}
        for name in ("dev", "prod")
    ]
    assert said == [{"team": "t", "a": "dev"}, {"team": "t"}]

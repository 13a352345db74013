from __future__ import annotations

from typing import Any

import pytest

from generator.errors import InputError
from tests.resources.apps import BASIC, App, app

POD = "kind: Pod\napiVersion: v1\nmetadata: {name: own}\nspec: {containers: []}\n"
CLUSTER_ROLE = "kind: ClusterRole\napiVersion: rbac.authorization.k8s.io/v1\nmetadata: {name: own}\nrules: []\n"


def brought(text: str, namespace: str = "") -> list[dict[str, Any]]:
    cluster = {"cluster": {"namespace": namespace}} if namespace else {}
    found = app({"web": BASIC["web"]}, {"dev": cluster}, {"extra/a.yaml": text}, extra={"manifests": ["extra/*.yaml"]})
    return [item for key, item in found.objects().items() if key.startswith("extra.")]


def test_a_manifest_is_what_it_was() -> None:
    assert brought(POD) == [
        {"kind": "Pod", "apiVersion": "v1", "metadata": {"name": "own"}, "spec": {"containers": []}}
    ]


@pytest.mark.parametrize(
    ("text", "namespace"),
    [
        (POD, "shop-dev"),
        (POD.replace("own}", "own, namespace: kept}"), "kept"),
        (CLUSTER_ROLE, None),
    ],
)
def test_namespace_of_a_manifest(text: str, namespace: str | None) -> None:
    assert brought(text, "shop-dev")[0]["metadata"].get("namespace") == namespace


def test_several_manifests_of_one_file() -> None:
    assert [item["kind"] for item in brought(f"{POD}---\n{CLUSTER_ROLE}")] == ["Pod", "ClusterRole"]


def patched(
    path: str,
    value: Any = None,
    op: str = "add",
    target: dict[str, str] | None = None,
    environments: Any = None,
    **top: Any,
) -> App:
    operation = {"op": op, "path": path, **({} if op == "remove" else {"value": value})}
    patches = [{"target": {"kind": "Deployment", "component": "web", **(target or {})}, "patch": [operation]}]
    return app({"web": BASIC["web"], "worker": BASIC["worker"]}, environments, extra={"patches": patches}, **top)


def test_a_patch_changes_its_target() -> None:
    found = patched("/spec/template/spec/priorityClassName", "high")
    assert [found.pod(name).get("priorityClassName") for name in ("web", "worker")] == ["high", None]


def test_a_patch_without_a_component_changes_all_of_the_kind() -> None:
    patches = [{"target": {"kind": "Deployment"}, "patch": [{"op": "add", "path": "/spec/paused", "value": True}]}]
    found = app({"web": BASIC["web"], "worker": BASIC["worker"]}, extra={"patches": patches})
    assert [found.workload(name)["spec"].get("paused") for name in ("web", "worker")] == [True, True]


@pytest.mark.parametrize(
    ("op", "path", "value", "expected"),
    [
        ("replace", "/spec/replicas", 9, 9),
        ("add", "/spec/paused", False, False),
        ("remove", "/spec/revisionHistoryLimit", None, None),
        (
            "add",
            "/spec/strategy/rollingUpdate/maxSurge",
            1,
            {"rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0}, "type": "RollingUpdate"},
        ),
        ("replace", "/spec/strategy", {"type": "Recreate"}, {"type": "Recreate"}),
    ],
)
def test_operations(op: str, path: str, value: Any, expected: Any) -> None:
    assert patched(path, value, op).workload("web")["spec"].get(path.split("/")[2]) == expected


def service_type(op: str) -> Any:
    return patched("/spec/type", "NodePort", op, {"kind": "Service"})


@pytest.mark.parametrize("op", ["add", "replace"])
def test_a_patch_of_what_a_map_of_settings_holds(op: str) -> None:
    assert service_type(op).object("web/service")["spec"]["type"] == "NodePort"


@pytest.mark.parametrize("op", ["add", "replace"])
def test_a_patch_of_what_a_map_of_settings_holds_is_printed_once(op: str) -> None:
    """A key that came from the settings and from the template would be in the chart twice."""
    assert service_type(op).values()["web"]["service"]["spec"]["type"] == "NodePort"


def test_a_patch_of_one_environment() -> None:
    operation = {"op": "replace", "path": "/spec/strategy", "value": {"type": "Recreate"}}
    extra = {"patches": [{"target": {"kind": "Deployment", "component": "web"}, "patch": [operation]}]}
    found = app({"web": BASIC["web"]}, {"dev": {"extra": extra}, "prod": {}})
    assert [found.workload("web", name)["spec"]["strategy"]["type"] for name in ("dev", "prod")] == [
        "Recreate",
        "RollingUpdate",
    ]


def test_an_environment_without_the_patches() -> None:
    found = patched("/spec/paused", value=True, environments={"dev": {"extra": {"patches": []}}, "prod": {}})
    assert [found.workload("web", name)["spec"].get("paused") for name in ("dev", "prod")] == [None, True]


def test_a_target_by_name() -> None:
    environments = {
        "dev": {"components": {"web": {"ingress": {name: {"host": f"{name}.example.com"} for name in ("a", "b")}}}}
    }
    found = patched("/spec/x", 1, "add", {"kind": "Ingress", "name": "shop-web-b"}, environments)
    assert ["x" in found.object(f"web/ingress-{name}")["spec"] for name in ("a", "b")] == [False, True]


@pytest.mark.parametrize(
    ("target", "path", "message"),
    [
        ({"kind": "StatefulSet"}, "/spec/x", "the patch has no target: kind StatefulSet, component web"),
        ({}, "/spec/x/y", "there is no x"),
        ({}, "/spec/template/spec/containers/4/image", "there is no list item 4"),
    ],
)
def test_a_patch_that_does_not_fit_is_refused(target: dict[str, str], path: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        patched(path, 1, "add", target)


def test_a_patch_that_does_not_fit_is_refused_at_its_line() -> None:
    text = """\
apiVersion: fairlead/v1
name: shop
image: registry.example.com/shop:1.42.0
components:
  worker: {type: worker}
environments: {dev: {}}
extra:
  patches:
    - {target: {kind: Deployment, component: worker}, patch: [{op: add, path: /spec/paused, value: true}]}
    - {target: {kind: Deployment, component: worker}, patch: [{op: add, path: /spec/x/y, value: true}]}
"""
    with pytest.raises(InputError) as raised:
        App(text)
    assert [item.place and item.place.line for item in raised.value.problems] == [10]


EXTERNAL = {"token": {"external": {"store": "vault"}, "keys": {"token": {"remote": "shop/token"}}}}


def served(version: str) -> dict[str, Any]:
    return {"cluster": {"apiVersions": [f"external-secrets.io/{version}"]}}


def of_target(target: dict[str, str], path: str, value: Any, environments: Any = None, **top: Any) -> App:
    patches = [{"target": target, "patch": [{"op": "add", "path": path, "value": value}]}]
    return app({"web": {**BASIC["web"], **top.pop("web", {})}}, environments, extra={"patches": patches}, **top)


@pytest.mark.parametrize(
    "target",
    [
        {"kind": "ExternalSecret"},
        {"name": "shop-token"},
        {"group": "external-secrets.io", "version": "v1"},
        {"kind": "ExternalSecret", "group": "external-secrets.io", "version": "v1", "name": "shop-token"},
    ],
)
def test_an_external_secret_is_patched(target: dict[str, str]) -> None:
    found = of_target(target, "/spec/refreshInterval", "5m", {"dev": served("v1")}, secrets=EXTERNAL)
    assert found.object("externalsecret.token")["spec"]["refreshInterval"] == "5m"


def test_a_version_of_some_environments_is_no_target_of_all() -> None:
    target = {"group": "external-secrets.io", "version": "v1"}
    with pytest.raises(InputError, match=r"fits externalsecret\.token in some environments only"):
        of_target(target, "/spec/x", 1, {"dev": served("v1"), "old": served("v1beta1")}, secrets=EXTERNAL)


@pytest.mark.parametrize(("account", "name"), [({}, "shop-web"), ({"name": "own"}, "own")])
def test_a_service_account_is_named(account: dict[str, Any], name: str) -> None:
    found = of_target({"kind": "ServiceAccount", "name": name}, "/secrets", ["x"], web={"serviceAccount": account})
    assert found.object("web/serviceaccount")["secrets"] == ["x"]


def test_a_name_of_some_environments_is_no_target_of_all() -> None:
    environments = {"dev": {"components": {"web": {"serviceAccount": {"name": "own"}}}}, "prod": {}}
    with pytest.raises(InputError, match="fits web/serviceaccount in some environments only"):
        of_target({"name": "own"}, "/secrets", ["x"], environments)


def test_a_name_with_a_checksum_cannot_be_said() -> None:
    config = {"c": {"data": {"a": "b"}, "immutable": True}}
    with pytest.raises(InputError, match="no target"):
        of_target({"kind": "ConfigMap", "name": "shop-c"}, "/data/x", "y", config=config)


def test_what_can_be_a_target_is_listed() -> None:
    files = {"extra/a.yaml": POD}
    extra = {"manifests": ["extra/*.yaml"], "patches": [{"target": {"kind": "Pod"}, "patch": []}]}
    with pytest.raises(InputError) as raised:
        app({"daemon": BASIC["daemon"]}, {"dev": served("v1")}, files, secrets=EXTERNAL, extra=extra)
    assert raised.value.problems[0].cure == (
        "objects are: DaemonSet of daemon, ExternalSecret shop-token, ServiceAccount of daemon"
    )


def test_what_only_some_environments_have_is_patched_there() -> None:
    environments = {"dev": {}, "prod": {"components": {"worker": {"replicas": 3}}}}
    target = {"kind": "PodDisruptionBudget", "component": "worker"}
    patches = [{"target": target, "patch": [{"op": "add", "path": "/spec/maxUnavailable", "value": 2}]}]
    found = app({"worker": BASIC["worker"]}, environments, extra={"patches": patches})
    assert found.object("worker/poddisruptionbudget", "prod")["spec"]["maxUnavailable"] == 2
    assert "worker/poddisruptionbudget" not in found.objects("dev")


def test_a_patch_of_what_its_environment_has_not_is_refused() -> None:
    target = {"kind": "PodDisruptionBudget", "component": "worker"}
    patches = [{"target": target, "patch": [{"op": "add", "path": "/spec/x", "value": 2}]}]
    environments = {"dev": {"extra": {"patches": patches}}, "prod": {"components": {"worker": {"replicas": 3}}}}
    with pytest.raises(InputError, match="no target"):
        app({"worker": BASIC["worker"]}, environments)


@pytest.mark.parametrize(
    ("op", "path", "value"),
    [
        ("remove", "/metadata", None),
        ("remove", "/metadata/name", None),
        ("remove", "/kind", None),
        ("add", "/metadata", {"name": "x"}),
        ("replace", "/apiVersion", 1),
    ],
)
def test_an_object_keeps_what_tells_it_apart(op: str, path: str, value: Any) -> None:
    with pytest.raises(InputError, match="an object keeps its apiVersion, kind and name"):
        patched(path, value, op)


def test_an_object_may_have_another_name() -> None:
    assert patched("/metadata/name", "other", "replace").workload("web")["metadata"]["name"] == "other"

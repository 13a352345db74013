from __future__ import annotations

from typing import Any

import pytest

from generator.errors import InputError
from tests.resources.apps import BASIC, App, app, one

CONFIG = {"nginx": {"data": {"a.conf": "x"}}}
SECRETS = {"tls": {"existing": "shop-tls"}}


def mounted(volume: dict[str, Any], mount: dict[str, Any] | None = None, kind: str = "web") -> App:
    more = {"mounts": {"/data": {"volume": "data", **(mount or {})}}}
    return one(kind, more, volumes={"data": volume}, security="none")


@pytest.mark.parametrize(
    ("volume", "expected"),
    [
        ({"type": "emptyDir"}, {"emptyDir": {}}),
        (
            {"type": "emptyDir", "sizeLimit": "1Gi", "medium": "Memory"},
            {"emptyDir": {"sizeLimit": "1Gi", "medium": "Memory"}},
        ),
        ({"type": "hostPath", "path": "/var/log"}, {"hostPath": {"path": "/var/log"}}),
        ({"type": "existingClaim", "claimName": "there"}, {"persistentVolumeClaim": {"claimName": "there"}}),
        (
            {"type": "persistentVolumeClaim", "size": "1Gi", "accessModes": ["ReadWriteMany"]},
            {"persistentVolumeClaim": {"claimName": "shop-data"}},
        ),
        ({"type": "configMap", "name": "there"}, {"configMap": {"name": "there"}}),
        ({"type": "secret", "secretName": "there"}, {"secret": {"secretName": "there"}}),
        ({"type": "nfs", "server": "s", "path": "/p"}, {"nfs": {"server": "s", "path": "/p"}}),
        (
            {"type": "projected", "sources": [{"configMap": {"name": "a"}}]},
            {"projected": {"sources": [{"configMap": {"name": "a"}}]}},
        ),
    ],
)
def test_volume(volume: dict[str, Any], expected: dict[str, Any]) -> None:
    assert mounted(volume).pod("web")["volumes"] == [{"name": "data", **expected}]


@pytest.mark.parametrize(
    ("volume", "spec"),
    [
        ({}, {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}),
        (
            {"accessModes": ["ReadWriteMany"], "storageClass": "nfs"},
            {
                "accessModes": ["ReadWriteMany"],
                "storageClassName": "nfs",
                "resources": {"requests": {"storage": "1Gi"}},
            },
        ),
        (
            {"storageClass": ""},
            {"accessModes": ["ReadWriteOnce"], "storageClassName": "", "resources": {"requests": {"storage": "1Gi"}}},
        ),
    ],
)
def test_claim(volume: dict[str, Any], spec: dict[str, Any]) -> None:
    assert (
        mounted({"type": "persistentVolumeClaim", "size": "1Gi", **volume}).object("persistentvolumeclaim.data")["spec"]
        == spec
    )


def test_annotations_of_a_claim() -> None:
    volume = {"type": "persistentVolumeClaim", "size": "1Gi", "annotations": {"helm.example.com/keep": "yes"}}
    assert mounted(volume).object("persistentvolumeclaim.data")["metadata"]["annotations"] == {
        "helm.example.com/keep": "yes"
    }


def test_a_pod_names_the_claim_that_is_made() -> None:
    found = mounted({"type": "persistentVolumeClaim", "size": "1Gi"})
    claim = found.pod("web")["volumes"][0]["persistentVolumeClaim"]["claimName"]
    assert claim == found.object("persistentvolumeclaim.data")["metadata"]["name"]


def test_what_nobody_mounts_is_no_volume_of_a_pod() -> None:
    assert "volumes" not in one("web", volumes={"data": {"type": "emptyDir"}}, security="none").pod("web")


@pytest.mark.parametrize(
    ("mount", "expected"),
    [
        ({}, {}),
        ({"subPath": "a/b"}, {"subPath": "a/b"}),
        ({"readOnly": True}, {"readOnly": True}),
        ({"readOnly": False}, {"readOnly": False}),
    ],
)
def test_mount(mount: dict[str, Any], expected: dict[str, Any]) -> None:
    found = mounted({"type": "emptyDir"}, mount).container("web")["volumeMounts"]
    assert found == [{"name": "data", "mountPath": "/data", **expected}]


@pytest.mark.parametrize(
    ("mount", "volume"),
    [
        ({"config": "nginx"}, {"name": "config-nginx", "configMap": {"name": "shop-nginx"}}),
        ({"secret": "tls"}, {"name": "secret-tls", "secret": {"secretName": "shop-tls"}}),
        (
            {"config": "nginx", "defaultMode": 0o555},
            {"name": "config-nginx-etc-x", "configMap": {"name": "shop-nginx", "defaultMode": 0o555}},
        ),
        (
            {"secret": "tls", "items": {"tls.crt": "cert.pem"}},
            {
                "name": "secret-tls-etc-x",
                "secret": {"secretName": "shop-tls", "items": [{"key": "tls.crt", "path": "cert.pem"}]},
            },
        ),
    ],
)
def test_volume_of_a_config_or_secret(mount: dict[str, Any], volume: dict[str, Any]) -> None:
    found = one("web", {"mounts": {"/etc/x": mount}}, config=CONFIG, secrets=SECRETS, security="none")
    assert (found.pod("web")["volumes"], found.container("web")["volumeMounts"][0]["name"]) == (
        [volume],
        volume["name"],
    )


def test_items_of_one_mount_are_not_those_of_another() -> None:
    mounts = {
        "/a": {"config": "nginx"},
        "/b": {"config": "nginx", "items": {"a.conf": "b.conf"}},
        "/c": {"config": "nginx"},
    }
    pod = one("web", {"mounts": mounts}, config=CONFIG, security="none").pod("web")
    assert [item["name"] for item in pod["volumes"]] == ["config-nginx", "config-nginx-b"]


def test_a_volume_of_several_containers_is_there_once() -> None:
    mount = {"mounts": {"/x": {"volume": "data"}}}
    more = {**mount, "sidecars": {"a": {"image": "a:1", **mount}}, "initContainers": {"b": {"image": "b:1", **mount}}}
    pod = one("web", more, volumes={"data": {"type": "emptyDir"}}, security="none").pod("web")
    assert [item["name"] for item in pod["volumes"]] == ["data"]


def test_a_mount_of_a_sidecar_only_is_a_volume_of_the_pod() -> None:
    more = {"sidecars": {"a": {"image": "a:1", "mounts": {"/x": {"volume": "data"}}}}}
    pod = one("web", more, volumes={"data": {"type": "emptyDir"}}, security="none").pod("web")
    assert [item["name"] for item in pod["volumes"]] == ["data"]


CLAIM = {"type": "persistentVolumeClaim", "size": "1Gi"}


def test_a_stateful_set_claims_for_each_replica() -> None:
    templates = mounted(CLAIM, kind="stateful").workload("stateful")["spec"]["volumeClaimTemplates"]
    assert [(item["metadata"]["name"], item["spec"]["accessModes"]) for item in templates] == [
        ("data", ["ReadWriteOnce"])
    ]


def test_what_is_claimed_for_each_replica_is_no_volume() -> None:
    assert "volumes" not in mounted(CLAIM, kind="stateful").pod("stateful")


def test_what_is_claimed_for_each_replica_is_no_claim() -> None:
    assert "persistentvolumeclaim.data" not in mounted(CLAIM, kind="stateful").objects()


def test_claim_templates_carry_only_what_never_changes() -> None:
    found = one(
        "stateful",
        {"mounts": {"/data": {"volume": "data"}}},
        volumes={"data": CLAIM},
        labels={"team": "a"},
        version="1.0",
    )
    labels = found.workload("stateful")["spec"]["volumeClaimTemplates"][0]["metadata"]["labels"]
    assert labels == found.workload("stateful")["spec"]["selector"]["matchLabels"]


def test_a_volume_is_the_replicas_own_and_also_shared() -> None:
    mounts = {"mounts": {"/data": {"volume": "data"}}}
    components = {"stateful": {**BASIC["stateful"], **mounts}, "worker": {**BASIC["worker"], **mounts}}
    assert "persistentvolumeclaim.data" in app(components, volumes={"data": CLAIM}).objects()


def test_an_environment_has_another_type() -> None:
    environments = {"dev": {"volumes": {"data": {"type": "emptyDir"}}}, "prod": {}}
    web = {**BASIC["web"], "mounts": {"/data": {"volume": "data"}}}
    found = app({"web": web}, environments, volumes={"data": CLAIM}, security="none")
    assert [found.pod("web", name)["volumes"] for name in environments] == [
        [{"name": "data", "emptyDir": {}}],
        [{"name": "data", "persistentVolumeClaim": {"claimName": "shop-data"}}],
    ]


def test_an_environment_that_has_another_type_claims_nothing() -> None:
    environments = {"dev": {"volumes": {"data": {"type": "emptyDir"}}}, "prod": {}}
    web = {**BASIC["web"], "mounts": {"/data": {"volume": "data"}}}
    found = app({"web": web}, environments, volumes={"data": CLAIM})
    assert ["persistentvolumeclaim.data" in found.objects(name) for name in environments] == [False, True]


@pytest.mark.parametrize("kind", ["initContainers", "sidecars"])
def test_what_only_an_environment_mounts(kind: str) -> None:
    inner = {
        kind: {"wait": {"image": "a:1", "mounts": {"/data": {"volume": "data"}}}},
        "mounts": {"/x": {"volume": "data"}},
    }
    found = app(
        {"web": BASIC["web"]},
        {"dev": {"components": {"web": inner}}, "prod": {}},
        volumes={"data": {"type": "emptyDir"}},
    )
    names = [[item["name"] for item in found.pod("web", name).get("initContainers", [])] for name in ("dev", "prod")]
    assert names == [["wait"], []]


def template_annotations(claim: dict[str, Any], environments: Any = None, **top: Any) -> list[Any]:
    stateful = {**BASIC["stateful"], "mounts": {"/data": {"volume": "data"}}}
    found = app({"stateful": stateful}, environments, volumes={"data": claim}, **top)
    return [
        found.workload("stateful", name)["spec"]["volumeClaimTemplates"][0]["metadata"].get("annotations")
        for name in found.model.environments
    ]


def test_claim_templates_carry_no_annotations_of_the_app() -> None:
    assert template_annotations({**CLAIM, "annotations": {"own": "y"}}, annotations={"app": "x"}) == [{"own": "y"}]
    assert template_annotations(CLAIM, annotations={"app": "x"}) == [None]


def test_annotations_of_a_claim_template_in_one_environment() -> None:
    environments = {"dev": {"volumes": {"data": {"annotations": {"a": "b"}}}}, "prod": {}}
    assert template_annotations(CLAIM, environments) == [{"a": "b"}, None]


def test_a_claim_that_is_shared_has_the_annotations_of_the_app() -> None:
    mounts = {"mounts": {"/data": {"volume": "data"}}}
    components = {"stateful": {**BASIC["stateful"], **mounts}, "worker": {**BASIC["worker"], **mounts}}
    found = app(components, volumes={"data": {**CLAIM, "annotations": {"own": "y"}}}, annotations={"app": "x"})
    assert found.object("persistentvolumeclaim.data")["metadata"]["annotations"] == {"app": "x", "own": "y"}


def test_annotations_go_with_the_type_that_has_them() -> None:
    environments = {"dev": {"volumes": {"data": {"type": "emptyDir"}}}, "prod": {}}
    web = {**BASIC["web"], "mounts": {"/data": {"volume": "data"}}}
    found = app({"web": web}, environments, volumes={"data": {**CLAIM, "annotations": {"a": "b"}}})
    assert found.pod("web", "dev")["volumes"][0] == {"name": "data", "emptyDir": {}}


@pytest.mark.parametrize(
    ("mounts", "volumes", "path"),
    [
        ({"/a": {"config": "nginx"}, "/b": {"volume": "config-nginx"}}, ["config-nginx"], "/b"),
        ({"/a": {"volume": "secret-tls"}, "/b": {"secret": "tls"}}, ["secret-tls"], "/b"),
        ({"/a": {"volume": "tmp"}}, ["tmp"], "/a"),
        (
            {path: {"config": "nginx", "items": {"a.conf": path[-1]}} for path in ("/etc/a.b", "/etc/a-b")},
            [],
            "/etc/a-b",
        ),
    ],
)
def test_two_volumes_of_one_name_are_refused(mounts: Any, volumes: list[str], path: str) -> None:
    made = {name: {"type": "emptyDir"} for name in volumes}
    with pytest.raises(InputError) as raised:
        one("web", {"mounts": mounts}, config=CONFIG, secrets=SECRETS, volumes=made)
    assert [problem.path for problem in raised.value.problems] == [f"components.web.mounts.{path}"]


def test_items_of_two_containers_at_one_path() -> None:
    mounts = [{"mounts": {"/m": {"config": "nginx", "items": {"a.conf": name}}}} for name in ("x", "z")]
    more = {**mounts[0], "sidecars": {"s": {"image": "a:1", **mounts[1]}}}
    volumes = one("web", more, config=CONFIG, security="none").pod("web")["volumes"]
    assert {item["name"]: item["configMap"]["items"][0]["path"] for item in volumes} == {
        "config-nginx-m": "x",
        "config-nginx-s-m": "z",
    }

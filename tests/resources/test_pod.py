from __future__ import annotations

from typing import Any

import pytest

from tests.resources.apps import BASIC, app, kubernetes, one

SIDECAR = {"sidecars": {"nginx": {"image": "a:1"}}}
INIT = {"initContainers": {"wait": {"image": "b:1", "command": ["true"]}}}


def containers(minor: int, more: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Names of the init containers (with how they restart) and of the containers."""
    pod = one("web", more, kubernetes(minor)).pod("web")
    inits = [f"{item['name']} {item.get('restartPolicy', '')}".strip() for item in pod.get("initContainers", [])]
    return inits, [item["name"] for item in pod["containers"]]


@pytest.mark.parametrize(
    ("minor", "more", "expected"),
    [
        (34, {}, ([], ["web"])),
        (28, SIDECAR, ([], ["web", "nginx"])),
        (29, SIDECAR, (["nginx Always"], ["web"])),
        (34, SIDECAR, (["nginx Always"], ["web"])),
        (28, {**SIDECAR, **INIT}, (["wait"], ["web", "nginx"])),
        (34, {**SIDECAR, **INIT}, (["wait", "nginx Always"], ["web"])),
    ],
)
def test_sidecars_are_native_from_1_29(minor: int, more: dict[str, Any], expected: Any) -> None:
    assert containers(minor, more) == expected


def test_sidecars_are_native_where_the_cluster_has_them() -> None:
    environments = {"old": {"cluster": kubernetes(28)}, "new": {"cluster": kubernetes(34)}}
    found = app({"web": {**BASIC["web"], **SIDECAR}}, environments)
    pods = [found.pod("web", name) for name in environments]
    assert [(len(pod.get("initContainers", [])), len(pod["containers"])) for pod in pods] == [(0, 2), (1, 1)]


def test_an_environment_has_no_sidecar() -> None:
    environments = {"dev": {"components": {"web": {"sidecars": {"nginx": None}}}}, "prod": {}}
    found = app({"web": {**BASIC["web"], **SIDECAR}}, environments)
    assert ["initContainers" in found.pod("web", name) for name in environments] == [False, True]


def test_only_an_environment_has_a_sidecar() -> None:
    found = app({"web": BASIC["web"]}, {"dev": {"components": {"web": SIDECAR}}, "prod": {}})
    assert ["initContainers" in found.pod("web", name) for name in ("dev", "prod")] == [True, False]


DIGEST = "sha256:" + "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("a.example.com/b:1.20", "a.example.com/b:1.20"),
        (f"a/b@{DIGEST}", f"a/b@{DIGEST}"),
        ({"repository": "a/b", "tag": "1"}, "a/b:1"),
        ({"repository": "a/b", "digest": DIGEST}, f"a/b@{DIGEST}"),
        ({"tag": "2"}, "registry.example.com/shop:2"),
        ({"digest": DIGEST}, f"registry.example.com/shop@{DIGEST}"),
        ({"repository": "localhost:5000/x"}, "localhost:5000/x:1.42.0"),
    ],
)
def test_image(image: Any, expected: str) -> None:
    assert one("web", {"image": image}).container("web")["image"] == expected


@pytest.mark.parametrize(("own", "expected"), [({"digest": DIGEST}, f"@{DIGEST}"), ({"tag": "main"}, ":main")])
def test_an_environment_has_a_digest_or_a_tag(own: dict[str, str], expected: str) -> None:
    found = app({"web": BASIC["web"]}, {"dev": {"image": own}, "prod": {}})
    images = [found.container("web", name)["image"] for name in ("dev", "prod")]
    assert images == [f"registry.example.com/shop{expected}", "registry.example.com/shop:1.42.0"]


def test_secrets_for_pulling() -> None:
    found = one("web", image={"repository": "a/b", "tag": "1", "pullSecrets": ["one", "two"]}).pod("web")
    assert found["imagePullSecrets"] == [{"name": "one"}, {"name": "two"}]


@pytest.mark.parametrize("inside", ["initContainers", "sidecars"])
def test_pull_secrets_of_all_containers_are_the_pods(inside: str) -> None:
    image = {"repository": "a/b", "tag": "1"}
    inner = {"c": {"image": {**image, "pullSecrets": ["two", "one"]}}, "d": {"image": {**image, "pullSecrets": ["x"]}}}
    found = one("web", {inside: inner}, image={**image, "pullSecrets": ["one"]}).pod("web")
    assert [item["name"] for item in found["imagePullSecrets"]] == ["one", "two", "x"]


@pytest.mark.parametrize(("image", "expected"), [({}, None), ({"pullPolicy": "Always"}, "Always")])
def test_pull_policy(image: dict[str, str], expected: str | None) -> None:
    assert one("web", {"image": image}).container("web").get("imagePullPolicy") == expected


FIELDS: dict[str, Any] = {
    "priorityClassName": "high",
    "runtimeClassName": "gvisor",
    "schedulerName": "own",
    "hostNetwork": True,
    "dnsPolicy": "None",
    "dnsConfig": {"nameservers": ["1.1.1.1"]},
    "hostAliases": [{"ip": "10.0.0.1", "hostnames": ["db"]}],
    "nodeSelector": {"disk": "ssd"},
    "tolerations": [{"key": "a", "operator": "Exists"}],
    "affinity": {"nodeAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": []}},
}


@pytest.mark.parametrize("kind", sorted(BASIC))
def test_fields_of_a_pod(kind: str) -> None:
    pod = one(kind, FIELDS).pod(kind)
    assert {key: pod.get(key) for key in FIELDS} == FIELDS


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_fields_that_nobody_wrote(field: str) -> None:
    assert field not in one("web").pod("web")


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_fields_that_only_an_environment_has(field: str) -> None:
    environments = {"dev": {"components": {"web": {field: FIELDS[field]}}}, "prod": {}}
    found = app({"web": BASIC["web"]}, environments)
    assert [found.pod("web", name).get(field) for name in environments] == [FIELDS[field], None]


CONTAINER: dict[str, Any] = {
    "command": ["/app/server", "--port=8080"],
    "args": ["", "yes", "1"],
    "workingDir": "/app",
    "resources": {"requests": {"cpu": "200m", "memory": "256Mi"}, "limits": {"memory": "512Mi"}},
}


@pytest.mark.parametrize("kind", sorted(BASIC))
def test_fields_of_a_container(kind: str) -> None:
    container = one(kind, CONTAINER).container(kind)
    assert {key: container.get(key) for key in CONTAINER} == CONTAINER


@pytest.mark.parametrize("inner", ["initContainers", "sidecars"])
def test_fields_of_another_container(inner: str) -> None:
    container = one("web", {inner: {"other": {"image": "a:1", **CONTAINER}}}).pod("web")["initContainers"][0]
    assert {key: container.get(key) for key in CONTAINER} == CONTAINER


@pytest.mark.parametrize("field", sorted(CONTAINER))
def test_fields_of_a_container_that_only_an_environment_has(field: str) -> None:
    environments = {"dev": {"components": {"web": {field: CONTAINER[field]}}}, "prod": {}}
    found = app({"web": BASIC["web"]}, environments)
    assert [found.container("web", name).get(field) for name in environments] == [CONTAINER[field], None]


@pytest.mark.parametrize("kind", sorted(BASIC))
def test_the_container_has_the_name_of_the_component(kind: str) -> None:
    assert one(kind).container(kind)["name"] == kind


def test_fields_of_a_stateful_set() -> None:
    more = {"podManagementPolicy": "Parallel", "persistentVolumeClaimRetentionPolicy": {"whenDeleted": "Delete"}}
    assert more.items() <= one("stateful", more).workload("stateful")["spec"].items()

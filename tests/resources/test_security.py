from __future__ import annotations

from typing import Any

import pytest

from tests.resources.apps import BASIC, one

SECCOMP = {"type": "RuntimeDefault"}
CONTAINER = {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}}
POD = {
    "runAsNonRoot": True,
    "runAsUser": 65532,
    "runAsGroup": 65532,
    "fsGroup": 65532,
    "fsGroupChangePolicy": "OnRootMismatch",
    "seccompProfile": SECCOMP,
}
TMP = {"name": "tmp", "mountPath": "/tmp"}  # noqa: S108 — a path in a container


@pytest.mark.parametrize("kind", sorted(BASIC))
def test_every_pod_is_restricted(kind: str) -> None:
    assert one(kind).pod(kind)["securityContext"] == POD


@pytest.mark.parametrize("kind", sorted(BASIC))
def test_every_container_is_restricted(kind: str) -> None:
    assert one(kind).container(kind)["securityContext"] == CONTAINER


@pytest.mark.parametrize("inner", ["initContainers", "sidecars"])
def test_every_other_container_is_restricted(inner: str) -> None:
    found = one("web", {inner: {"other": {"image": "a:1"}}}).pod("web")["initContainers"][0]
    assert (found["securityContext"], found["volumeMounts"]) == (CONTAINER, [TMP])


def test_platform_has_no_fixed_users() -> None:
    assert one("web", security="platform").pod("web")["securityContext"] == {
        "runAsNonRoot": True,
        "seccompProfile": SECCOMP,
    }


def test_platform_restricts_containers() -> None:
    assert one("web", security="platform").container("web")["securityContext"] == CONTAINER


@pytest.mark.parametrize("field", ["securityContext", "volumes"])
def test_none_says_nothing_of_the_pod(field: str) -> None:
    assert field not in one("web", security="none").pod("web")


@pytest.mark.parametrize("field", ["securityContext", "volumeMounts"])
def test_none_says_nothing_of_the_container(field: str) -> None:
    assert field not in one("web", security="none").container("web")


@pytest.mark.parametrize("security", ["restricted", "platform"])
def test_a_read_only_root_has_a_writable_tmp(security: str) -> None:
    found = one("web", security=security)
    assert (found.container("web")["volumeMounts"], found.pod("web")["volumes"]) == (
        [TMP],
        [{"name": "tmp", "emptyDir": {}}],
    )


def test_a_tmp_of_ones_own_replaces_it() -> None:
    more = {"mounts": {"/tmp": {"volume": "scratch"}}}  # noqa: S108
    found = one("web", more, volumes={"scratch": {"type": "emptyDir", "sizeLimit": "1Gi"}})
    assert [item["name"] for item in found.container("web")["volumeMounts"]] == ["scratch"]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ({"readOnlyRootFilesystem": False}, {**CONTAINER, "readOnlyRootFilesystem": False}),
        ({"capabilities": {"add": ["NET_BIND_SERVICE"]}}, {**CONTAINER, "capabilities": {"add": ["NET_BIND_SERVICE"]}}),
        ({"runAsUser": 0}, {**CONTAINER, "runAsUser": 0}),
    ],
)
def test_what_a_component_says_joins_the_profile(own: dict[str, Any], expected: dict[str, Any]) -> None:
    assert one("web", {"securityContext": own}).container("web")["securityContext"] == expected


def test_what_a_component_says_of_the_pod_joins_the_profile() -> None:
    found = one("web", {"podSecurityContext": {"fsGroup": 0}}).pod("web")["securityContext"]
    assert found == {**POD, "fsGroup": 0}


@pytest.mark.parametrize("kind", sorted(BASIC))
def test_no_pod_has_a_token(kind: str) -> None:
    assert one(kind).pod(kind)["automountServiceAccountToken"] is False


@pytest.mark.parametrize("kind", sorted(BASIC))
def test_no_pod_has_service_links(kind: str) -> None:
    assert one(kind).pod(kind)["enableServiceLinks"] is False


def test_service_links_where_they_are_wanted() -> None:
    assert one("web", {"enableServiceLinks": True}).pod("web")["enableServiceLinks"] is True

from __future__ import annotations

from typing import Any

import pytest

from tests.inject.workloads import DATA, Outcome, claim, served, service, workload

RESTRICTED = {"security": "restricted"}
SECCOMP = {"type": "RuntimeDefault"}
POD = {
    "runAsNonRoot": True,
    "runAsUser": 65532,
    "runAsGroup": 65532,
    "fsGroup": 65532,
    "fsGroupChangePolicy": "OnRootMismatch",
    "seccompProfile": SECCOMP,
}
CONTAINER = {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}}
TMP = {"name": "tmp", "mountPath": "/tmp"}  # noqa: S108 — a path in a container
INIT = {"name": "init", "image": "init:1"}


def test_nothing_without_being_asked() -> None:
    found = served()
    assert "securityContext" not in found.pod
    assert "securityContext" not in found.container
    assert "volumes" not in found.pod


def test_the_restricted_profile() -> None:
    found = served(RESTRICTED)
    assert found.pod["securityContext"] == POD
    assert found.container["securityContext"] == CONTAINER
    assert found.pod["volumes"] == [{"name": "tmp", "emptyDir": {}}]
    assert found.container["volumeMounts"] == [TMP]


def test_the_profile_of_a_platform_names_no_users() -> None:
    found = served({"security": "platform"})
    assert found.pod["securityContext"] == {"runAsNonRoot": True, "seccompProfile": SECCOMP}


def test_no_profile() -> None:
    assert served({"security": "none"}).objects == served().objects


def test_every_container_is_restricted() -> None:
    found = served(RESTRICTED, pod={"initContainers": [INIT]})
    assert found.pod["initContainers"] == [{**INIT, "securityContext": CONTAINER, "volumeMounts": [TMP]}]


@pytest.mark.parametrize("kind", ["Deployment", "StatefulSet", "DaemonSet"])
def test_every_kind_is_restricted(kind: str) -> None:
    assert Outcome([workload(kind), service()], RESTRICTED).pod["securityContext"] == POD


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"runAsUser": 1000}, {"runAsUser": 1000, "runAsNonRoot": True, "seccompProfile": SECCOMP}),
        ({"fsGroup": 2000}, {"fsGroup": 2000, "runAsNonRoot": True, "seccompProfile": SECCOMP}),
        ({"seccompProfile": {"type": "Unconfined"}}, {**POD, "seccompProfile": {"type": "Unconfined"}}),
        ({"supplementalGroups": [5]}, {**POD, "supplementalGroups": [5]}),
    ],
)
def test_what_the_pod_says_stays(written: Any, expected: Any) -> None:
    assert served(RESTRICTED, pod={"securityContext": written}).pod["securityContext"] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"readOnlyRootFilesystem": False}, {**CONTAINER, "readOnlyRootFilesystem": False}),
        ({"capabilities": {"drop": ["NET_RAW"]}}, {**CONTAINER, "capabilities": {"drop": ["NET_RAW"]}}),
        (
            {"capabilities": {"add": ["NET_BIND_SERVICE"]}},
            {**CONTAINER, "capabilities": {"add": ["NET_BIND_SERVICE"], "drop": ["ALL"]}},
        ),
        ({"runAsUser": 1000}, {**CONTAINER, "runAsUser": 1000}),
    ],
)
def test_what_a_container_says_stays(written: Any, expected: Any) -> None:
    assert served(RESTRICTED, container={"securityContext": written}).container["securityContext"] == expected


def test_a_container_that_names_a_user_keeps_the_pod_from_naming_one() -> None:
    found = served(RESTRICTED, container={"securityContext": {"runAsUser": 1000}})
    assert found.pod["securityContext"] == {"runAsNonRoot": True, "seccompProfile": SECCOMP}


def test_files_that_outlive_the_pods_keep_their_owner() -> None:
    found = Outcome([workload(pod=DATA), service(), claim()], RESTRICTED)
    assert found.pod["securityContext"] == {"runAsNonRoot": True, "seccompProfile": SECCOMP}


def test_claims_that_a_stateful_set_makes_keep_their_owner() -> None:
    template = {"metadata": {"name": "data"}, "spec": claim()["spec"]}
    found = Outcome([workload("StatefulSet", spec={"volumeClaimTemplates": [template]}), service()], RESTRICTED)
    assert found.pod["securityContext"] == {"runAsNonRoot": True, "seccompProfile": SECCOMP}


POWERS = {
    "privileged": ({"securityContext": {"privileged": True}}, "web is privileged"),
    "root": ({"securityContext": {"runAsUser": 0}}, "web says that it runs as root"),
    "perhaps root": ({"securityContext": {"runAsNonRoot": False}}, "web says that it runs as root"),
    "capabilities": ({"securityContext": {"capabilities": {"add": ["SYS_PTRACE"]}}}, "web is given SYS_PTRACE"),
    "a port of root": ({"ports": [{"name": "http", "containerPort": 80}]}, "web listens on port 80"),
}


@pytest.mark.parametrize(("container", "reason"), POWERS.values(), ids=POWERS)
def test_a_container_that_needs_power_is_left_alone(container: Any, reason: str) -> None:
    found = served(RESTRICTED, container=container)
    assert found.container.get("securityContext") == container.get("securityContext")
    assert "securityContext" not in found.pod
    assert all(reason in line for line in found.told("refused"))
    assert len(found.told("refused")) == 2


def test_others_beside_it_are_restricted() -> None:
    found = served(RESTRICTED, container={"securityContext": {"privileged": True}}, pod={"initContainers": [INIT]})
    assert found.pod["initContainers"][0]["securityContext"] == CONTAINER


@pytest.mark.parametrize(
    ("pod", "reason"),
    [
        ({"hostNetwork": True}, "hostNetwork is on"),
        ({"hostPID": True}, "hostPID is on"),
        ({"volumes": [{"name": "log", "hostPath": {"path": "/var/log"}}]}, "it mounts a folder of its node"),
        ({"securityContext": {"runAsUser": 0}}, "it says that it runs as root"),
    ],
)
def test_a_pod_that_needs_power_keeps_its_users(pod: Any, reason: str) -> None:
    found = served(RESTRICTED, pod=pod)
    assert found.pod.get("securityContext") == pod.get("securityContext")
    assert reason in found.note("spec.securityContext").reason
    assert found.container["securityContext"] == CONTAINER


def test_windows_is_left_alone() -> None:
    found = served(RESTRICTED, pod={"os": {"name": "windows"}})
    assert "securityContext" not in found.pod
    assert "securityContext" not in found.container


@pytest.mark.parametrize("path", ["/tmp", "/tmp/"])  # noqa: S108
def test_a_tmp_that_is_mounted_stays(path: str) -> None:
    mount, volume = {"name": "scratch", "mountPath": path}, {"name": "scratch", "emptyDir": {"sizeLimit": "1Gi"}}
    found = served(RESTRICTED, container={"volumeMounts": [mount]}, pod={"volumes": [volume]})
    assert (found.container["volumeMounts"], found.pod["volumes"]) == ([mount], [volume])


def test_a_root_that_can_be_written_to_needs_no_tmp() -> None:
    found = served(RESTRICTED, container={"securityContext": {"readOnlyRootFilesystem": False}})
    assert "volumeMounts" not in found.container


def test_a_read_only_root_that_is_written_has_a_tmp() -> None:
    found = served(RESTRICTED, container={"securityContext": {"readOnlyRootFilesystem": True}})
    assert found.container["volumeMounts"] == [TMP]


def test_the_volume_stands_beside_others_under_a_free_name() -> None:
    own = [{"name": "tmp", "configMap": {"name": "x"}}, {"name": "tmp-1", "emptyDir": {}}]
    mounts = [{"name": "tmp", "mountPath": "/etc/x"}]
    found = served(RESTRICTED, pod={"volumes": own}, container={"volumeMounts": mounts})
    assert found.pod["volumes"] == [*own, {"name": "tmp-2", "emptyDir": {}}]
    assert found.container["volumeMounts"] == [*mounts, {"name": "tmp-2", "mountPath": "/tmp"}]  # noqa: S108

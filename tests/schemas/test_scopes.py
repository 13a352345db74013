from __future__ import annotations

import json
from importlib.resources import files

import pytest

from generator.schemas import bundle
from generator.schemas.bundle import field, schema
from generator.schemas.enums import enums
from generator.schemas.scopes import is_cluster_scoped, pod_path, pod_spec_path


@pytest.mark.parametrize(
    ("api_version", "kind", "expected"),
    [
        ("v1", "Namespace", True),
        ("v1", "Pod", False),
        ("rbac.authorization.k8s.io/v1", "ClusterRole", True),
        ("rbac.authorization.k8s.io/v1beta1", "ClusterRole", True),
        ("rbac.authorization.k8s.io/v1", "Role", False),
        ("storage.k8s.io/v1", "CSIStorageCapacity", False),
        ("storage.k8s.io/v1", "StorageClass", True),
        ("policy/v1beta1", "PodSecurityPolicy", True),
        ("example.com/v1", "Namespace", False),
        ("", "", False),
    ],
)
def test_scopes(api_version: str, kind: str, *, expected: bool) -> None:
    assert is_cluster_scoped(api_version, kind) == expected


@pytest.mark.parametrize("minor", [bundle.versions()[0], bundle.versions()[-1]])
def test_pods_are_where_the_schemas_have_them(minor: int) -> None:
    pod = schema(minor, "v1", "Pod")
    assert pod is not None
    found = set()
    for kind in bundle.bundle().kinds(minor):
        api_version, name = kind.split(" ")
        path = pod_spec_path(name)
        root = schema(minor, api_version, name)
        assert root is not None
        if path is not None:
            found.add(name)
            assert field(root, path) is pod.properties["spec"]
    assert found == {
        "CronJob", "DaemonSet", "Deployment", "Job", "Pod", "PodTemplate", "ReplicaSet", "ReplicationController",
        "StatefulSet",
    }  # fmt: skip


def test_paths_of_pods() -> None:
    assert pod_path("Pod") == ()
    assert pod_path("CronJob") == ("spec", "jobTemplate", "spec", "template")
    assert pod_path("Deployment") == ("spec", "template")
    assert pod_path("Service") is None
    assert pod_path("Deployment.example.com") is None
    assert pod_spec_path("Service") is None


def test_closed_values_of_a_field() -> None:
    pod = schema(33, "v1", "Pod")
    claim = schema(33, "v1", "PersistentVolumeClaim")
    assert pod is not None
    assert claim is not None
    assert enums(pod.properties["spec"], "restartPolicy") == ("Always", "OnFailure", "Never")
    assert enums(pod.properties["spec"], "hostname") is None
    assert enums(pod.properties["spec"], "nonsense") is None
    assert enums(claim.properties["spec"], "accessModes") == (
        "ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod",
    )  # fmt: skip


def test_every_type_of_values_is_of_use() -> None:
    data = json.loads(files("generator.schemas").joinpath("enums.json").read_text())
    used = {name for fields in data["fields"].values() for name in fields.values()}
    assert used == set(data["types"])
    assert all(any(values) for values in data["types"].values())

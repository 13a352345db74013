"""The facts that the rules about pods share: paths of files, ports, percentages, handlers, the downward API."""

from __future__ import annotations

from typing import Any

import pytest

from generator.lint import file_paths, port_names
from generator.lint.downward import field_faults, resource_faults
from generator.lint.feature_fields import OF_CONTAINERS, OF_KINDS, OF_PODS, found
from generator.lint.handlers import HOOK_HANDLERS, PROBE_HANDLERS, faults
from generator.lint.security_contexts import id_faults, profile_faults
from generator.lint.volume_files import downward_faults, item_faults, mode_fault, path_fault
from generator.lint.volume_sources import CHECKS
from generator.objects import int_or_percent
from generator.schemas.bundle import schema, versions
from generator.schemas.schema import field


@pytest.mark.parametrize(
    ("path", "climbs", "absolute", "reserved"),
    [
        ("a/b", False, False, False),
        ("a..b/..c", False, False, False),
        ("..a", False, False, True),
        ("/a", False, True, True),
        ("a/../b", True, True, True),
        ("..", True, True, True),
    ],
)
def test_paths(path: str, climbs: bool, absolute: bool, reserved: bool) -> None:
    said = (file_paths.without_backsteps(path), file_paths.descending(path), file_paths.unreserved(path))
    assert tuple(map(bool, said)) == (climbs, absolute, reserved)


@pytest.mark.parametrize(("port", "wrong"), [(80, False), (0, True), (65536, True), ("http", False), ("80", True)])
def test_ports(port: Any, wrong: bool) -> None:
    assert bool(port_names.fault(port)) is wrong


@pytest.mark.parametrize(
    ("value", "wrong", "zero"),
    [
        (0, False, True),
        (1, False, False),
        (-1, True, False),
        ("25%", False, False),
        ("00%", False, True),
        ("150%", True, False),
        ("1", True, True),
        ("a%", True, True),
        ("%", True, True),
    ],
)
def test_int_or_percent(value: Any, wrong: bool, zero: bool) -> None:
    assert (bool(int_or_percent.fault(value, 100)), int_or_percent.is_zero(value)) == (wrong, zero)


@pytest.mark.parametrize(
    ("owner", "paths"),
    [
        ({}, [("probe",)]),
        ({"exec": {"command": ["a"]}}, []),
        ({"exec": {}}, [("probe", "exec")]),
        ({"httpGet": {"port": 80}, "grpc": {"port": 1}}, [("probe", "grpc")]),
        ({"tcpSocket": {"port": 0}}, [("probe", "tcpSocket", "port")]),
    ],
)
def test_handlers(owner: dict[str, Any], paths: list[Any]) -> None:
    assert [one.path for one in faults(owner, ("probe",), PROBE_HANDLERS)] == paths


def test_a_hook_may_sleep() -> None:
    assert not list(faults({"sleep": {"seconds": 5}}, ("preStop",), HOOK_HANDLERS))


@pytest.mark.parametrize(
    ("path", "minor", "of_pod", "wrong"),
    [
        ("metadata.name", 25, False, False),
        ("spec.nodeName", 37, True, False),
        ("spec.nodeName", 37, False, True),
        ("status.hostIPs", 29, True, False),
        ("status.hostIPs", 28, True, True),
        ("metadata.labels", 37, False, False),
        ("metadata.labels", 37, True, True),
        ("metadata.labels['app']", 37, True, False),
        ("metadata.annotations['Example.com/A']", 37, True, False),
        ("metadata.name['app']", 37, True, True),
    ],
)
def test_fields(path: str, minor: int, of_pod: bool, wrong: bool) -> None:
    assert bool(list(field_faults({"fieldPath": path}, (), minor, of_pod=of_pod))) is wrong


@pytest.mark.parametrize(
    ("ref", "wrong"),
    [
        ({"resource": "limits.cpu", "divisor": "1m"}, False),
        ({"resource": "limits.cpu", "divisor": "0"}, False),
        ({"resource": "limits.cpu", "divisor": "10m"}, True),
        ({"resource": "requests.memory", "divisor": "1Mi"}, False),
        ({"resource": "requests.memory", "divisor": "3Mi"}, True),
        ({"resource": "requests.hugepages-2Mi"}, False),
        ({"resource": "cpu"}, True),
        ({"resource": "limits.cpu", "divisor": "x"}, True),
    ],
)
def test_resources(ref: dict[str, Any], wrong: bool) -> None:
    assert bool(list(resource_faults(ref, ()))) is wrong


def test_security_contexts() -> None:
    assert [one.path for one in id_faults({"runAsUser": -1, "runAsGroup": 0}, (), ("runAsUser", "runAsGroup"))] == [
        ("runAsUser",)
    ]
    armor = {"appArmorProfile": {"type": "Localhost", "localhostProfile": " a"}}
    assert len(list(profile_faults(armor, (), 30))) == 1
    assert not list(profile_faults(armor, (), 29))


def test_files_of_volumes() -> None:
    assert [one.cure for one in mode_fault({"mode": 644}, (), "mode")] == ["write 0644"]
    assert [one.path for one in path_fault({"path": ""}, ())] == [("path",)]
    assert not list(item_faults({"items": [{"key": "a", "path": "b", "mode": 0o777}]}, ()))
    assert [one.path for one in downward_faults({"items": [{"path": "a"}]}, (), 37)] == [("items", 0)]


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("iscsi", {"targetPortal": "a", "iqn": "iqn.2001-04.com.example:disk", "lun": 0}),
        ("fc", {"wwids": ["a"]}),
        ("azureDisk", {"diskName": "a", "diskURI": "/subscriptions/a", "kind": "Managed"}),
        ("gcePersistentDisk", {"pdName": "a", "partition": 1}),
        ("flexVolume", {"driver": "a/b", "options": {"example.com/x": "y"}}),
        ("gitRepo", {"repository": "a"}),
    ],
)
def test_sources_that_are_right_and_empty_ones(kind: str, source: dict[str, Any]) -> None:
    assert not list(CHECKS[kind](source, ()))
    emptied = {key: "" if isinstance(value, str) else value for key, value in source.items()}
    assert kind == "fc" or list(CHECKS[kind](emptied, ()))


def test_a_field_is_found_below_lists() -> None:
    value = {"volumes": [{"a": 1}, {"image": {}}, {"image": None}]}
    assert list(found(value, ("volumes", "*", "image"))) == [("volumes", 1, "image")]


def test_every_field_with_a_gate_is_in_a_schema() -> None:
    newest = versions()[-1]
    pod = schema(newest, "v1", "Pod")
    apis = {"Job": "batch/v1", "StatefulSet": "apps/v1"}
    assert pod is not None
    for table, start in ((OF_PODS, ("spec",)), (OF_CONTAINERS, ("spec", "containers", 0))):
        for name in table:
            steps = tuple(0 if step == "*" else step for step in name.split("."))
            assert field(pod, start + steps) is not None, name
    for kind, api in apis.items():
        whole = schema(newest, api, kind)
        assert whole is not None
        for name in OF_KINDS[kind]:
            assert field(whole, tuple(name.split("."))) is not None, name

"""What a rolling update takes away, and where requests go."""

from __future__ import annotations

from typing import Any

import pytest

from generator.objects.rollouts import bound, fewest, has_single_mount, is_selected, is_served, servers, unavailable
from tests.lint.scopes import scope_of

HTTP = {"name": "http", "containerPort": 8080}
METRICS = {"name": "metrics", "containerPort": 9090}


def container(name: str = "web", *ports: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "image": f"{name}:1", "ports": list(ports)}


def deployment(*containers: dict[str, Any], volumes: list[Any] | None = None, **spec: Any) -> dict[str, Any]:
    pod = {"containers": list(containers) or [container()], "volumes": volumes or []}
    template = {"metadata": {"labels": {"app": "web"}}, "spec": pod}
    metadata = {"name": "web", "namespace": "shop"}
    return {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": metadata, "spec": {**spec, "template": template}}


def service(*ports: dict[str, Any], **spec: Any) -> dict[str, Any]:
    spec = {"selector": {"app": "web"}, "ports": list(ports), **spec}
    return {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web", "namespace": "shop"}, "spec": spec}


def scaler(**spec: Any) -> dict[str, Any]:
    target = {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"}
    metadata = {"name": "web", "namespace": "shop"}
    spec = {"scaleTargetRef": target, "maxReplicas": 9, **spec}
    return {"apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "metadata": metadata, "spec": spec}


def claim(*modes: str) -> dict[str, Any]:
    metadata = {"name": "data", "namespace": "shop"}
    return {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": metadata, "spec": {"accessModes": modes}}


@pytest.mark.parametrize(
    ("value", "replicas", "up", "down"),
    [(2, 10, 2, 2), ("25%", 3, 1, 0), ("25%", 4, 1, 1), ("100%", 5, 5, 5), ("0%", 5, 0, 0), ("many", 5, 0, 0)],
)
def test_a_bound_is_rounded(value: Any, replicas: int, up: int, down: int) -> None:
    assert (bound(value, replicas, up=True), bound(value, replicas, up=False)) == (up, down)


@pytest.mark.parametrize(
    ("rolling", "replicas", "lost"),
    [
        ({}, 1, 0),
        ({}, 3, 0),
        ({}, 4, 1),
        ({}, 10, 2),
        ({"maxUnavailable": 0}, 10, 0),
        ({"maxUnavailable": "50%"}, 5, 2),
        ({"maxSurge": 0}, 3, 1),
        ({"maxSurge": 0, "maxUnavailable": 0}, 3, 1),
        ({"maxSurge": "0%", "maxUnavailable": "10%"}, 9, 1),
    ],
)
def test_the_pods_that_an_update_takes_away(rolling: dict[str, Any], replicas: int, lost: int) -> None:
    workload = scope_of(deployment(strategy={"rollingUpdate": rolling})).resources[0]
    assert unavailable(workload, replicas) == lost


@pytest.mark.parametrize(
    ("objects", "least"),
    [
        ([deployment()], 1),
        ([deployment(replicas=3)], 3),
        ([deployment(replicas=0)], 0),
        ([deployment(), scaler(minReplicas=4)], 4),
        ([deployment(replicas=6), scaler()], 1),
    ],
)
def test_the_fewest_replicas(objects: list[dict[str, Any]], least: int) -> None:
    scope = scope_of(*objects)
    assert fewest(scope.resources[0], scope) == least


@pytest.mark.parametrize(
    ("objects", "whole", "selected", "served"),
    [
        ([deployment(container("web", HTTP))], False, False, True),
        ([deployment(container("web", HTTP))], True, False, False),
        ([deployment(container("web", METRICS))], False, False, False),
        ([deployment(container("web", HTTP)), service({"port": 80})], False, True, True),
        ([deployment(), service()], True, True, True),
        ([deployment(container("web", HTTP)), service({"port": 80}, selector={"app": "api"})], False, False, False),
        ([deployment(), service({"name": "http-metrics", "port": 9090})], True, False, False),
        ([deployment(), service({"port": 80, "targetPort": "metrics"})], True, False, False),
        ([deployment(), service({"port": 80}, type="ExternalName")], True, False, False),
    ],
)
def test_whether_requests_come(
    objects: list[dict[str, Any]],
    whole: bool,
    selected: bool,
    served: bool,
) -> None:
    scope = scope_of(*objects, whole=whole)
    pod = scope.pods[0]
    assert (is_selected(pod, scope), is_served(pod, scope)) == (selected, served)


@pytest.mark.parametrize(
    ("containers", "ports", "names"),
    [
        ([container("web", HTTP), container("exporter", METRICS)], [{"port": 80, "targetPort": 8080}], ["web"]),
        ([container("web", HTTP), container("proxy", {"containerPort": 80})], [{"port": 80}], ["proxy"]),
        ([container("web", HTTP), container("proxy", METRICS)], [{"port": 80}], ["web"]),
        ([container("web")], [{"port": 80}], ["web"]),
        ([container("web"), container("proxy")], [{"port": 80}], []),
    ],
)
def test_the_containers_that_requests_come_to(
    containers: list[dict[str, Any]], ports: list[dict[str, Any]], names: list[str]
) -> None:
    scope = scope_of(deployment(*containers), service(*ports))
    assert [one.name for one in servers(scope.pods[0], scope)] == names


CLAIMED = [{"name": "data", "persistentVolumeClaim": {"claimName": "data"}}]


@pytest.mark.parametrize(
    ("volumes", "claims", "single"),
    [
        ([], [], False),
        ([{"name": "tmp", "emptyDir": {}}], [], False),
        ([{"name": "data", "gcePersistentDisk": {"pdName": "data"}}], [], True),
        (CLAIMED, [], True),
        (CLAIMED, [claim("ReadWriteOnce")], True),
        (CLAIMED, [claim("ReadWriteOnce", "ReadWriteMany")], False),
        (CLAIMED, [claim("ReadOnlyMany")], False),
    ],
)
def test_a_disk_for_one_node(volumes: list[Any], claims: list[dict[str, Any]], single: bool) -> None:
    scope = scope_of(deployment(volumes=volumes), *claims)
    assert has_single_mount(scope.pods[0], scope) is single

"""Pods that end: in their time, in their grace period, and no faster than a disruption budget lets them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.cluster.live import Recorder, annotated, deployment, until

if TYPE_CHECKING:
    from tests.cluster.live import Live

pytestmark = [pytest.mark.cluster, pytest.mark.xdist_group("cluster")]


def seconds_to_end(live: Live, container: dict[str, Any], told: dict[str, str], grace: int) -> float:
    metadata = {"name": "one", "annotations": told}
    spec = {"containers": [{"name": "web", "image": "web:1", **container}], "terminationGracePeriodSeconds": grace}
    live.create({"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec})
    until(lambda: live.get("Pod", "one")["status"]["phase"] == "Running")
    started = time.monotonic()
    live.api.request("DELETE", live.path("Pod", "one"))
    until(lambda: live.api.request("GET", live.path("Pod", "one")).status == 404)
    return time.monotonic() - started


def test_a_pod_takes_the_time_of_its_hook_and_of_its_containers(live: Live) -> None:
    hook = {"lifecycle": {"preStop": {"sleep": {"seconds": 1}}}}
    assert 1.5 <= seconds_to_end(live, hook, annotated(stop_after="500ms"), 30) < 10


def test_a_hook_that_is_a_command_counts_too(live: Live) -> None:
    hook = {"lifecycle": {"preStop": {"exec": {"command": ["/bin/sh", "-c", "sleep 1"]}}}}
    assert 1 <= seconds_to_end(live, hook, {}, 30) < 10


def test_no_pod_outlives_its_grace_period(live: Live) -> None:
    hook = {"lifecycle": {"preStop": {"sleep": {"seconds": 1}}}}
    assert 2 <= seconds_to_end(live, hook, annotated(stop_after="1m"), 2) < 10


def test_asked_again_a_pod_ends_sooner(live: Live) -> None:
    metadata = {"name": "one", "annotations": annotated(stop_after="20s")}
    spec = {"containers": [{"name": "web", "image": "web:1"}]}
    live.create({"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec})
    until(lambda: live.get("Pod", "one")["status"]["phase"] == "Running")
    live.api.request("DELETE", live.path("Pod", "one"))
    live.api.request("DELETE", live.path("Pod", "one"), {"gracePeriodSeconds": 1})
    assert until(lambda: live.api.request("GET", live.path("Pod", "one")).status == 404) < 10


def budget(least: int) -> dict[str, Any]:
    spec = {"minAvailable": least, "selector": {"matchLabels": {"app": "web"}}}
    return {"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": {"name": "web"}, "spec": spec}


def allowed(live: Live) -> Any:
    return live.get("PodDisruptionBudget", "web")["status"].get("disruptionsAllowed")


def evict(live: Live, pod: dict[str, Any]) -> int:
    name = pod["metadata"]["name"]
    eviction = {"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": name, "namespace": live.namespace}}
    return live.api.request("POST", f"{live.path('Pod', name)}/eviction", eviction).status


def test_an_eviction_that_the_budget_does_not_allow_is_refused(live: Live) -> None:
    live.create(deployment("web", 3, told=annotated(ready_after="1s")))
    live.create(budget(2))
    live.roll_out("web")
    until(lambda: allowed(live) == 1)
    first, second, _ = live.pods()
    assert evict(live, first) == 201
    assert evict(live, second) == 429
    until(lambda: allowed(live) == 1)
    assert evict(live, second) == 201


def test_a_drain_waits_for_the_budget(live: Live) -> None:
    # All pods on one node at first, so that the drain has to move each of them.
    live.create(deployment("web", 3, told=annotated(ready_after="1s"), pod={"nodeSelector": {"test": live.namespace}}))
    live.create(budget(2))
    assert live.kubectl("label", "node", "node-1", f"test={live.namespace}").returncode == 0
    live.roll_out("web")
    until(lambda: allowed(live) == 1)
    assert live.kubectl("label", "node", "node-2", f"test={live.namespace}").returncode == 0
    started = time.monotonic()
    with Recorder(live) as recorder:
        done = live.kubectl("drain", "node-1", "--ignore-daemonsets", "--timeout=60s", "--pod-selector=app=web")
        live.kubectl("uncordon", "node-1")
        live.roll_out("web")
    assert done.returncode == 0, done.stderr
    assert {pod["spec"]["nodeName"] for pod in live.pods()} == {"node-2"}
    assert recorder.least_ready == 2
    assert time.monotonic() - started > 2

"""Rollouts by the real controllers: they get ready, keep what is promised, and stop at what is bad."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.cluster.live import Recorder, annotated, deployment, is_ready, until

if TYPE_CHECKING:
    from tests.cluster.live import Live

pytestmark = [pytest.mark.cluster, pytest.mark.xdist_group("cluster")]

KEEPS_ALL = {"rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0}}
NEW_IMAGE = {"spec": {"template": {"spec": {"containers": [{"name": "web", "image": "web:2"}]}}}}


def with_image(image: str) -> dict[str, Any]:
    return {"spec": {"template": {"spec": {"containers": [{"name": "web", "image": image}]}}}}


def condition(value: dict[str, Any], kind: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = [one for one in value["status"].get("conditions", ()) if one["type"] == kind]
    return found[0] if found else {}


def reasons(live: Live) -> list[str]:
    """Why the pods that are not ready wait, "" where one does not."""
    states = [container(pod).get("state", {}) for pod in live.pods() if not is_ready(pod)]
    return [state.get("waiting", {}).get("reason", "") for state in states]


def container(pod: dict[str, Any]) -> dict[str, Any]:
    """The status of a pod's first container, {} where it has none yet."""
    found: list[dict[str, Any]] = pod["status"].get("containerStatuses") or [{}]
    return found[0]


def events(live: Live, reason: str) -> list[dict[str, Any]]:
    found = json.loads(live.kubectl("get", "events", "-o", "json").stdout)["items"]
    return [event for event in found if event["reason"] == reason]


def test_a_deployment_becomes_ready_on_several_nodes(live: Live) -> None:
    live.create(deployment("web", 3))
    live.roll_out("web")
    pods = live.pods()
    assert len({pod["spec"]["nodeName"] for pod in pods}) == 3
    assert len({pod["status"]["podIP"] for pod in pods}) == 3
    assert all(map(is_ready, pods))


def test_ready_after_and_the_delay_of_the_probe_are_waited_for(live: Live) -> None:
    probe = {"httpGet": {"port": 80}, "initialDelaySeconds": 2}
    pod = {"containers": [{"name": "web", "image": "web:1", "readinessProbe": probe}]}
    started = time.monotonic()
    live.create(deployment("probed", 1, pod=pod))
    live.create(deployment("slow", 1, told=annotated(ready_after="1s")))
    until(lambda: live.get("Deployment", "slow")["status"].get("readyReplicas") == 1)
    assert time.monotonic() - started >= 1
    until(lambda: live.get("Deployment", "probed")["status"].get("readyReplicas") == 1)
    assert 2 <= time.monotonic() - started < 10


def test_an_update_keeps_all_pods_available(live: Live) -> None:
    live.create(deployment("web", 3, told=annotated(ready_after="300ms", stop_after="500ms"), strategy=KEEPS_ALL))
    live.roll_out("web")
    with Recorder(live) as recorder:
        assert live.patch("Deployment", "web", NEW_IMAGE).status == 200
        live.roll_out("web")
    assert {pod["spec"]["containers"][0]["image"] for pod in live.pods() if is_ready(pod)} >= {"web:2"}
    assert (recorder.least_ready, recorder.most_pods) == (3, 4)


def test_an_update_that_may_lose_a_pod_loses_one(live: Live) -> None:
    strategy = {"rollingUpdate": {"maxSurge": 0, "maxUnavailable": 1}}
    live.create(deployment("web", 3, told=annotated(ready_after="300ms"), strategy=strategy))
    live.roll_out("web")
    with Recorder(live) as recorder:
        assert live.patch("Deployment", "web", NEW_IMAGE).status == 200
        live.roll_out("web")
    assert (recorder.least_ready, recorder.most_pods) == (2, 3)


@pytest.mark.parametrize(
    ("image", "reason"), [("web:fail-image", "ImagePullBackOff"), ("web:fail-crash", "CrashLoopBackOff")]
)
def test_a_bad_image_never_gets_ready(live: Live, image: str, reason: str) -> None:
    probed = {"containers": [{"name": "web", "image": "web:1", "readinessProbe": {"tcpSocket": {"port": 80}}}]}
    live.create(deployment("web", 3, strategy=KEEPS_ALL, progressDeadlineSeconds=2, pod=probed))
    live.roll_out("web")
    with Recorder(live) as recorder:
        assert live.patch("Deployment", "web", with_image(image)).status == 200
        done = live.kubectl("rollout", "status", "deployment/web", "--timeout=30s")
    assert done.returncode == 1
    assert "exceeded its progress deadline" in done.stderr
    assert condition(live.get("Deployment", "web"), "Progressing")["reason"] == "ProgressDeadlineExceeded"
    assert recorder.least_ready == 3
    until(lambda: reasons(live) == [reason])


def test_a_failing_readiness_probe_is_told_by_an_event(live: Live) -> None:
    live.create(deployment("web", 1, told=annotated(fail="readiness"), progressDeadlineSeconds=1))
    until(lambda: condition(live.get("Deployment", "web"), "Progressing").get("status") == "False")
    until(lambda: events(live, "Unhealthy"))
    assert container(live.pods()[0])["state"].keys() == {"running"}


def test_what_crashed_can_be_read(live: Live) -> None:
    told = annotated(fail="crash", crash_after="10ms", restart_after="10ms", log="cannot reach the database")
    live.create(deployment("web", 1, told=told))
    until(lambda: [pod for pod in live.pods() if container(pod).get("restartCount", 0) > 1])
    done = live.kubectl("logs", "deployment/web", "--previous")
    assert done.stdout == "cannot reach the database\nfatal: exiting with 1\n"


def test_a_stateful_set_gets_its_volumes(live: Live) -> None:
    value = deployment("db", 2)
    claim = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}
    value["spec"] |= {"serviceName": "db", "volumeClaimTemplates": [{"metadata": {"name": "data"}, "spec": claim}]}
    live.create({**value, "kind": "StatefulSet"})
    until(lambda: live.get("StatefulSet", "db")["status"].get("readyReplicas") == 2)
    assert live.get("PersistentVolumeClaim", "data-db-1")["status"]["phase"] == "Bound"


def test_a_job_ends_well_or_badly(live: Live) -> None:
    for name, told in {"good": {}, "bad": annotated(fail="crash", crash_after="10ms")}.items():
        pod = {"restartPolicy": "Never", "containers": [{"name": "job", "image": "job:1"}]}
        spec = {"backoffLimit": 0, "template": {"metadata": {"annotations": told}, "spec": pod}}
        live.create({"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": name}, "spec": spec})
    until(lambda: condition(live.get("Job", "good"), "Complete").get("status") == "True")
    until(lambda: condition(live.get("Job", "bad"), "Failed").get("status") == "True")


def test_a_service_has_addresses(live: Live) -> None:
    live.create(deployment("web", 2))
    spec = {"type": "LoadBalancer", "selector": {"app": "web"}, "ports": [{"port": 80}]}
    live.create({"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"}, "spec": spec})
    live.roll_out("web")
    until(lambda: live.get("Service", "web")["status"]["loadBalancer"].get("ingress"))

    def ready_addresses() -> int:
        slices = live.api.request("GET", live.path("EndpointSlice")).body["items"]
        return sum(one["conditions"]["ready"] for found in slices for one in found.get("endpoints") or ())

    until(lambda: ready_addresses() == 2)

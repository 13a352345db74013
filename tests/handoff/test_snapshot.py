"""What the cluster's objects say of a rollout."""

from __future__ import annotations

from typing import Any

import pytest

from generator.handoff.phases import phases
from generator.handoff.revision import Revision, last_good
from generator.handoff.rollout import workloads
from generator.handoff.snapshot import snapshot_of

LABELS = {"app": "web"}


def deployment(**status: Any) -> dict[str, Any]:
    whole = {"observedGeneration": 2, "replicas": 2, "updatedReplicas": 2, "readyReplicas": 2, "availableReplicas": 2}
    return {
        "kind": "Deployment",
        "metadata": {"name": "web", "generation": 2},
        "spec": {"replicas": 2, "selector": {"matchLabels": LABELS}},
        "status": {**whole, **status},
    }


def pod(name: str = "web-1", **status: Any) -> dict[str, Any]:
    owner = {"kind": "ReplicaSet", "name": "web-abc"}
    metadata = {"name": name, "labels": LABELS, "ownerReferences": [owner]}
    return {"kind": "Pod", "metadata": metadata, "status": {"phase": "Pending", **status}}


def waiting(reason: str, message: str = "") -> dict[str, Any]:
    return {
        "containerStatuses": [
            {"name": "web", "restartCount": 2, "state": {"waiting": {"reason": reason, "message": message}}}
        ]
    }


def test_a_rollout_that_is_over() -> None:
    (one,) = snapshot_of([deployment()]).workloads
    assert (one.is_done, one.failed, one.wanted, one.available) == (True, "", 2, 2)


@pytest.mark.parametrize(
    "status",
    [{"observedGeneration": 1}, {"updatedReplicas": 1}, {"availableReplicas": 1}, {"replicas": 3}],
    ids=["not seen", "old pods", "not available", "old pods ending"],
)
def test_a_rollout_that_goes_on(status: dict[str, Any]) -> None:
    assert not snapshot_of([deployment(**status)]).is_done


def test_a_deadline_that_has_passed_is_a_failure_of_what_was_seen() -> None:
    late = {"type": "Progressing", "status": "False", "reason": "ProgressDeadlineExceeded", "message": "timed out"}
    (one,) = snapshot_of([deployment(conditions=[late])]).workloads
    assert (one.is_done, one.failed) == (False, "timed out")
    (one,) = snapshot_of([deployment(conditions=[late], observedGeneration=1)]).workloads
    assert one.failed == ""  # it is about the description before


def test_why_a_pod_is_not_ready() -> None:
    found = snapshot_of([deployment(), pod(**waiting("ImagePullBackOff", "no such image"))]).workloads[0].pods[0]
    assert (found.reason, found.message, found.restarts) == ("ImagePullBackOff", "no such image", 2)
    unscheduled: dict[str, Any] = {
        "conditions": [{"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "cpu"}]
    }
    assert snapshot_of([deployment(), pod(**unscheduled)]).workloads[0].pods[0].message == "cpu"
    crashed: dict[str, Any] = {"name": "web", "restartCount": 1, "state": {"running": {}}}
    crashed["lastState"] = {"terminated": {"reason": "OOMKilled", "exitCode": 137}}
    found = snapshot_of([deployment(), pod(phase="Running", containerStatuses=[crashed])]).workloads[0].pods[0]
    assert (found.reason, found.message) == ("OOMKilled", "exit code 137 before its last restart")
    ready: dict[str, Any] = {"phase": "Running", "conditions": [{"type": "Ready", "status": "True"}]}
    assert snapshot_of([deployment(), pod(**ready)]).workloads[0].pods[0].reason == ""


def test_pods_of_nobody_are_those_of_hooks_and_tests() -> None:
    alone = {"kind": "Pod", "metadata": {"name": "test"}, "status": {"phase": "Failed", "reason": "Evicted"}}
    now = snapshot_of([deployment(), alone])
    assert [one.name for one in now.pods] == ["test"]
    assert now.workloads[0].pods == ()


def test_jobs_and_their_ends() -> None:
    job = {
        "kind": "Job",
        "metadata": {"name": "a"},
        "spec": {},
        "status": {"conditions": [{"type": "Complete", "status": "True"}]},
    }
    (one,) = snapshot_of([job]).workloads
    assert (one.is_done, one.updated) == (True, 1)
    bad = {"type": "Failed", "status": "True", "reason": "BackoffLimitExceeded", "message": "too often"}
    (one,) = snapshot_of([{**job, "status": {"conditions": [bad]}}]).workloads
    assert (one.is_done, one.failed) == (False, "BackoffLimitExceeded: too often")


def test_stateful_sets_and_daemon_sets() -> None:
    status = {"observedGeneration": 1, "replicas": 3, "readyReplicas": 3, "availableReplicas": 3, "updatedReplicas": 1}
    revisions = {"currentRevision": "a", "updateRevision": "b"}
    value = {"kind": "StatefulSet", "metadata": {"name": "db", "generation": 1}, "spec": {"replicas": 3}}
    assert not snapshot_of([{**value, "status": {**status, **revisions}}]).is_done
    assert snapshot_of([{**value, "status": {**status, "currentRevision": "b", "updateRevision": "b"}}]).is_done
    held = {**value, "spec": {"replicas": 3, "updateStrategy": {"rollingUpdate": {"partition": 2}}}}
    assert snapshot_of([{**held, "status": {**status, **revisions}}]).is_done
    keys = ("desiredNumberScheduled", "updatedNumberScheduled", "numberReady", "numberAvailable")
    daemon = {"kind": "DaemonSet", "metadata": {"name": "agent", "generation": 1}, "status": {"observedGeneration": 1}}
    daemon["status"] |= dict.fromkeys(keys, 3)  # type: ignore[operator]
    assert snapshot_of([daemon]).is_done


def revision(number: int, status: str) -> Revision:
    return Revision(number, status, "", "", "", "helm")


def test_what_to_go_back_to() -> None:
    found = [revision(1, "superseded"), revision(2, "deployed"), revision(3, "superseded"), revision(4, "failed")]
    assert last_good(found) == found[1]
    assert last_good(found, 2) == found[0]
    assert last_good([revision(1, "failed"), revision(2, "pending-upgrade")]) is None
    assert revision(1, "pending-install").is_pending
    failed = revision(1, "superseded")._replace(description='Release "shop" failed: context deadline exceeded')
    assert not failed.was_good  # helm calls it superseded once the next one succeeds


def test_definitions_come_first_and_phases_are_apart() -> None:
    def of(kind: str, phase: str = "") -> dict[str, Any]:
        return {
            "kind": kind,
            "metadata": {"name": "x", "annotations": {"fairlead.dev/phase": phase} if phase else None},
        }

    given = [
        of("Widget"),
        of("Deployment"),
        of("Job", "post-deploy"),
        of("Job", "pre-deploy"),
        of("ConfigMap", "pre-deploy"),
    ]
    found = phases([*given, of("CustomResourceDefinition"), of("ConfigMap")])
    assert [[one["kind"] for one in part] for part in found] == [
        ["CustomResourceDefinition"],
        ["ConfigMap", "Job"],
        ["ConfigMap", "Deployment", "Widget"],
        ["Job"],
    ]


def test_what_waits_for_a_person_has_no_rollout_to_wait_for() -> None:
    def of(kind: str, **spec: Any) -> dict[str, Any]:
        return {"kind": kind, "metadata": {"name": "x"}, "spec": spec}

    given = [of("Deployment"), of("Deployment", paused=True), of("StatefulSet", updateStrategy={"type": "OnDelete"})]
    assert workloads([*given, of("Job"), of("DaemonSet")]) == ["deployment/x", "daemonset/x"]

from __future__ import annotations

from typing import Any

import pytest

from tests.inject.workloads import Outcome, service, workload

REASONS = {
    "no name": (workload(metadata={"name": None}), "it has no name"),
    "a name that is made": (workload(metadata={"name": "", "generateName": "web-"}), "it has no name"),
    "no selector": (workload(spec={"selector": None}), "selector"),
    "a field that is not there": (workload(spec={"replica": 2}), "replica"),
    "a value of the wrong type": (workload(spec={"replicas": "two"}), "replicas"),
    "a kind of long ago": (
        workload(api_version="extensions/v1beta1"),
        "has no Deployment of extensions/v1beta1: write apps/v1",
    ),
    "a kind of a beta": (workload(api_version="apps/v1beta2"), "has no Deployment of apps/v1beta2: write apps/v1"),
    "an empty selector": (workload(spec={"selector": {}}), "it has no selector"),
    "a selector that takes other pods": (
        workload(spec={"selector": {"matchLabels": {"app": "other"}}}),
        "its selector does not take its own pods",
    ),
    "an owner": (
        workload(metadata={"ownerReferences": [{"apiVersion": "v1", "kind": "Shop", "name": "s", "uid": "1"}]}),
        "it belongs to Shop s, which would undo every change",
    ),
    "a name to be filled in": (workload(metadata={"name": "{{ name }}"}), "it is to be filled in yet"),
    "an image to be filled in": (workload(container={"image": "web:{{ version }}"}), "it is to be filled in yet"),
}


@pytest.mark.parametrize(("one", "reason"), REASONS.values(), ids=REASONS)
def test_an_object_with_a_problem_is_left_alone_and_told(one: Any, reason: str) -> None:
    found = Outcome([one, service()])
    assert found.objects == [one, service()]
    (note,) = found.notes
    assert (note.action, note.path) == ("refused", ())
    assert reason in note.reason


def test_what_no_version_that_is_asked_for_takes_is_left_alone() -> None:
    volume = {"name": "model", "image": {"reference": "registry.example.com/model:1"}}
    found = Outcome([workload(pod={"volumes": [volume]}), service()], minors=(27,))
    assert found.notes[0].reason.startswith("Kubernetes 1.27 refuses it: ")


def test_what_would_be_invalid_is_not_put_in() -> None:
    found = Outcome([workload(), service()], {"readiness": {"httpGet": {"path": "/readyz", "paht": "/"}}})
    assert found.objects == [workload(), service()]
    assert found.told() == ["refused : what it needs would make it invalid for a version that it is valid for"]


JOB = {"template": {"spec": {"restartPolicy": "Never", "containers": [{"name": "web", "image": "web:1"}]}}}


@pytest.mark.parametrize(
    "one",
    [
        {"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "web"}, "spec": JOB},
        {
            "apiVersion": "batch/v1",
            "kind": "CronJob",
            "metadata": {"name": "web"},
            "spec": {"schedule": "* * * * *", "jobTemplate": {"spec": JOB}},
        },
        {
            "apiVersion": "v1",
            "kind": "Pod",
            "metadata": {"name": "web", "labels": {"app": "web"}},
            "spec": JOB["template"]["spec"],
        },
        workload("ReplicaSet"),
        {"apiVersion": "example.com/v1", "kind": "Deployment", "metadata": {"name": "web"}, "spec": {}},
        {"kind": "Deployment"},
        "text",
        ["a", "list"],
    ],
    ids=str,
)
def test_what_is_not_rolled_out_is_no_concern(one: Any) -> None:
    found = Outcome([service(), one])
    assert found.objects == [service(), one]
    assert found.notes == []

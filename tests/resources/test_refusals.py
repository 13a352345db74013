"""What Kubernetes would refuse, or would make every drain wait for ever, is said before anything is applied."""

from __future__ import annotations

from typing import Any

import pytest

from generator.errors import InputError
from tests.resources.apps import BASIC, app, kubernetes, one

READY = {"readiness": "/readyz"}
CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "a sleep as long as the grace period": ("web", {"shutdown": {"terminationGracePeriodSeconds": 3}}),
    "no surge and nothing unavailable": ("web", {"rollout": {"maxSurge": 0, "maxUnavailable": 0}}),
    "no surge and nothing unavailable, in percent": ("web", {"rollout": {"maxSurge": "0%", "maxUnavailable": 0}}),
    "a Deployment with OnDelete": ("web", {"rollout": {"strategy": "OnDelete"}}),
    "a StatefulSet with Recreate": ("stateful", {"rollout": {"strategy": "Recreate"}}),
    "a DaemonSet with Recreate": ("daemon", {"rollout": {"strategy": "Recreate"}}),
    "a DaemonSet with surge and unavailable": ("daemon", {"rollout": {"maxSurge": 1, "maxUnavailable": 1}}),
    "a StatefulSet with surge": ("stateful", {"rollout": {"maxSurge": 1}}),
    "a deadline before ready pods count": ("web", {"rollout": {"progressDeadlineSeconds": 5, "minReadySeconds": 10}}),
    "probes of an init container": (
        "web",
        {"initContainers": {"wait": {"image": "a:1", "ports": {"p": 1}, "probes": READY}}},
    ),
    "liveness that must succeed twice": (
        "web",
        {"probes": {**READY, "liveness": {"tcpSocket": {}, "successThreshold": 2}}},
    ),
    "startup that must succeed twice": ("web", {"probes": {**READY, "startup": {"successThreshold": 2}}}),
    "a DaemonSet with nothing unavailable": ("daemon", {"rollout": {"maxUnavailable": 0}}),
    "a DaemonSet with no percent unavailable": ("daemon", {"rollout": {"maxUnavailable": "0%"}}),
    "a DaemonSet with no surge and nothing unavailable": ("daemon", {"rollout": {"maxSurge": 0, "maxUnavailable": 0}}),
    "more unavailable than there are": ("web", {"rollout": {"maxUnavailable": "101%"}}),
    "more surge than there are nodes": ("daemon", {"rollout": {"maxSurge": "101%"}}),
    "a StatefulSet with nothing unavailable": ("stateful", {"rollout": {"maxUnavailable": 0}}),
    "a Deployment with a partition": ("web", {"rollout": {"partition": 0}}),
    "a DaemonSet with a partition": ("daemon", {"rollout": {"partition": 1}}),
    "a StatefulSet with a deadline": ("stateful", {"rollout": {"progressDeadlineSeconds": 900}}),
    "a surge of pods that are not rolled": ("web", {"rollout": {"strategy": "Recreate", "maxSurge": 1}}),
    "a partition of pods that are not rolled": ("stateful", {"rollout": {"strategy": "OnDelete", "partition": 1}}),
    "a grace of none": ("worker", {"shutdown": {"terminationGracePeriodSeconds": 0}}),
    "a sleep where nothing arrives": ("worker", {"shutdown": {"preStopSleepSeconds": 3}}),
    "a budget of more than all": ("web", {"disruptionBudget": {"maxUnavailable": "101%"}}),
    "a node's port of a Service inside": ("web", {"ports": {"http": {"containerPort": 1, "nodePort": 30000}}}),
    "a traffic policy of a Service inside": ("web", {"service": {"externalTrafficPolicy": "Local"}}),
    "a load balancer's class of a NodePort": ("web", {"service": {"type": "NodePort", "loadBalancerClass": "a"}}),
    "a peer that is a network and a namespace": (
        "web",
        {"networkPolicy": {"egressTo": [{"cidr": "10.0.0.0/8", "namespace": "a"}]}},
    ),
    "a budget of none": ("web", {"disruptionBudget": {"maxUnavailable": 0}}),
    "a budget of no percent": ("web", {"disruptionBudget": {"maxUnavailable": "0%"}}),
    "a budget of all replicas": ("web", {"disruptionBudget": {"minAvailable": 2}}),
    "a budget of all percent": ("web", {"disruptionBudget": {"minAvailable": "100%"}}),
}


def said(kind: str, more: dict[str, Any]) -> list[str]:
    """Warnings, or why a description is refused."""
    try:
        return [problem.message for problem in one(kind, more).warnings]
    except InputError as error:
        return [problem.message for problem in error.problems]


@pytest.mark.parametrize("case", sorted(CASES))
def test_it_is_said(case: str) -> None:
    assert said(*CASES[case])


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("web", {"disruptionBudget": {"minAvailable": 1}}),
        ("web", {"disruptionBudget": {"minAvailable": "50%"}}),
        ("web", {"disruptionBudget": {"maxUnavailable": "50%"}}),
        ("web", {"replicas": 1, "disruptionBudget": {"minAvailable": 1}}),
        ("web", {"rollout": {"maxSurge": 0, "maxUnavailable": 1}}),
        ("web", {"shutdown": {"terminationGracePeriodSeconds": 6}}),
        ("daemon", {"rollout": {"maxSurge": 1, "maxUnavailable": 0}}),
        ("daemon", {"rollout": {"maxSurge": "100%"}}),
        ("daemon", {"rollout": {"strategy": "OnDelete"}}),
        ("web", {"rollout": {"maxSurge": "200%", "maxUnavailable": "100%"}}),
        ("web", {"rollout": {"strategy": "Recreate"}}),
        ("stateful", {"rollout": {"partition": 2}}),
        ("web", {"shutdown": {"preStop": {"exec": {"command": ["/bye"]}}, "terminationGracePeriodSeconds": 4}}),
        ("worker", {"shutdown": {"terminationGracePeriodSeconds": 1}}),
        ("web", {"service": {"type": "LoadBalancer", "loadBalancerClass": "a", "externalTrafficPolicy": "Local"}}),
        ("stateful", {"rollout": {"strategy": "OnDelete"}}),
    ],
)
def test_what_is_right_is_not_talked_about(kind: str, more: dict[str, Any]) -> None:
    assert said(kind, more) == []


def test_a_derived_grace_period_is_longer_than_the_sleep() -> None:
    shutdown = {"longestRequestSeconds": 0, "marginSeconds": 0, "minimumSeconds": 0}
    found = one("web", {"shutdown": shutdown}, kubernetes(34))
    sleep = found.container("web")["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert sleep < found.pod("web")["terminationGracePeriodSeconds"]


def test_a_daemon_set_with_surge_keeps_all_available() -> None:
    strategy = one("daemon", {"rollout": {"maxSurge": 1}}).workload("daemon")["spec"]["updateStrategy"]
    assert strategy["rollingUpdate"] == {"maxSurge": 1, "maxUnavailable": 0}


@pytest.mark.parametrize("minor", [29, 30])
def test_a_grace_of_one_environment_is_held_against_the_sleep_that_is_shipped(minor: int) -> None:
    web = {"shutdown": {"terminationGracePeriodSeconds": 3}}
    with pytest.raises(InputError) as raised:
        app({"web": BASIC["web"]}, {"dev": {"cluster": kubernetes(minor), "components": {"web": web}}})
    assert [problem.message for problem in raised.value.problems] == [
        "the pod sleeps 5 s before it stops, and has 3 s in all"
    ]


def test_a_grace_of_none_is_not_called_a_sleep() -> None:
    assert said("worker", {"shutdown": {"terminationGracePeriodSeconds": 0}}) == [
        "with a grace of 0 the program is killed and never told to stop"
    ]


@pytest.mark.parametrize("inside", ["initContainers", "sidecars"])
def test_no_container_of_a_job_before_the_release_waits_for_a_claim(inside: str) -> None:
    mounting = {"c": {"image": "a:1", "mounts": {"/data": {"volume": "data"}}}}
    volumes = {"data": {"type": "persistentVolumeClaim", "size": "1Gi"}}
    with pytest.raises(InputError) as raised:
        one("job", {"phase": "pre-deploy", inside: mounting}, volumes=volumes)
    assert [problem.path for problem in raised.value.problems] == [f"components.job.{inside}.c.mounts./data"]
    assert one("job", {"phase": "post-deploy", inside: mounting}, volumes=volumes).objects()

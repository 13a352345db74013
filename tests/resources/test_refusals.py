"""What Kubernetes would refuse, or would make every drain wait for ever, is said before anything is applied."""

from __future__ import annotations

from typing import Any

import pytest

from generator.errors import InputError
from tests.resources.apps import kubernetes, one

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

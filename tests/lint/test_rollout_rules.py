"""What the rules of rollout say with less force, or not at all, where the rest of an application may be elsewhere."""

from __future__ import annotations

import pytest

from generator.lint.settings import Settings
from tests.lint.linting import findings_in

DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: registry.example.com/web:1.4.2
          ports:
            - {name: http, containerPort: 8080}
"""
SERVICE = """\
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
    - {port: 80, targetPort: http}
"""
UNSAID = DEPLOYMENT.replace("  replicas: 3\n", "")


@pytest.mark.parametrize(
    ("rule", "text", "whole", "severities"),
    [
        ("disruption-budget-missing", DEPLOYMENT, False, []),
        ("disruption-budget-missing", DEPLOYMENT + SERVICE, False, ["note"]),
        ("disruption-budget-missing", DEPLOYMENT, True, ["warning"]),
        ("single-replica", UNSAID + SERVICE, False, ["note"]),
        ("single-replica", UNSAID + SERVICE, True, ["warning"]),
        ("single-replica", UNSAID, True, []),
        ("pre-stop-missing", DEPLOYMENT, False, ["note"]),
        ("pre-stop-missing", DEPLOYMENT + SERVICE, False, ["warning"]),
        ("pre-stop-missing", DEPLOYMENT, True, []),
        ("readiness-missing", DEPLOYMENT, False, ["warning"]),
        ("readiness-missing", DEPLOYMENT, True, []),
    ],
)
def test_how_surely_a_rule_speaks(rule: str, text: str, whole: bool, severities: list[str]) -> None:
    assert [one.severity for one in findings_in(text, Settings(only=(rule,)), whole=whole)] == severities


@pytest.mark.parametrize(
    ("minor", "said"), [(26, []), (27, ["unhealthy-pod-eviction"]), (37, ["unhealthy-pod-eviction"])]
)
def test_the_eviction_of_unhealthy_pods_came_later(minor: int, said: list[str]) -> None:
    text = "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web}\nspec: {maxUnavailable: 1}\n"
    assert [one.rule for one in findings_in(text, Settings(only=("unhealthy-pod-eviction",)), minor)] == said


@pytest.mark.parametrize(("minor", "hook"), [(29, "exec"), (30, "sleep: {seconds")])
def test_the_hook_that_a_version_has(minor: int, hook: str) -> None:
    (found,) = findings_in(DEPLOYMENT + SERVICE, Settings(only=("pre-stop-missing",)), minor)
    assert hook in found.cure

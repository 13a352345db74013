"""What is refused by some versions of Kubernetes alone, as their API servers were seen to judge it."""

from __future__ import annotations

import pytest

from generator.lint.settings import Settings
from tests.lint.linting import findings_in

POD = """
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: web:1
"""
CRONJOB = """
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:
  schedule: "* * * * *"
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}}
"""
JOB = """
apiVersion: batch/v1
kind: Job
metadata: {name: report}
spec:
  template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}
"""


def container(text: str) -> str:
    return POD + f"    {text}\n"


def pod(text: str) -> str:
    return POD + f"  {text}\n"


def init(text: str) -> str:
    return pod(f"initContainers: [{{name: init, image: a, {text}}}]")


def job(text: str) -> str:
    return JOB + f"  {text}\n"


REFUSED = [
    ("environment", container("env: [{name: 1A}]"), range(25, 32)),
    ("environment", container("env: [{name: A B}]"), range(25, 32)),
    ("environment", container("env: [{name: ..}]"), range(25, 32)),
    ("environment", container("envFrom: [{prefix: 1A, secretRef: {name: a}}]"), range(25, 32)),
    (
        "environment-source",
        container("env: [{name: A, valueFrom: {fieldRef: {fieldPath: status.hostIPs}}}]"),
        range(25, 29),
    ),
    ("lifecycle-hook", container("lifecycle: {preStop: {sleep: {seconds: 0}}}"), range(25, 33)),
    ("lifecycle-hook", container("lifecycle: {preStop: {sleep: {seconds: 5}}}"), range(25, 30)),
    ("lifecycle-hook", init("lifecycle: {preStop: {exec: {command: [a]}}}"), range(25, 38)),
    ("container-restart-policy", container("restartPolicy: Always"), range(29, 34)),
    ("container-restart-policy", init("restartPolicy: Never"), range(29, 34)),
    ("security-context", container("securityContext: {procMount: Unmasked}"), range(33, 38)),
    (
        "pod-security-context",
        pod("hostNetwork: true\n  securityContext: {sysctls: [{name: net.a, value: a}]}"),
        range(29, 38),
    ),
    ("host-namespaces", pod("hostUsers: false\n  hostPID: true"), range(33, 38)),
    ("pod-dns", pod("dnsConfig: {searches: [a_b]}"), range(25, 33)),
    ("pod-dns", pod("dnsConfig: {searches: [.]}"), range(25, 33)),
    ("pod-dns", pod("dnsConfig: {nameservers: [010.0.0.1]}"), range(36, 38)),
    ("cron-schedule", CRONJOB.replace('"*', '"TZ=UTC *'), range(29, 38)),
    ("job-completions", job("backoffLimitPerIndex: 1"), range(29, 38)),
    ("job-success-policy", job("successPolicy: {rules: [{succeededCount: 1}]}"), range(31, 38)),
    ("resize-policy", init("resizePolicy: [{resourceName: cpu, restartPolicy: RestartContainer}]"), range(36, 38)),
    (
        "projected-volume",
        pod("serviceAccountName: a\n  volumes: [{name: a, projected: {sources: [{serviceAccountToken: {path: /a}}]}}]"),
        range(31, 38),
    ),
]


@pytest.mark.parametrize(("rule", "text", "minors"), REFUSED)
def test_the_versions_that_refuse(rule: str, text: str, minors: range) -> None:
    refusing = [
        minor
        for minor in (25, 29, 31, 33, 34, 35, 36, 37)
        if any(one.rule == rule and one.severity == "error" for one in findings_in(text, Settings("minimal"), minor))
    ]
    assert refusing == [minor for minor in (25, 29, 31, 33, 34, 35, 36, 37) if minor in minors]

"""How long a rollout may take: never less than Kubernetes itself waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.documents.manifest import Manifest
from generator.handoff.duration import LEAST, START, predicted
from generator.sources.live import ClusterOrigin, scope_of

if TYPE_CHECKING:
    from generator.objects.scope import Scope


def scope(kind: str, **spec: Any) -> Scope:
    probe = {"tcpSocket": {"port": 80}, "periodSeconds": 10, "failureThreshold": 4}
    pod = {"containers": [{"name": "web", "image": "a:1", "startupProbe": probe}], "terminationGracePeriodSeconds": 60}
    labels = {"app": "web"}
    described = {"selector": {"matchLabels": labels}, "template": {"metadata": {"labels": labels}, "spec": pod}, **spec}
    group = "batch/v1" if kind == "Job" else "apps/v1"
    value = {"apiVersion": group, "kind": kind, "metadata": {"name": "web"}, "spec": described}
    return scope_of([Manifest(value, ClusterOrigin("test"))], 33)


STEP = START + 30  # of a pod: 30 s is what its startup probe grants


def rolling(surge: int, unavailable: int) -> dict[str, Any]:
    return {"strategy": {"rollingUpdate": {"maxSurge": surge, "maxUnavailable": unavailable}}}


@pytest.mark.parametrize(
    ("kind", "spec", "seconds"),
    [
        ("Deployment", {"replicas": 8, **rolling(2, 0)}, 4 * STEP + 600),
        ("Deployment", {"replicas": 8, **rolling(0, 4)}, 2 * (STEP + 60) + 600),
        ("Deployment", {"replicas": 3, "minReadySeconds": 20, **rolling(1, 0)}, 3 * (STEP + 20) + 600),
        ("Deployment", {"replicas": 1, "progressDeadlineSeconds": 900, **rolling(1, 0)}, STEP + 900),
        ("Deployment", {"replicas": 9, "strategy": {"type": "Recreate"}}, STEP + 60 + 600),
        ("StatefulSet", {"replicas": 3, "serviceName": "web"}, 3 * (STEP + 60)),
        ("DaemonSet", {}, 6 * (STEP + 60)),
        ("Job", {"activeDeadlineSeconds": 1000}, 1000),
        ("Job", {"backoffLimit": 1}, 1200),
        ("Job", {"activeDeadlineSeconds": 10}, LEAST),
    ],
)
def test_the_time_of_a_rollout(kind: str, spec: dict[str, Any], seconds: int) -> None:
    assert predicted(scope(kind, **spec), nodes=6) == seconds

"""How many pods there are while they roll, what they request, and how that is told."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diff.effects import requests
from generator.diff.effects.blames import ending, longest_request
from generator.diff.effects.rolling import counted, lost, peak, surge
from generator.diff.effects.side import Side
from generator.diff.effects.wording import cpu, field, listed, memory, pods, running
from generator.diff.model import Item
from generator.objects.quantities import parse
from tests.diff.effecting import NEWEST, scope_of

if TYPE_CHECKING:
    from generator.diff.effects.side import Workload
    from generator.diff.model import Steps

WORKLOAD = """\
apiVersion: apps/v1
kind: %s
metadata: {name: web}
spec:
  %s
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: %s
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
"""
POD = "{containers: [{name: web, ports: [{containerPort: 80}]}]}"


def workload(kind: str = "Deployment", spec: str = "replicas: 4", pod: str = POD) -> Workload:
    side = Side(scope_of(WORKLOAD % (kind, spec, pod), "a.yaml"))
    (found,) = side.workloads
    return found


@pytest.mark.parametrize(
    ("kind", "spec", "extra", "away"),
    [
        ("Deployment", "replicas: 1", 1, 0),
        ("Deployment", "replicas: 3", 1, 0),
        ("Deployment", "replicas: 4", 1, 1),
        ("Deployment", "replicas: 8", 2, 2),
        ("Deployment", "replicas: 5\n  strategy: {rollingUpdate: {maxSurge: 30%, maxUnavailable: 30%}}", 2, 1),
        ("Deployment", "replicas: 3\n  strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 10%}}", 0, 1),
        ("Deployment", "replicas: 3\n  strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 100%}}", 0, 3),
        ("Deployment", "replicas: 0", 0, 0),
        ("StatefulSet", "replicas: 3\n  serviceName: web", 0, 1),
        ("DaemonSet", "minReadySeconds: 0", 0, 0),
    ],
)
def test_surge_rounds_up_and_unavailable_down(kind: str, spec: str, extra: int, away: int) -> None:
    found = workload(kind, spec)
    assert surge(found, found.least or 0) == extra
    assert lost(found, found.least or 0, NEWEST) == away


def test_the_peak_is_all_of_both_while_old_pods_are_still_ending() -> None:
    three, five = workload(spec="replicas: 3"), workload(spec="replicas: 5")
    assert (counted(three), counted(five)) == (4, 7)
    assert (peak(three, three), peak(three, five), peak(five, three)) == (6, 8, 8)


def test_no_more_pods_than_there_are_is_where_none_comes_before_one_goes() -> None:
    recreated = workload(spec="replicas: 3\n  strategy: {type: Recreate}")
    stateful = workload("StatefulSet", "replicas: 3\n  serviceName: web")
    nodes = workload("DaemonSet", "minReadySeconds: 0")
    assert (peak(recreated, recreated), peak(stateful, stateful)) == (3, 3)
    assert (counted(nodes), peak(nodes, nodes)) == (None, None)


def test_a_surge_beyond_the_pods_that_there_are_starts_no_more_than_these() -> None:
    assert counted(workload(spec="replicas: 1\n  strategy: {rollingUpdate: {maxSurge: 5}}")) == 2


SIDECAR = "{name: s, restartPolicy: Always, resources: {requests: {cpu: 100m, memory: 1Gi}}}"
ASKING = "{name: %s, resources: {requests: {cpu: %s, memory: %s}}}"


@pytest.mark.parametrize(
    ("pod", "cores", "bytes_"),
    [
        ("{containers: [{name: a}]}", "0", "0"),
        (f"{{containers: [{ASKING % ('a', '100m', '1Gi')}, {ASKING % ('b', '1', '512Mi')}]}}", "1100m", "1536Mi"),
        (
            f"{{initContainers: [{ASKING % ('i', '2', '64Mi')}], containers: [{ASKING % ('a', '1', '1Gi')}]}}",
            "2",
            "1Gi",
        ),
        (
            f"{{initContainers: [{SIDECAR}, {ASKING % ('i', 1, '1Gi')}], containers: [{ASKING % ('a', 1, '512Mi')}]}}",
            "1100m",
            "2Gi",
        ),
        ("{containers: [{name: a, resources: {limits: {cpu: '2', memory: 1Gi}}}]}", "2", "1Gi"),
        (
            "{overhead: {cpu: 250m, memory: 64Mi}, containers: [" + ASKING % ("a", "1", "1Gi") + "]}",
            "1250m",
            "1088Mi",
        ),
        (
            "{resources: {requests: {cpu: '3'}}, containers: [" + ASKING % ("a", "1", "1Gi") + "]}",
            "3",
            "1Gi",
        ),
    ],
)
def test_a_pod_requests_the_most_that_it_needs_at_one_time(pod: str, cores: str, bytes_: str) -> None:
    assert requests.of_pod(workload(pod=pod).pod) == (parse(cores), parse(bytes_))


@pytest.mark.parametrize(
    ("amount", "text"),
    [("0", "0"), ("1", "1"), ("0.25", "250m"), ("1.2", "1.2"), ("10u", "1m"), ("999.5m", "1"), ("20", "20")],
)
def test_cpu_in_words(amount: str, text: str) -> None:
    assert cpu(parse(amount) or Fraction(0)) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "0"), ("100", "100"), ("64Mi", "64Mi"), ("1.5Gi", "1.5Gi"), ("1152Mi", "1.13Gi"), ("1Ti", "1Ti"),
        ("500M", "476.84Mi"), ("1023Mi", "1023Mi"), ("1m", "1"),
    ],
)  # fmt: skip
def test_memory_in_words(amount: str, text: str) -> None:
    assert memory(parse(amount) or Fraction(0)) == text


@given(st.fractions(min_value=0, max_value=10**15))
def test_amounts_in_words_are_amounts_and_never_too_small(amount: Fraction) -> None:
    for words in (cpu(amount), memory(amount)):
        assert (parse(words) or 0) >= amount


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b", "a"], "a and b"),
        (["a", "b", "c", "d"], "a, b, c and d"),
        (["a", "b", "c", "d", "e"], "a, b, c and 2 more"),
    ],
)
def test_names_are_listed(names: list[str], text: str) -> None:
    assert listed(names) == text


WEB = Item((("name", "web"),))
FIELDS: dict[Steps, str] = {
    ("spec", "replicas"): "replicas",
    ("data", "a.b"): 'data["a.b"]',
    ("metadata", "labels", "app"): "label app",
    ("spec", "template", "metadata", "annotations", "a/b"): "annotation a/b of its pods",
    ("spec", "template", "spec", "containers", WEB, "image"): "image of web",
    ("spec", "template", "spec", "containers", WEB, "env", Item((("name", "A"),)), "value"): "env A of web",
    ("spec", "template", "spec", "containers", WEB): "container web",
    ("spec", "jobTemplate", "spec", "template", "spec", "volumes", WEB, "emptyDir"): "volumes[name=web].emptyDir",
    ("spec",): "spec",
}


@pytest.mark.parametrize(("path", "text"), FIELDS.items())
def test_fields_in_words(path: Steps, text: str) -> None:
    assert field(path) == text


def test_how_many_pods_in_words() -> None:
    assert [pods(0), pods(1), pods(2)] == ["0 pods", "1 pod", "2 pods"]
    assert running(workload("DaemonSet", "minReadySeconds: 0")) == "a pod on each node"
    assert running(workload()) == "4 pods"


def test_the_longest_request_is_that_of_the_pods_before_that_of_the_workload() -> None:
    text = WORKLOAD % ("Deployment", "replicas: 2", POD)
    text = text.replace(
        "{name: web}\nspec:\n  replicas",
        "{name: web, annotations: {fairlead.dev/longest-request: 3m}}\nspec:\n  replicas",
    )
    (found,) = Side(scope_of(text, "a.yaml")).workloads
    assert longest_request(found) == 180
    text = text.replace("labels: {app: web}}", "labels: {app: web}, annotations: {fairlead.dev/longest-request: 20s}}")
    (found,) = Side(scope_of(text, "a.yaml")).workloads
    assert longest_request(found) == 20


@pytest.mark.parametrize(
    ("grace", "settings"),
    [(60, set()), (50, set()), (49, {"grace"}), (10, {"grace"})],
)
def test_the_grace_period_holds_the_pre_stop_hook_and_the_longest_request(grace: int, settings: set[str]) -> None:
    hook = "lifecycle: {preStop: {sleep: {seconds: 10}}}"
    containers = f"[{{name: web, ports: [{{containerPort: 80}}], {hook}}}]"
    pod = f"{{terminationGracePeriodSeconds: {grace}, containers: {containers}}}"
    text = (WORKLOAD % ("Deployment", "replicas: 2", pod)).replace(
        "{labels: {app: web}}", "{labels: {app: web}, annotations: {fairlead.dev/longest-request: 40s}}"
    )
    (found,) = Side(scope_of(text, "a.yaml")).workloads
    assert {one.setting for one in ending(found, NEWEST)} == settings

"""What goes wrong while a fixture app runs on a real control plane, and what the description promises all the same.

An image that is not there, pods that never get ready or crash again and again, and a node that is drained.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.cluster.deploying import ByHelm, ByKubectl
from tests.cluster.ground import NODES, namespaces, prepare_namespace
from tests.cluster.live import until
from tests.cluster.versions import version_of
from tests.cluster.watching import Watching, owner_of
from tests.cluster.workloads import are_calm, kept_by_budgets, promises_of
from tests.conftest import require_helm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from scripts.controlplane.clusters import Cluster
    from tests.cluster.deploying import Way
    from tests.cluster.live import Live
    from tests.cluster.versions import Version

pytestmark = pytest.mark.cluster

PATIENCE = 90.0
A_WHILE = 2.0
DELAY = 2
"""Seconds for which a pod has to be ready. Times of conditions are whole seconds, so with 1 a pod that crashes half a
second after its start may count as available.
"""


@pytest.fixture
def namespace(cluster: Cluster, programs: str) -> Iterator[Callable[[str], Live]]:
    with namespaces(cluster, programs) as make:
        yield make


def way_of(name: str, live: Live, version: Version) -> Way:
    return ByHelm(live, require_helm(name[-1]), version.app) if name.startswith("helm") else ByKubectl(live)


def reasons(live: Live, tag: str) -> set[str]:
    """Why the containers with images of this tag wait, or that they run without being ready."""
    found = set()
    for pod in live.pods():
        states = [
            one["state"]
            for one in pod["status"].get("containerStatuses", ())
            if one["image"].endswith(f":{tag}") and not one["ready"]
        ]
        found |= {state.get("waiting", {}).get("reason", "") or next(iter(state), "") for state in states}
    return found


@pytest.mark.parametrize(
    ("app", "environment", "way", "tag", "reason"),
    [
        ("unions", "prod", "helm 3", "fail-image", "ImagePullBackOff"),
        ("extends", "prod-eu", "helm 4", "fail-readiness", "running"),
        ("platform", "kind", "kubectl", "fail-crash", "CrashLoopBackOff"),
        ("components", "dev", "kubectl", "fail-image", "ImagePullBackOff"),
    ],
)
def test_a_bad_version_takes_nothing_away(
    app: str,
    environment: str,
    way: str,
    tag: str,
    reason: str,
    namespace: Callable[[str], Live],
    tmp_path: Path,
) -> None:
    live = namespace(f"{tag}-{app}")
    good, bad = (version_of(app, environment, live.namespace, one, tmp_path, DELAY) for one in ("1", tag))
    prepare_namespace(live, good.objects)
    promises = promises_of(good.objects, len(NODES))
    deployed = way_of(way, live, good)
    deployed.install(good)
    until(lambda: are_calm(live, promises), PATIENCE)
    with Watching(live, {name: promise.delay for name, promise in promises.items()}) as watching:
        deployed.upgrade(bad)
        until(lambda: reason in reasons(live, tag), PATIENCE)
        time.sleep(A_WHILE)  # as long as nothing gets better, nothing may get worse
    for name, seen in watching.seen.items():
        promise = promises[name]
        sys.stdout.write(f"{app} {environment} by {way}, {tag}: {name}: {seen.least} of {promise.pods} available\n")
        assert seen.least >= (promise.pods if name.kind == "Deployment" else promise.least), name
    deployed.roll_back()
    until(lambda: are_calm(live, {name: one for name, one in promises.items() if name.kind == "Deployment"}), PATIENCE)


def test_a_bad_image_costs_a_stateful_set_one_pod(namespace: Callable[[str], Live], tmp_path: Path) -> None:
    live = namespace("fail-image-stateful")
    good, bad = (version_of("stateful", "", live.namespace, one, tmp_path, DELAY) for one in ("1", "fail-image"))
    promises = promises_of(good.objects, len(NODES))
    (name,) = promises
    deployed = ByKubectl(live)
    deployed.install(good)
    until(lambda: are_calm(live, promises), PATIENCE)
    with Watching(live, {name: promises[name].delay}) as watching:
        deployed.upgrade(bad)
        until(lambda: "ImagePullBackOff" in reasons(live, "fail-image"), PATIENCE)
        time.sleep(A_WHILE)
        deployed.roll_back()
        # The controller waits for the bad pod to get ready before it goes on, also back: somebody has to delete it.
        time.sleep(A_WHILE)
        assert len(bad_pods(live)) == 1
        live.kubectl("delete", "pod", "--wait=false", *[pod["metadata"]["name"] for pod in bad_pods(live)])
        until(lambda: are_calm(live, promises), PATIENCE)
    assert watching.seen[name].least == promises[name].least == 2


def bad_pods(live: Live) -> list[dict[str, Any]]:
    return [pod for pod in live.pods() if any("fail-" in one["image"] for one in pod["spec"]["containers"])]


@pytest.mark.parametrize(
    ("app", "environment", "way"),
    [("unions", "prod", "helm 3"), ("unions", "staging", "kubectl"), ("sidecars", "new", "helm 4")],
)
def test_a_drain_leaves_what_the_budget_keeps(
    app: str, environment: str, way: str, namespace: Callable[[str], Live], tmp_path: Path
) -> None:
    live = namespace(f"drain-{app}-{environment}")
    version = version_of(app, environment, live.namespace, "1", tmp_path)
    prepare_namespace(live, version.objects)
    promises = promises_of(version.objects, len(NODES))
    kept = kept_by_budgets(version.objects, promises)
    drained, *others = NODES
    try:
        # All pods on one node, so that the drain has to move each of them.
        assert live.kubectl("cordon", *others).returncode == 0
        way_of(way, live, version).install(version)
        until(lambda: are_calm(live, promises), PATIENCE)
        assert nodes_of(live) == {drained}
        assert live.kubectl("uncordon", *others).returncode == 0
        # A budget counts the pods that are ready, for however long.
        with Watching(live, dict.fromkeys(promises, 0)) as watching:
            options = ("--ignore-daemonsets", "--delete-emptydir-data", "--timeout=90s")
            done = live.kubectl("drain", drained, "--pod-selector", "app.kubernetes.io/name", *options)
            until(lambda: are_calm(live, promises), PATIENCE)
    finally:
        live.kubectl("uncordon", *NODES)
    assert done.returncode == 0, done.stderr
    assert drained not in nodes_of(live)
    for name, seen in watching.seen.items():
        told = f"{seen.least} of {promises[name].pods} ready, {kept[name]} kept"
        sys.stdout.write(f"drain, {app} {environment} by {way}: {name}: {told}\n")
        assert 0 < kept[name] <= seen.least < promises[name].pods, name


def nodes_of(live: Live) -> set[str]:
    """The nodes on which the pods of workloads are."""
    pods = [pod for pod in live.pods() if (owner_of(pod) or ("Job",))[0] != "Job"]
    return {pod["spec"].get("nodeName", "") for pod in pods}

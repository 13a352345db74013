"""``fairlead deploy --with kubectl`` and ``fairlead diff --live``, on a real control plane."""

from __future__ import annotations

import json
import os
import signal
from typing import TYPE_CHECKING, Any

import pytest

from tests.cluster.handing_over import Handover
from tests.cluster.live import Recorder, until
from tests.conftest import find_helm

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cluster.live import Live

pytestmark = [pytest.mark.cluster, pytest.mark.xdist_group("cluster")]

BEFORE = "  migrate: {type: job, phase: pre-deploy, backoffLimit: 0, command: [/migrate]}\n"
AFTER = "  warm: {type: job, phase: post-deploy, backoffLimit: 0, command: [/warm]}\n"
NIGHTLY = '  nightly: {type: cron, schedule: "15 3 * * *", command: [/nightly]}\n'
VOLUMES = "volumes: {data: {type: persistentVolumeClaim, size: 1Gi, accessModes: [ReadWriteMany]}}\n"


@pytest.fixture
def handover(live: Live, tmp_path: Path) -> Handover:
    return Handover(live, tmp_path, find_helm("3") or "")


def deploy(handover: Handover, *arguments: str) -> str:
    return handover.succeed("deploy", "--with", "kubectl", *arguments).stderr


def named(live: Live, kind: str) -> list[str]:
    found = json.loads(live.kubectl("get", kind, "-o", "json").stdout)["items"]
    return sorted(one["metadata"]["name"] for one in found)


def created(live: Live, kind: str) -> list[dict[str, Any]]:
    found = json.loads(live.kubectl("get", kind, "-o", "json").stdout)["items"]
    return sorted(found, key=lambda one: str(one["metadata"]["creationTimestamp"]))


def test_applied_changed_and_rolled_back(live: Live, handover: Handover) -> None:
    handover.describe("1.0.0")
    deploy(handover)
    handover.describe("1.1.0")
    with Recorder(live) as recorder:
        assert "rolls pods: rolls 2 pods" in deploy(handover)
        done = handover.succeed("rollback")
    assert recorder.least_ready == 2
    assert done.stdout == "shop in live: revision 3 is deployed with kubectl, as revision 1 was\n"
    assert handover.statuses() == ["superseded", "superseded", "deployed"]
    until(lambda: handover.images() == {"1.0.0"})
    secret = json.loads(live.kubectl("get", "secret", "fairlead.shop.live.v3", "-o", "json").stdout)
    assert secret["type"] == "fairlead.dev/release"
    assert handover.json("status")["revision"]["description"] == "Rollback to 1"


def test_phases_run_in_their_order_and_again_with_every_deploy(live: Live, handover: Handover) -> None:
    handover.describe("1.0.0", more=BEFORE + AFTER)
    deploy(handover)
    first, last = created(live, "jobs")
    assert (first["metadata"]["name"][:12], last["metadata"]["name"][:9]) == ("shop-migrate", "shop-warm")
    ready = created(live, "deployments")[0]["metadata"]["creationTimestamp"]
    assert first["status"]["completionTime"] <= ready <= last["metadata"]["creationTimestamp"]
    deploy(handover)
    assert {one["metadata"]["uid"] for one in created(live, "jobs")}.isdisjoint(
        {one["metadata"]["uid"] for one in (first, last)}
    )


def test_a_migration_that_fails_stops_before_the_pods(live: Live, handover: Handover) -> None:
    handover.describe("1.0.0", more=BEFORE)
    deploy(handover)
    before = live.pods()
    handover.describe("1.1.0", more=BEFORE.replace("command:", "image: {tag: fail-crash-1}, command:"))
    done = handover.run("deploy")
    assert done.returncode == 4
    assert "pre-deploy failed: Job/shop-migrate" in done.stderr
    assert "BackoffLimitExceeded" in done.stderr
    assert "fatal: exiting with 1" in done.stderr
    assert handover.statuses() == ["superseded", "failed", "deployed"]
    kept = {pod["metadata"]["name"] for pod in live.pods()}
    assert {pod["metadata"]["name"] for pod in before if pod["metadata"]["name"].startswith("shop-web")} <= kept


def test_only_what_is_of_the_app_and_the_environment_is_pruned(live: Live, handover: Handover) -> None:
    volume = "    mounts: {/data: {volume: data}}\n"
    handover.describe("1.0.0", replicas=1, more=volume + NIGHTLY + VOLUMES)
    deploy(handover)
    labels = "app.kubernetes.io/name=shop,app.kubernetes.io/managed-by=fairlead,fairlead.dev/app=shop"
    for name, more in {"by-hand": "", "of-another": ",fairlead.dev/environment=other"}.items():
        live.kubectl("create", "configmap", name)
        live.kubectl("label", "configmap", name, *f"{labels}{more}".split(","))
    handover.describe("1.0.0", replicas=1)
    said = deploy(handover)
    assert "delete cronjobs.batch/shop-nightly serviceaccounts/shop-nightly" in said
    assert named(live, "cronjobs") == []
    assert {"by-hand", "of-another"} <= set(named(live, "configmaps"))
    assert named(live, "persistentvolumeclaims") == ["shop-data"]  # data is never deleted


def test_a_bad_image_is_told_and_rolled_back(live: Live, handover: Handover) -> None:
    handover.describe("1.0.0")
    deploy(handover)
    handover.describe("fail-image-1")
    with Recorder(live) as recorder:
        done = handover.run("deploy", "--output", "json")
    assert done.returncode == 4
    told = json.loads(done.stdout)
    assert (told["status"], told["rolled_back_to"]) == ("rolled back", 1)
    assert "ImagePull" in told["evidence"][0]["pods"][0]["reason"]
    assert handover.statuses() == ["superseded", "failed", "deployed"]
    assert recorder.least_ready == 2


def test_a_killed_run_is_recognised_and_can_be_left(live: Live, handover: Handover) -> None:
    handover.describe("1.0.0", more=BEFORE)
    for _ in range(2):
        process = handover.start("deploy", "--with", "kubectl")
        until(lambda: "pending-deploy" in handover.run("history").stdout, 60)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        again = handover.run("deploy")
        assert again.returncode == 4
        assert "is pending-deploy" in again.stderr
        assert "cure: wait for it; if none is running: fairlead rollback --env live" in again.stderr
        handover.succeed("rollback")
    deploy(handover)
    assert handover.statuses() == ["failed", "failed", "deployed"]
    assert len(live.pods()) >= 2


def test_helm_and_kubectl_do_not_fight_over_an_environment(handover: Handover) -> None:
    handover.describe("1.0.0")
    deploy(handover)
    done = handover.run("deploy", "--with", "helm")
    assert done.returncode == 2
    assert "was deployed with kubectl" in done.stderr
    handover.succeed("deploy")  # without --with it is what it was
    assert handover.statuses() == ["superseded", "deployed"]


@pytest.mark.parametrize("way", ["helm", "kubectl"])
def test_what_a_deploy_would_change_in_the_cluster(live: Live, handover: Handover, way: str) -> None:
    extra = "    env: {LEVEL: info, OLD: gone}\n"
    handover.describe("1.0.0", more=extra)
    assert "live: new environment; 4 created" in handover.succeed("diff", "--live").stdout
    handover.succeed("deploy", "--with", way)
    assert "live: no change" in handover.succeed("diff", "--live", "--exit-code").stdout
    live.kubectl("set", "image", "deployment/shop-web", "web=registry.example.com/shop:by-hand")
    handover.describe("1.0.0", more=extra.replace(", OLD: gone", "").replace("info", "debug"))
    done = handover.run("diff", "--live", "--exit-code")
    assert done.returncode == 1
    assert "shop:by-hand → registry.example.com/shop:1.0.0  app.yaml:4" in done.stdout
    assert "info → debug" in done.stdout
    assert "env[name=OLD]" in done.stdout  # also what helm, and not fairlead, has set
    assert "rolls 2 pods" in done.stdout


def test_live_compares_an_app_alone(handover: Handover) -> None:
    handover.describe("1.0.0")
    assert handover.run("diff", "--live", "a", "b").returncode == 2


def test_a_cluster_that_is_not_there(handover: Handover, tmp_path: Path) -> None:
    config: dict[str, Any] = {"apiVersion": "v1", "kind": "Config", "current-context": "none"}
    config["clusters"] = [{"name": "none", "cluster": {"server": "https://127.0.0.1:9"}}]
    config["contexts"] = [{"name": "none", "context": {"cluster": "none"}}]
    (tmp_path / "kubeconfig").write_text(json.dumps(config))
    handover.environment["KUBECONFIG"] = str(tmp_path / "kubeconfig")
    handover.describe("1.0.0")
    for command in ("deploy", "status", "history", "rollback"):
        done = handover.run(command)
        assert done.returncode == 4, done.stderr
        assert "127.0.0.1:9" in done.stderr
        assert "Traceback" not in done.stderr

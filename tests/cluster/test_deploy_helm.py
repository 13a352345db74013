"""``fairlead deploy`` and what follows it, through the real Helm 3 and Helm 4, to a real control plane."""

from __future__ import annotations

import json
import os
import signal
import time
from typing import TYPE_CHECKING

import pytest

from tests.cluster.handing_over import Handover
from tests.cluster.live import Recorder, until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cluster.live import Live

pytestmark = [pytest.mark.cluster, pytest.mark.xdist_group("cluster")]


@pytest.fixture
def handover(live: Live, tmp_path: Path, helm: str) -> Handover:
    return Handover(live, tmp_path, helm)


def test_installed_upgraded_and_rolled_back(live: Live, handover: Handover) -> None:
    handover.describe("1.0.0")
    done = handover.succeed("deploy")
    assert done.stdout == "shop in live: revision 1 is deployed with helm\n"
    assert "live: new environment; 4 created" in done.stderr
    handover.describe("1.1.0")
    with Recorder(live) as recorder:
        done = handover.succeed("deploy")
        handover.succeed("rollback")
    assert recorder.least_ready == 2  # neither the upgrade nor the way back lost a pod
    assert "rolls pods: rolls 2 pods" in done.stderr
    assert "rollout status deployment/shop-web" in done.stderr
    assert handover.statuses() == ["superseded", "superseded", "deployed"]
    until(lambda: handover.images() == {"1.0.0"})
    status = handover.json("status")
    assert (status["healthy"], status["revision"]["number"], status["with"]) == (True, 3, "helm")
    assert [(one["kind"], one["wanted"], one["available"]) for one in status["workloads"]] == [("Deployment", 2, 2)]


@pytest.mark.parametrize(
    ("tag", "reason", "said"),
    [
        ("fail-crash-1", "CrashLoopBackOff Error", "fatal: exiting with 1"),
        ("fail-image-1", "ErrImagePull ImagePullBackOff", "Failed to pull image"),
        ("fail-readiness-1", "NotReady", "Unhealthy"),
    ],
)
def test_why_an_upgrade_failed_is_known_after_the_rollback(
    live: Live, handover: Handover, tag: str, reason: str, said: str
) -> None:
    handover.describe("1.0.0")
    handover.succeed("deploy")
    handover.describe(tag)
    with Recorder(live) as recorder:
        done = handover.run("deploy", "--output", "json")
    assert done.returncode == 4
    told = json.loads(done.stdout)
    assert (told["status"], told["revision"], told["rolled_back_to"]) == ("rolled back", 2, 1)
    assert told["failure"]["step"] == "helm upgrade"
    assert "timed out progressing" in told["failure"]["message"]
    evidence = told["evidence"][0]
    assert evidence["object"] == "Deployment/shop-web"
    assert evidence["pods"][0]["reason"].partition(":")[0] in reason.split()
    assert said in json.dumps(evidence)
    assert said in done.stderr
    assert handover.statuses() == ["superseded", "failed", "deployed"]
    assert handover.images() == {"1.0.0"}
    assert recorder.least_ready == 2


def test_a_first_install_that_fails_is_left_to_be_looked_at(handover: Handover) -> None:
    handover.describe("fail-image-1")
    done = handover.run("deploy")
    assert done.returncode == 4
    assert "ImagePull" in done.stderr
    assert "cure: there is no earlier revision to go back to" in done.stderr
    assert handover.run("status").returncode == 1
    handover.describe("1.0.0")
    handover.succeed("deploy")
    assert handover.statuses() == ["superseded", "deployed"]  # so helm calls the first one now
    done = handover.run("rollback")
    assert done.returncode == 4
    assert "there is no revision before 2 that was in use" in done.stderr


def test_a_killed_upgrade_is_recognised_and_can_be_left(handover: Handover) -> None:
    handover.describe("1.0.0")
    handover.succeed("deploy")
    handover.describe("1.1.0", slow=True)
    kill_when_pending(handover)
    status = handover.run("status")
    assert status.returncode == 1
    assert "revision 2 is pending-upgrade" in status.stderr
    again = handover.run("deploy")
    assert again.returncode == 4
    assert "cure: wait for it; if none is running: fairlead rollback --env live" in again.stderr
    handover.succeed("rollback")
    handover.succeed("deploy")
    assert handover.images() == {"1.1.0"}


def test_a_killed_install_is_recognised(handover: Handover) -> None:
    handover.describe("1.0.0", slow=True)
    kill_when_pending(handover)
    again = handover.run("deploy")
    assert again.returncode == 4
    assert "revision 1 is pending-install" in again.stderr
    assert "uninstall shop" in again.stderr


def kill_when_pending(handover: Handover) -> None:
    """Kills a run, and the helm that it runs, once helm is at work."""
    process = handover.start("deploy")
    until(lambda: "pending" in handover.run("history").stdout, 60)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_an_interrupted_run_leaves_no_pending_release(handover: Handover) -> None:
    handover.describe("1.0.0", slow=True)
    process = handover.start("deploy")
    until(lambda: "pending" in handover.run("history").stdout, 60)
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 130
    assert handover.statuses() == ["failed"]
    handover.succeed("deploy")


def test_a_run_that_alone_is_killed_leaves_helm_to_its_end(handover: Handover) -> None:
    handover.describe("1.0.0", slow=True)
    process = handover.start("deploy")
    until(lambda: "pending" in handover.run("history").stdout, 60)
    process.kill()
    process.wait()
    until(lambda: handover.run("status").returncode == 0, 60)
    handover.succeed("deploy")
    assert handover.statuses() == ["superseded", "deployed"]


def test_what_the_server_refuses_changes_nothing(live: Live, handover: Handover) -> None:
    handover.describe("1.0.0")
    handover.succeed("deploy")
    hard = {"metadata": {"name": "none"}, "spec": {"hard": {"services": "0"}}}
    quota = {"kind": "ResourceQuota", "apiVersion": "v1", **hard}
    path = f"/api/v1/namespaces/{live.namespace}/resourcequotas"
    assert live.api.request("POST", path, quota).status == 201
    until(lambda: live.api.request("GET", f"{path}/none").body.get("status", {}).get("hard"))
    handover.describe("1.0.0", more="  api: {type: web, ports: {http: 80}, probes: {readiness: /}}\n")
    done = handover.run("deploy")
    assert done.returncode == 4
    assert "Service/shop-api: the server refuses it" in done.stderr
    assert "exceeded quota" in done.stderr
    assert handover.statuses() == ["deployed"]


def test_a_protected_environment_wants_its_name(handover: Handover) -> None:
    handover.describe("1.0.0", protected=True)
    done = handover.run("deploy")
    assert done.returncode == 2
    assert "live is protected: say that you mean it with --yes live" in done.stderr
    assert handover.run("deploy", "--yes", "prod").returncode == 2
    assert handover.json("history")["revisions"] == []
    handover.succeed("deploy", "--yes", "live")
    assert handover.run("rollback").returncode in (2, 4)


def test_a_dry_run_prints_the_command_lines_and_changes_nothing(handover: Handover) -> None:
    handover.describe("1.0.0")
    lines = handover.succeed("deploy", "--dry-run").stdout.splitlines()
    assert [line.split()[1] for line in lines if "helm" in line.split()[0]] == ["upgrade", "test"]
    assert "rollout status deployment/shop-web" in lines[1]
    assert handover.json("history")["revisions"] == []
    chart = lines[0].split()[3]
    assert os.path.isfile(os.path.join(chart, "Chart.yaml"))


def test_a_failed_test_is_a_failure(live: Live, handover: Handover) -> None:
    handover.describe("1.0.0")
    handover.succeed("deploy")
    handover.environment["FAIRLEAD_HELM"] = str(without_tests(handover, live))
    handover.describe("1.1.0")
    done = handover.run("deploy")
    assert done.returncode == 4
    assert "helm test failed" in done.stderr
    assert handover.statuses() == ["superseded", "superseded", "deployed"]
    assert handover.images() == {"1.0.0"}


def without_tests(handover: Handover, live: Live) -> Path:
    """The helm, in front of which tests fail: the stand-in for kubelets knows no network."""
    program = handover._folder / "helm"
    helm = handover.environment["FAIRLEAD_HELM"]
    program.write_text(
        f'#!/bin/sh\n[ "$1" = test ] && {{ echo "pod {live.namespace} failed" >&2; exit 1; }}\nexec {helm} "$@"\n'
    )
    program.chmod(0o755)
    return program


def test_another_context_than_the_described_one_is_refused(handover: Handover, tmp_path: Path) -> None:
    handover.describe("1.0.0")
    app = tmp_path / "app.yaml"
    app.write_text(app.read_text().replace("cluster: {", "cluster: {context: prod-eu, "))
    done = handover.run("deploy")
    assert done.returncode == 2
    assert "the kubeconfig has no context prod-eu, in which live is" in done.stderr
    done = handover.run("deploy", "--context", "other")
    assert done.returncode == 2
    assert "--context other: live is in the context prod-eu" in done.stderr


def test_a_kind_that_is_not_served_is_named_with_its_place(handover: Handover, tmp_path: Path) -> None:
    metrics = "    metrics: {port: http, path: /metrics}\n"
    handover.describe("1.0.0")
    app = tmp_path / "app.yaml"
    text = app.read_text().replace("    shutdown:", f"{metrics}    shutdown:")
    app.write_text(text.replace("kubeVersion:", "apiVersions: [monitoring.coreos.com/v1], kubeVersion:"))
    started = time.monotonic()
    done = handover.run("deploy")
    assert done.returncode == 4
    assert "does not serve ServiceMonitor of monitoring.coreos.com/v1" in done.stderr
    assert any(line.startswith("app.yaml:") for line in done.stderr.splitlines())
    assert time.monotonic() - started < 30

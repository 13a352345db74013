"""How kubectl and helm are called."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest

from generator.errors import ProgramError
from generator.programs import helm_release, kubectl
from generator.programs.running import Running

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = kubectl.Kubectl("kubectl", "prod-eu", "shop")
BEGUN = ["kubectl", "--context", "prod-eu", "--namespace", "shop"]
RELEASE = helm_release.Release("helm", "shop", "shop", "prod-eu")


def test_an_apply_is_the_servers_and_wins() -> None:
    manner = ["apply", "--server-side", "--force-conflicts", "--field-manager=fairlead"]
    assert kubectl.apply_arguments(PROGRAM) == [*BEGUN, *manner, "--filename", "-"]
    assert kubectl.apply_arguments(PROGRAM, dry_run=True) == [
        *(*BEGUN, *manner, "--dry-run=server", "--output", "json", "--request-timeout=30s", "--filename", "-")
    ]


def test_without_a_context_the_kubeconfigs_own_is_used() -> None:
    assert kubectl.rollout_arguments(kubectl.Kubectl("kubectl"), "deployment/web", 60) == [
        *("kubectl", "rollout", "status", "deployment/web", "--timeout=60s")
    ]


def test_what_only_asks_gives_up_after_a_while() -> None:
    asking = [
        kubectl.version_arguments(PROGRAM),
        kubectl.api_versions_arguments(PROGRAM),
        kubectl.api_resources_arguments(PROGRAM),
        kubectl.get_arguments(PROGRAM, ["pods", "secrets"], "a=b"),
        kubectl.get_read_arguments(PROGRAM),
        kubectl.events_arguments(PROGRAM),
        kubectl.namespace_exists_arguments(PROGRAM, "shop"),
        kubectl.logs_arguments(PROGRAM, "web-1", "web", 20, previous=True),
    ]
    assert all("--request-timeout=30s" in argv for argv in asking)
    assert all(argv[:5] == BEGUN for argv in asking)


def test_deleting_waits_and_is_content_with_what_is_gone() -> None:
    assert kubectl.delete_arguments(PROGRAM, ["deployments.apps/web"], 60) == [
        *(*BEGUN, "delete", "deployments.apps/web", "--ignore-not-found", "--timeout=60s")
    ]


def test_the_kinds_of_a_server_with_and_without_short_names() -> None:
    table = (
        "configmaps   cm     v1             true    ConfigMap\n"
        "bindings            v1             true    Binding\n"
        "crontabs     ct,cx  stable.io/v1   false   CronTab\n"
        "garbage\n"
    )
    assert kubectl.api_resources(table) == [
        kubectl.Served("", "ConfigMap", "configmaps", namespaced=True),
        kubectl.Served("", "Binding", "bindings", namespaced=True),
        kubectl.Served("stable.io", "CronTab", "crontabs", namespaced=False),
    ]


def test_helm_waits_and_never_rolls_back_by_itself() -> None:
    argv = helm_release.upgrade_arguments(RELEASE, "chart/shop", ["values.prod.yaml"], 700)
    assert argv == [
        *("helm", "upgrade", "shop", "chart/shop", "--install", "--namespace", "shop", "--kube-context", "prod-eu"),
        *("--values", "values.prod.yaml", "--create-namespace", "--wait", "--timeout", "700s", "--history-max", "10"),
    ]
    assert not {"--atomic", "--rollback-on-failure"} & set(argv)


def test_going_back_and_testing() -> None:
    where = ["--namespace", "shop", "--kube-context", "prod-eu"]
    assert helm_release.rollback_arguments(RELEASE, 3, 60) == [
        *("helm", "rollback", "shop", "3", *where, "--wait", "--timeout", "60s", "--history-max", "10")
    ]
    assert helm_release.test_arguments(RELEASE, 60) == ["helm", "test", "shop", *where, "--timeout", "60s"]
    assert helm_release.uninstall_arguments(RELEASE) == ["helm", "uninstall", "shop", *where]


def test_kubectl_is_named_or_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FAIRLEAD_KUBECTL", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    kubectl.find_kubectl.cache_clear()
    with pytest.raises(ProgramError, match="kubectl is not installed"):
        kubectl.find_kubectl()
    monkeypatch.setenv("FAIRLEAD_KUBECTL", "/opt/kubectl")
    assert kubectl.find_kubectl() == "/opt/kubectl"
    kubectl.find_kubectl.cache_clear()


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_a_program_runs_beside_us_however_much_it_says() -> None:
    with Running(python("import sys; print(sys.stdin.read() * 100_000); sys.exit(3)"), "word") as running:
        assert not running.ended(0)
        done = running.completed()
    assert (done.code, len(done.stdout)) == (3, 400_001)


def test_a_program_never_outlives_what_waits_for_it() -> None:
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt), Running(python("import time; time.sleep(60)")) as running:
        raise KeyboardInterrupt
    assert running.ended(0)
    assert time.monotonic() - started < 30


def test_a_program_that_cannot_be_started() -> None:
    with pytest.raises(ProgramError, match="cannot be run"):
        Running(["/nowhere/helm"])

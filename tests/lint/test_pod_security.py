"""The Pod Security Standards by version: what the same pod is told for different Kubernetes versions."""

from __future__ import annotations

import pytest

from generator.lint.settings import Settings
from tests.lint.linting import findings_in

POD = """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
{spec}
  containers:
    - name: web
      image: shop/web:1.4.2
{container}
"""


def told_of(rule: str, minor: int, *, spec: str = "", container: str = "") -> int:
    text = POD.format(spec=spec, container=container)
    return len(findings_in(text, Settings("strict", only=(rule,)), minor))


@pytest.mark.parametrize(
    ("name", "since"),
    [
        ("kernel.shm_rmid_forced", 25),
        ("net.ipv4.ip_unprivileged_port_start", 25),
        ("net.ipv4.ip_local_reserved_ports", 27),
        ("net.ipv4.tcp_keepalive_time", 29),
        ("net.ipv4.tcp_fin_timeout", 29),
        ("net.ipv4.tcp_rmem", 32),
        ("net.ipv4.tcp_notsent_lowat", 37),
    ],
)
def test_sysctls_are_safe_from_a_version_on(name: str, since: int) -> None:
    spec = f'  securityContext:\n    sysctls: [{{name: {name}, value: "1"}}]'
    found = {minor: told_of("sysctls", minor, spec=spec) for minor in range(25, 38)}
    assert found == {minor: int(minor < since) for minor in range(25, 38)}


@pytest.mark.parametrize(("kind", "since"), [("container_kvm_t", 25), ("container_engine_t", 31), ("spc_t", 99)])
def test_selinux_types(kind: str, since: int) -> None:
    spec = f"  securityContext:\n    seLinuxOptions: {{type: {kind}}}"
    for minor in (25, 30, 31, 37):
        assert told_of("selinux-options", minor, spec=spec) == int(minor < since)


def test_hosts_of_probes_from_1_34_on() -> None:
    container = "      livenessProbe: {tcpSocket: {host: 127.0.0.1, port: 80}}"
    found = {minor: told_of("host-probes-and-host-lifecycle", minor, container=container) for minor in (33, 34)}
    assert found == {33: 0, 34: 1}


def test_image_volumes_from_1_33_on() -> None:
    spec = "  volumes: [{name: model, image: {reference: shop/model}}]"
    assert {minor: told_of("restricted-volumes", minor, spec=spec) for minor in (32, 33)} == {32: 1, 33: 0}


@pytest.mark.parametrize(
    ("rule", "container", "before", "after"),
    [
        ("run-as-non-root", "", 1, 0),
        ("run-as-user", "      securityContext: {runAsUser: 0}", 1, 0),
        ("proc-mount", "      securityContext: {procMount: Unmasked}", 1, 0),
        ("proc-mount-restricted", "      securityContext: {procMount: Unmasked}", 0, 1),
        ("allow-privilege-escalation", "", 1, 1),
        ("capabilities-restricted", "", 1, 1),
        ("seccomp-profile-restricted", "", 1, 1),
    ],
)
def test_user_namespaces_count_from_1_35_on(rule: str, container: str, before: int, after: int) -> None:
    assert told_of(rule, 34, spec="  hostUsers: false", container=container) == before
    assert told_of(rule, 35, spec="  hostUsers: false", container=container) == after
    if rule != "proc-mount-restricted":
        assert told_of(rule, 35, container=container) == 1


def test_what_baseline_says_restricted_does_not_repeat() -> None:
    spec = "  securityContext: {seccompProfile: {type: Unconfined}}\n  volumes: [{name: a, hostPath: {path: /srv}}]"
    container = "      securityContext: {capabilities: {drop: [ALL], add: [SYS_ADMIN]}, procMount: Unmasked}"
    baseline = ("seccomp-profile-baseline", "host-path-volumes", "capabilities-baseline", "proc-mount")
    restricted = (
        "seccomp-profile-restricted",
        "restricted-volumes",
        "capabilities-restricted",
        "proc-mount-restricted",
    )
    assert [told_of(rule, 37, spec=spec, container=container) for rule in baseline] == [1, 1, 1, 1]
    assert [told_of(rule, 37, spec=spec, container=container) for rule in restricted] == [0, 0, 0, 0]


def test_exec_needs_create_from_1_35_on() -> None:
    text = (
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: a}\n"
        "rules: [{apiGroups: [''], resources: [pods/exec], verbs: [get]}]\n"
    )
    assert [len(findings_in(text, Settings(only=("rbac-exec",)), minor)) for minor in (34, 35)] == [1, 0]

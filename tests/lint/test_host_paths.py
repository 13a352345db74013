"""Paths of the node: which give away what."""

from __future__ import annotations

import pytest

from generator.lint.host_paths import is_runtime_socket, sensitive


@pytest.mark.parametrize(
    "path", ["/var/run/docker.sock", "/run/containerd/containerd.sock", "/host/run/crio/crio.sock"]
)
def test_a_socket_of_a_runtime(path: str) -> None:
    assert is_runtime_socket(path)


@pytest.mark.parametrize("path", ["/run/spire/agent.sock", "/var/run/my-docker.sock", "/var/run/docker.sock.log", "/"])
def test_no_socket_of_a_runtime(path: str) -> None:
    assert not is_runtime_socket(path)


@pytest.mark.parametrize("path", ["/", "/etc", "/etc/kubernetes", "/etc/kubernetes/pki", "/var/lib/kubelet", "/proc"])
def test_a_sensitive_path(path: str) -> None:
    assert sensitive(path)


@pytest.mark.parametrize(
    "path", ["/srv/data", "/etc/localtime", "/var/lib/etcd-backup", "/var/lib/kubelet/plugins", "/var/log", "/etcetera"]
)
def test_no_sensitive_path(path: str) -> None:
    assert sensitive(path) is None

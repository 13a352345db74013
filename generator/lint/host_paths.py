"""Paths of the node that pods should not see: sockets of container runtimes and directories of the system."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.node import Plain
    from generator.objects.resource import Pod

_SOCKETS = ("docker.sock", "dockershim.sock", "containerd.sock", "crio.sock", "cri-dockerd.sock", "podman.sock")

_DIRECTORIES = {
    "/": "the whole file system of the node",
    "/bin": "the programs of the node",
    "/boot": "the kernel of the node",
    "/dev": "the devices of the node",
    "/etc": "the configuration of the node, with its passwords and keys",
    "/home": "the home directories of the node",
    "/lib": "the libraries and kernel modules of the node",
    "/lib64": "the libraries of the node",
    "/opt": "the programs of the node",
    "/proc": "the processes of the node and the settings of its kernel",
    "/root": "the home directory of the node's root",
    "/run": "the sockets of the node, the container runtime's among them",
    "/sbin": "the programs of the node",
    "/sys": "the devices and the settings of the node's kernel",
    "/usr": "the programs of the node",
    "/usr/bin": "the programs of the node",
    "/usr/local/bin": "the programs of the node",
    "/usr/sbin": "the programs of the node",
    "/var": "the data of the node, with all pods' volumes and secrets",
    "/var/lib": "the data of the node, with all pods' volumes and secrets",
    "/var/run": "the sockets of the node, the container runtime's among them",
}
_TREES = {
    "/etc/kubernetes": "the keys of the cluster's control plane",
    "/etc/ssh": "the SSH keys of the node",
    "/root/.kube": "the credentials of the cluster's administrator",
    "/root/.ssh": "the SSH keys of the node's root",
    "/var/lib/containerd": "the images and containers of the node",
    "/var/lib/containers": "the images and containers of the node",
    "/var/lib/docker": "the images and containers of the node",
    "/var/lib/etcd": "everything that the cluster stores",
    "/var/lib/kubelet/pki": "the keys of the node",
    "/var/lib/kubelet/pods": "the volumes and secrets of all pods of the node",
}
_WHOLE_KUBELET = "/var/lib/kubelet"


def host_paths(pod: Pod) -> Iterator[tuple[int, dict[str, Plain], str]]:
    """The volumes of a pod that are paths of its node: index, volume, and the path without a slash at its end."""
    for index, volume in enumerate(maps(pod.spec.get("volumes"))):
        path = (volume.get("hostPath") or {}).get("path")
        if path:
            yield index, volume, path.rstrip("/") or "/"


def is_runtime_socket(path: str) -> bool:
    """Whether a path is the socket of a container runtime."""
    return path.endswith(_SOCKETS) and path.rpartition("/")[2] in _SOCKETS


def sensitive(path: str) -> str | None:
    """What a path of the node holds, None where it is nothing in particular."""
    found = _DIRECTORIES.get(path)
    if found:
        return found
    if path == _WHOLE_KUBELET:
        return "the volumes and secrets of all pods of the node"
    return next((what for tree, what in _TREES.items() if f"{path}/".startswith(f"{tree}/")), None)

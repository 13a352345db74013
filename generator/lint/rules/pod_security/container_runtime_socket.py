"""A pod that gets the socket of the node's container runtime.

Who can talk to `docker.sock`, `containerd.sock` or `crio.sock` starts privileged containers on the node, and so is its
root; mounting it read-only changes nothing, because a socket is not written to as a file is.

```yaml
volumes:
  - name: docker
    hostPath: {path: /var/run/docker.sock}   # wrong
```

Build images with a builder that needs no runtime (BuildKit rootless, Buildah), and read logs and metrics from the
kubelet.

Source: Docker documentation, *Protect the Docker daemon socket*; CIS Kubernetes Benchmark, pod security policies.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.host_paths import host_paths, is_runtime_socket
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope


def check(pod: Pod, _scope: Scope) -> Iterator[Report]:
    """The volumes of a pod that are sockets of a container runtime."""
    for index, _, path in host_paths(pod):
        if is_runtime_socket(path):
            message = f"{path} is the socket of the container runtime: the pod can become root of its node"
            yield Report(("spec", "volumes", index, "hostPath", "path"), message, "remove the volume")

"""A path of the node that a container can write to.

What it writes stays on the node after the pod, fills the node's disk without any limit, and is read by whoever gets
that path next. Most mounts of the node's files are there to be read.

```yaml
volumeMounts:
  - name: logs
    mountPath: /var/log
    readOnly: true   # right
```

Sockets and devices are not reported, because `readOnly` does not keep anybody from talking to them; nor are the paths
that `sensitive-host-path` reports.

Source: Kubernetes documentation, *Volumes*, hostPath.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.host_paths import host_paths, sensitive
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_NOT_FILES = ("Socket", "CharDevice", "BlockDevice")


def check(pod: Pod, _scope: Scope) -> Iterator[Report]:
    """The mounts of the node's paths that are not read-only."""
    paths = {
        volume.get("name"): path
        for _, volume, path in host_paths(pod)
        if volume["hostPath"].get("type") not in _NOT_FILES and not sensitive(path) and not path.endswith(".sock")
    }
    if not paths:
        return
    for container in pod.containers:
        for index, mount in enumerate(maps(container.value.get("volumeMounts"))):
            path = paths.get(mount.get("name"))
            if path is not None and mount.get("readOnly") is not True:
                message = f"the container can write to {path} of the node"
                yield Report((*container.path, "volumeMounts", index), message, "write readOnly: true")

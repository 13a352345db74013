"""A volume that is a directory of the node's system.

`/etc` holds its passwords and keys, `/var/lib/kubelet` the secrets of all its pods, `/proc` and `/sys` the settings of
its kernel, `/run` the sockets of the container runtime; whoever reads them, or even writes them, has the node. The
rule knows the directories at the top of the file system and those of Kubernetes and of container runtimes.

```yaml
volumes:
  - name: etc
    hostPath: {path: /etc}                            # wrong
  - name: zone
    hostPath: {path: /etc/localtime, type: File}      # better: the one file that is needed
```

Agents of the node need some of them: mount these read-only, and let the rule be ignored there, with that reason.

Source: Kubernetes documentation, *Volumes*, hostPath.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.host_paths import host_paths, sensitive
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope


def check(pod: Pod, _scope: Scope) -> Iterator[Report]:
    """The volumes of a pod that are directories of its node's system."""
    for index, _, path in host_paths(pod):
        what = sensitive(path)
        if what:
            cure = "name the one file or directory below it that is needed"
            yield Report(("spec", "volumes", index, "hostPath", "path"), f"{path} holds {what}", cure)

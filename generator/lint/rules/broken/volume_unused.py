"""A volume that no container mounts.

It is made, waited for and counted all the same: a claim keeps a disk, a missing Secret keeps the pod from starting.
The files are not where the program looks for them, mostly because a `volumeMounts` entry was forgotten or went to
another container.

```yaml
containers:
- name: web
  volumeMounts: []                  # wrong: - {name: cache, mountPath: /var/cache}
volumes:
- name: cache
  emptyDir: {}
```

Source: Kubernetes documentation, "Volumes".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope


def check(pod: Pod, _scope: Scope) -> Iterator[Report]:
    """The volumes of a pod that none of its containers mounts."""
    volumes = maps(pod.spec.get("volumes"))
    if not volumes:
        return
    used = _mounted(pod)
    for index, volume in enumerate(volumes):
        name = volume.get("name")
        if name and name not in used:
            cure = "mount it with volumeMounts, or remove it"
            yield Report(("spec", "volumes", index, "name"), f"no container mounts the volume {name}", cure)


def _mounted(pod: Pod) -> set[str]:
    return {
        mount.get("name") or ""
        for container in pod.containers
        for key in ("volumeMounts", "volumeDevices")
        for mount in maps(container.value.get(key))
    }

"""A volume that is a file or a directory of the node.

A pod with a `hostPath` reads, and unless it is mounted read-only writes, what belongs to the node and to other pods;
many ways from a container to root on the node begin with one. It also ties the pod to what happens to be on its node.

```yaml
volumes:
  - name: data
    hostPath: {path: /srv/data}             # wrong
  - name: data
    persistentVolumeClaim: {claimName: data}  # right; emptyDir: {} for what need not last
```

Check `hostPathVolumes` of the level baseline, all versions. Source: *Pod Security Standards*,
`pod-security-admission/policy/check_hostPathVolumes.go`.
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
    """The volumes of a pod that are paths of its node."""
    for index, volume in enumerate(maps(pod.spec.get("volumes"))):
        host_path = volume.get("hostPath")
        if host_path is not None:
            message = f"the volume is {host_path.get('path') or 'a path'} of the node"
            cure = "use a persistentVolumeClaim, or emptyDir for what need not last"
            yield Report(("spec", "volumes", index, "hostPath"), message, cure, key=True)

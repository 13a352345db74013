"""A volume of a type that the level restricted refuses.

It allows `configMap`, `csi`, `downwardAPI`, `emptyDir`, `ephemeral`, `persistentVolumeClaim`, `projected`, `secret`
and, from Kubernetes 1.33 on, `image`. Other types name storage in the pod itself, where who writes the pod chooses
the server and the credentials: `nfs`, `iscsi`, `gitRepo`, `cephfs`, `awsElasticBlockStore` and so on.

```yaml
volumes:
  - name: media
    nfs: {server: nas.example, path: /media}      # wrong
  - name: media
    persistentVolumeClaim: {claimName: media}     # right: the NFS share is a PersistentVolume
```

`hostPath` is reported by `host-path-volumes`, which belongs to the level baseline and is part of this one.

Check `restrictedVolumes`. Source: *Pod Security Standards*,
`pod-security-admission/policy/check_restrictedVolumes.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_ALLOWED = frozenset(
    {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"}
)
_IMAGE_FROM = 33
_CURE = "make it a PersistentVolume, and use a persistentVolumeClaim"


def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """The volumes of a pod with a type that the level restricted refuses and baseline allows."""
    for index, volume in enumerate(maps(pod.spec.get("volumes"))):
        kinds = [key for key, value in volume.items() if key != "name" and value is not None]
        if not kinds or "hostPath" in kinds or not _ALLOWED.isdisjoint(kinds):
            continue
        if "image" in kinds and scope.minor >= _IMAGE_FROM:
            continue
        message = f"the level restricted allows no {kinds[0]} volumes"
        cure = "clone it in an init container, into an emptyDir" if kinds[0] == "gitRepo" else _CURE
        yield Report(("spec", "volumes", index, kinds[0]), message, cure, key=True)

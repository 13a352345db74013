"""A PersistentVolume without capacity, access mode or exactly one source.

The capacity is `storage` alone, greater than 0. A volume is of one kind (`csi`, `nfs`, `hostPath`, …). A `local` volume
lies on one node, and its `nodeAffinity` has to say which.

```yaml
spec:
  capacity: {storage: 100Gi}
  accessModes: [ReadWriteOnce]
  local: {path: /mnt/disk}   # wrong: nodeAffinity is missing
```

Source: `pkg/apis/core/validation/validation.go` (`ValidatePersistentVolumeSpec`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import syntax
from generator.lint.rule import Report
from generator.lint.versioned_selectors import node_faults
from generator.lint.volume_claims import mode_faults, positive
from generator.lint.volume_sources import required
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.lint.rule import Fix
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_SOURCES = (
    "awsElasticBlockStore", "azureDisk", "azureFile", "cephfs", "cinder", "csi", "fc", "flexVolume", "flocker",
    "gcePersistentDisk", "glusterfs", "hostPath", "iscsi", "local", "nfs", "photonPersistentDisk", "portworxVolume",
    "quobyte", "rbd", "scaleIO", "storageos", "vsphereVolume",
)  # fmt: skip

_NEEDED = {
    "azureFile": ("secretName", "shareName"),
    "csi": ("driver", "volumeHandle"),
    "nfs": ("server",),
    "portworxVolume": ("volumeID",),
    "vsphereVolume": ("volumePath",),
}
"""Fields that must not be empty."""


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """What is wrong with a volume."""
    spec = resource.spec
    yield from mode_faults(spec, ("spec",))
    capacity = spec.get("capacity") or {}
    if "storage" not in capacity:
        yield Report(("spec", "capacity"), "the volume says no capacity.storage", "write capacity: {storage: 10Gi}")
    for name, amount in capacity.items():
        if name != "storage":
            yield Report(("spec", "capacity", name), f"{name!r} is no capacity of a volume: storage alone is", key=True)
        yield from positive(amount, ("spec", "capacity", name))
    yield from _source(spec)
    path: Path = ("spec", "nodeAffinity", "required")
    yield from node_faults(at(resource.value, *path), path, scope.minor)
    name = spec.get("storageClassName")
    reason = syntax.dns_subdomain(name) if name else None
    if reason:
        yield Report(("spec", "storageClassName"), f"{name!r} is no name of a class: {reason}")


def _source(spec: Mapping[str, Any]) -> Iterator[Report]:
    found = [name for name in _SOURCES if isinstance(spec.get(name), dict)]
    if not found:
        yield Report(("spec",), "the volume has no source", "write one, such as csi, nfs or local")
    for name in found[1:]:
        message = f"the volume has two sources, {found[0]} and {name}"
        yield Report(("spec", name), message, "make two volumes of them", key=True)
    for name in _NEEDED.keys() & found:
        yield from required(spec[name], ("spec", name), *_NEEDED[name])
    affinity = spec.get("nodeAffinity")
    if isinstance(affinity, dict) and not isinstance(affinity.get("required"), dict):
        yield Report(
            ("spec", "nodeAffinity"), "nodeAffinity says nothing under required", "write nodeSelectorTerms there"
        )
    elif "local" in found and not isinstance(affinity, dict):
        message = "a local volume lies on one node, and nodeAffinity does not say which"
        yield Report(("spec", "local"), message, "write nodeAffinity.required", key=True)
    for name in ("hostPath", "local"):
        path = at(spec, name, "path")
        if isinstance(path, str) and (not path or ".." in path.split("/")):
            yield Report(("spec", name, "path"), f"{path!r} is no path" if not path else f"{path!r} has a step '..'")
    path = at(spec, "nfs", "path")
    if isinstance(path, str) and not path.startswith("/"):
        yield Report(("spec", "nfs", "path"), f"{path!r} must be absolute")


def fix(resource: Resource, _scope: Scope, report: Report) -> Iterator[Fix]:
    """An amount with a unit such as `GB`, `GiB` or `gi`, or with a blank in it, gets Kubernetes' own unit."""
    from generator.lint.fixes import quantity

    return quantity(resource.value, report.path)

"""A mount that the API server refuses: of no volume of the pod, or where another mount is already.

`volumeMounts` name a volume of the pod (of a StatefulSet: or one of its `volumeClaimTemplates`), each path is used
once in a container, `subPath` stays below the volume, and `subPath` and `subPathExpr` exclude each other.
`Bidirectional` propagation is for privileged containers alone. Block devices come from claims.

```yaml
volumeMounts:
- name: config          # wrong where volumes has no entry named config
  mountPath: /etc/web
  subPath: ../web.conf  # wrong
  subPath: web.conf     # right
```

Source: `pkg/apis/core/validation/validation.go` (`ValidateVolumeMounts`, `ValidateVolumeDevices`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import file_paths
from generator.lint.pod_templates import claim_names, is_dropped, of_pods
from generator.lint.rule import Report
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.objects.resource import Container, Pod
    from generator.objects.scope import Scope

_RECURSIVE = 31
_CLAIMS = ("persistentVolumeClaim", "ephemeral")


@of_pods
def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """What is wrong with the mounts and devices of a pod's containers."""
    volumes = {one["name"]: one for one in maps(pod.spec.get("volumes")) if one.get("name")}
    volumes.update((name, {"persistentVolumeClaim": {}}) for name in claim_names(pod.owner))
    dropped = {name for name, one in volumes.items() if is_dropped(one, scope.minor)}
    for container in pod.containers:
        mounts, devices = maps(container.value.get("volumeMounts")), maps(container.value.get("volumeDevices"))
        taken: dict[str, str] = {}
        for index, mount in enumerate(mounts):
            if mount.get("name") in dropped:
                continue
            path = (*container.path, "volumeMounts", index)
            yield from _place(mount, "mountPath", path, volumes, taken)
            yield from _mount(container, mount, path, scope.minor)
        yield from _devices(container, devices, mounts, volumes)


def _place(
    mount: Mapping[str, Any], key: str, path: Path, volumes: Mapping[str, Any], taken: dict[str, str]
) -> Iterator[Report]:
    name, place = mount.get("name"), mount.get(key)
    if isinstance(name, str) and name not in volumes:
        known = ", ".join(sorted(volumes)) or "the pod has none"
        message = f"no volume of the pod is named {name!r}" if name else "name is empty"
        yield Report((*path, "name"), message, f"name one of its volumes: {known}")
    if place == "":
        yield Report((*path, key), f"{key} is empty")
    elif isinstance(place, str):
        if place in taken:
            yield Report((*path, key), f"{place} is taken by the volume {taken[place]!r} already", "use another path")
        taken.setdefault(place, name or "")


def _mount(container: Container, mount: Mapping[str, Any], path: Path, minor: int) -> Iterator[Report]:
    for key in ("subPath", "subPathExpr"):
        reason = file_paths.descending(mount.get(key) or "")
        if reason:
            yield Report((*path, key), f"{key} {reason}")
    if mount.get("subPath") and mount.get("subPathExpr"):
        yield Report((*path, "subPathExpr"), "subPath and subPathExpr stand together", "keep one of them", key=True)
    propagation = mount.get("mountPropagation")
    if propagation == "Bidirectional" and at(container.value, "securityContext", "privileged") is not True:
        message = "mountPropagation Bidirectional is for privileged containers alone"
        yield Report((*path, "mountPropagation"), message)
    recursive = mount.get("recursiveReadOnly")
    if minor >= _RECURSIVE and recursive in ("Enabled", "IfPossible"):
        if mount.get("readOnly") is not True:
            yield Report((*path, "recursiveReadOnly"), f"recursiveReadOnly is {recursive} without readOnly: true")
        elif propagation not in (None, "None"):
            yield Report((*path, "recursiveReadOnly"), "recursiveReadOnly stands with a mountPropagation")


def _devices(
    container: Container, devices: list[dict[str, Any]], mounts: list[dict[str, Any]], volumes: Mapping[str, Any]
) -> Iterator[Report]:
    mounted = {mount.get("name"): mount.get("mountPath") for mount in mounts}
    taken: dict[str, str] = {}
    names: set[str] = set()
    for index, device in enumerate(devices):
        path = (*container.path, "volumeDevices", index)
        yield from _place(device, "devicePath", path, volumes, taken)
        name, place = device.get("name") or "", device.get("devicePath")
        if name in names:
            yield Report((*path, "name"), f"the volume {name!r} is a device of this container already")
        names.update([name] if name else [])
        if name in mounted:
            yield Report((*path, "name"), f"the volume {name!r} is mounted by this container as well")
        elif place in mounted.values():
            yield Report((*path, "devicePath"), f"{place} is the path of a mount as well")
        if name in volumes and not any(isinstance(volumes[name].get(kind), dict) for kind in _CLAIMS):
            yield Report((*path, "name"), f"the volume {name!r} comes from no claim: devices do")
        reason = file_paths.without_backsteps(place or "")
        if reason:
            yield Report((*path, "devicePath"), reason)

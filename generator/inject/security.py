"""The security contexts of a profile, as far as they break nothing that a workload says."""

from __future__ import annotations

from generator.inject.defaults import profiles
from generator.inject.placement import Want
from generator.lean import TYPE_CHECKING
from generator.objects.values import at, maps
from generator.resources.security import TMP
from generator.resources.volumes import TMP_VOLUME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.inject.knowledge import Known
    from generator.inject.said import Said
    from generator.inject.workload import Workload
    from generator.objects.resource import Container

_IDS = frozenset({"runAsUser", "runAsGroup", "fsGroup", "fsGroupChangePolicy"})
_HOST = ("hostNetwork", "hostPID", "hostIPC")
_HARMLESS = frozenset({"NET_BIND_SERVICE"})
_PRIVILEGED_PORTS = 1024
_ROLES = ("container", "sidecar", "init")


def wants(workload: Workload, said: Said, chosen: Known) -> Iterator[Want]:
    """The security contexts of a profile that a workload is to have, and a writable /tmp where the root is read-only.

    What it says itself stays: nothing is wanted in its place.
    """
    spec, profile, source = (*workload.pod.path, "spec"), profiles()[chosen.value], chosen.source
    reason = f"profile {chosen.value}: a program that is taken over can do less"
    if workload.is_windows:
        yield Want(
            (*spec, "securityContext"), None, "the profiles are of Linux, and it runs on Windows", "", refusal=True
        )
        return
    yield from _pod(workload, said, profile["pod"], reason, source)
    containers = [one for one in workload.pod.containers if one.role in _ROLES]
    mounting = []
    for container in containers:
        value = said.container(container)
        path = (*workload.path(container), "securityContext")
        power = _power(value)
        if power:
            yield Want(path, None, f"{container.name} {power}", "", refusal=True)
            continue
        yield Want(path, profile["container"], reason, source)
        context = {**profile["container"], **(value.get("securityContext") or {})}
        if profile.get("writableTmp") and context.get("readOnlyRootFilesystem") and not _has_tmp(value):
            mounting.append(container)
    if mounting:
        yield from _writable(workload, said, mounting, source)


def _pod(workload: Workload, said: Said, profile: dict[str, Plain], reason: str, source: str) -> Iterator[Want]:
    path = (*workload.pod.path, "spec", "securityContext")
    power = _needs_root(workload, said)
    if power:
        yield Want(path, None, power, "", refusal=True)
        return
    if _names_users(workload, said):
        profile = {key: one for key, one in profile.items() if key not in _IDS}
    yield Want(path, profile, reason, source, ("initContainers", "containers"))


def _needs_root(workload: Workload, said: Said) -> str:
    """Why the pod cannot be told to run without root, "" where it can."""
    for key in _HOST:
        if said.pod.get(key):
            return f"{key} is on: what the pod does to its node may need root"
    if any("hostPath" in volume for volume in maps(said.pod.get("volumes"))):
        return "it mounts a folder of its node, which may belong to root"
    contexts = [said.pod.get("securityContext") or {}]
    for container in workload.pod.containers:
        value = said.container(container)
        contexts.append(value.get("securityContext") or {})
        reason = _power(value)
        if reason:
            return f"{container.name} {reason}"
    if any(context.get("runAsUser") == 0 or context.get("runAsNonRoot") is False for context in contexts):
        return "it says that it runs as root"
    return ""


def _power(container: dict[str, Plain]) -> str:
    """Why a container cannot be restricted, "" where it can."""
    context = container.get("securityContext") or {}
    if context.get("privileged"):
        return "is privileged"
    if context.get("runAsUser") == 0 or context.get("runAsNonRoot") is False:
        return "says that it runs as root"
    added = set(at(context, "capabilities", "add") or ())
    if added - _HARMLESS:
        return f"is given {', '.join(sorted(map(str, added)))}"
    low = [port["containerPort"] for port in maps(container.get("ports")) if 0 < _number(port) < _PRIVILEGED_PORTS]
    return f"listens on port {low[0]}, which may need root" if low else ""


def _number(port: dict[str, Plain]) -> int:
    number = port.get("containerPort")
    return number if isinstance(number, int) else 0


def _names_users(workload: Workload, said: Said) -> bool:
    """Whether users and groups are none of ours: some are named, or files that outlive the pods belong to some."""
    contexts = [said.pod, *(said.container(one) for one in workload.pod.containers)]
    if any(not _IDS.isdisjoint(one.get("securityContext") or {}) for one in contexts):
        return True
    claims = any("persistentVolumeClaim" in volume for volume in maps(said.pod.get("volumes")))
    return claims or bool(said.spec.get("volumeClaimTemplates"))


def _has_tmp(container: dict[str, Plain]) -> bool:
    return any(str(mount.get("mountPath")).rstrip("/") == TMP for mount in maps(container.get("volumeMounts")))


def _writable(workload: Workload, said: Said, containers: list[Container], source: str) -> Iterator[Want]:
    """An emptyDir at /tmp for some containers."""
    reason = "a read-only root file system needs one writable folder"
    taken = {volume.get("name") for volume in maps(said.pod.get("volumes"))}
    name = next(one for one in _names() if one not in taken)
    volumes = (*workload.pod.path, "spec", "volumes")
    yield Want(*_appended(said, volumes, {"name": name, "emptyDir": {}}), reason, source)
    for container in containers:
        mounts = (*workload.path(container), "volumeMounts")
        yield Want(*_appended(said, mounts, {"name": name, "mountPath": TMP}), reason, source)


def _names() -> Iterator[str]:
    yield TMP_VOLUME
    number = 1
    while True:
        yield f"{TMP_VOLUME}-{number}"
        number += 1


def _appended(said: Said, path: Path, item: Plain) -> tuple[Path, Plain]:
    """Where an item goes that is to be the last of a list, and what goes there."""
    items = at(said.value, *path)
    return ((*path, len(items)), item) if items else (path, [item])

"""What the API server asks of each kind of volume in a pod.

Source: kubernetes pkg/apis/core/validation (validateHostPathVolumeSource, validateNFSVolumeSource and their like).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import file_paths
from generator.lint.rule import Report
from generator.objects import quantities

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.documents.manifest import Path

_LARGEST_BYTE = 255


def required(source: Mapping[str, Any], path: Path, *keys: str) -> Iterator[Report]:
    """The keys that are missing though the schema calls them optional, and those that are empty."""
    for key in keys:
        value = source.get(key)
        if value in ("", []):
            yield Report((*path, key), f"{key} is empty")
        elif value is None and key in _OPTIONAL_IN_SCHEMA:
            yield Report(path, f"{key} is missing", f"write {key}: …")


_OPTIONAL_IN_SCHEMA = frozenset({"name", "secretName"})
"""Keys that no schema of a volume requires; the others are reported as missing by the schema."""


def _host_path(source: Mapping[str, Any], path: Path) -> Iterator[Report]:
    yield from required(source, path, "path")
    reason = file_paths.without_backsteps(source.get("path") or "")
    if reason:
        yield Report((*path, "path"), reason)


def _nfs(source: Mapping[str, Any], path: Path) -> Iterator[Report]:
    yield from required(source, path, "server", "path")
    place = source.get("path") or "/"
    if not place.startswith("/"):
        yield Report((*path, "path"), f"{place!r} is relative and must be absolute")


def _empty_dir(source: Mapping[str, Any], path: Path) -> Iterator[Report]:
    limit = source.get("sizeLimit")
    if limit is None:
        return
    value = quantities.parse(limit)
    if value is None:
        yield Report((*path, "sizeLimit"), quantities.fault(limit) or "")
    elif value < 0:
        yield Report((*path, "sizeLimit"), f"sizeLimit is {limit} and must not be negative")


def _git_repo(source: Mapping[str, Any], path: Path) -> Iterator[Report]:
    yield from required(source, path, "repository")
    reason = file_paths.descending(source.get("directory") or "")
    if reason:
        yield Report((*path, "directory"), reason)


def _partitioned(key: str) -> Callable[[Mapping[str, Any], Path], Iterator[Report]]:
    def check(source: Mapping[str, Any], path: Path) -> Iterator[Report]:
        yield from required(source, path, key)
        yield from _byte(source, path, "partition")

    return check


def _byte(source: Mapping[str, Any], path: Path, key: str) -> Iterator[Report]:
    value = source.get(key)
    if isinstance(value, int) and not 0 <= value <= _LARGEST_BYTE:
        yield Report((*path, key), f"{key} is {value} and must be 0 to {_LARGEST_BYTE}")


def _fc(source: Mapping[str, Any], path: Path) -> Iterator[Report]:
    names, ids = source.get("targetWWNs"), source.get("wwids")
    if bool(names) == bool(ids):
        message = "targetWWNs and wwids stand together" if names else "it has neither targetWWNs nor wwids"
        yield Report(path, message, "write one of them")
    if names and source.get("lun") is None:
        yield Report(path, "targetWWNs need a lun beside them", "write lun: …")
    elif names:
        yield from _byte(source, path, "lun")


def _iscsi(source: Mapping[str, Any], path: Path) -> Iterator[Report]:
    yield from required(source, path, "targetPortal", "iqn")
    yield from _byte(source, path, "lun")
    for key in ("iqn", "initiatorName"):
        if source.get(key) and not source[key].startswith(("iqn", "eui", "naa")):
            yield Report((*path, key), f"{source[key]!r} does not begin with iqn, eui or naa")
    chap = source.get("chapAuthDiscovery") is True or source.get("chapAuthSession") is True
    if chap and not isinstance(source.get("secretRef"), dict):
        yield Report(path, "CHAP needs a secretRef", "write secretRef")


def _azure_disk(source: Mapping[str, Any], path: Path) -> Iterator[Report]:
    yield from required(source, path, "diskName", "diskURI")
    start = "/subscriptions/" if source.get("kind") == "Managed" else "https://"
    uri = source.get("diskURI")
    if uri and not uri.startswith(start):
        kind = source.get("kind") or "Shared"
        yield Report((*path, "diskURI"), f"the URI of a disk of kind {kind} begins with {start}")


def _flex(source: Mapping[str, Any], path: Path) -> Iterator[Report]:
    yield from required(source, path, "driver")
    for key in source.get("options") or {}:
        if f".{key.split('/')[0].lower()}".endswith((".kubernetes.io", ".k8s.io")):
            yield Report((*path, "options", key), f"{key!r} is reserved: it belongs to Kubernetes", key=True)


def _flocker(source: Mapping[str, Any], path: Path) -> Iterator[Report]:
    name, identity = source.get("datasetName"), source.get("datasetUUID")
    if bool(name) == bool(identity):
        message = "datasetName and datasetUUID stand together" if name else "it has neither datasetName nor datasetUUID"
        yield Report(path, message, "write one of them")
    elif "/" in (name or ""):
        yield Report((*path, "datasetName"), f"datasetName {name!r} has a slash")


def _needing(*keys: str) -> Callable[[Mapping[str, Any], Path], Iterator[Report]]:
    return lambda source, path: required(source, path, *keys)


CHECKS: Mapping[str, Callable[[Mapping[str, Any], Path], Iterator[Report]]] = {
    "hostPath": _host_path,
    "nfs": _nfs,
    "emptyDir": _empty_dir,
    "gitRepo": _git_repo,
    "gcePersistentDisk": _partitioned("pdName"),
    "awsElasticBlockStore": _partitioned("volumeID"),
    "fc": _fc,
    "flocker": _flocker,
    "iscsi": _iscsi,
    "azureDisk": _azure_disk,
    "flexVolume": _flex,
    "persistentVolumeClaim": _needing("claimName"),
    "rbd": _needing("monitors", "image"),
    "cephfs": _needing("monitors"),
    "cinder": _needing("volumeID"),
    "glusterfs": _needing("endpoints", "path"),
    "azureFile": _needing("secretName", "shareName"),
    "vsphereVolume": _needing("volumePath"),
    "photonPersistentDisk": _needing("pdID"),
    "portworxVolume": _needing("volumeID"),
    "scaleIO": _needing("gateway", "system", "volumeName"),
    "csi": _needing("driver"),
}
"""The checks of each source by its key; sources with files have theirs in ``volume_files``."""

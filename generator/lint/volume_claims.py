"""What the API server refuses of claims for volumes.

Source: kubernetes pkg/apis/core/validation (ValidatePersistentVolumeClaimSpec, validateDataSource).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import syntax
from generator.lint.rule import Report
from generator.lint.versioned_selectors import faults as selector_faults
from generator.objects import quantities
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path


def faults(spec: Mapping[str, Any], path: Path, minor: int) -> Iterator[Report]:
    """What is wrong with the specification of a claim at a path; a data source of an unknown kind is dropped."""
    yield from mode_faults(spec, path)
    amount = at(spec, "resources", "requests", "storage")
    if amount is None:
        yield Report((*path, "resources"), "the claim asks for no storage", "write resources.requests.storage")
    else:
        yield from positive(amount, (*path, "resources", "requests", "storage"))
    yield from selector_faults(spec.get("selector"), (*path, "selector"), minor)
    for field in ("storageClassName", "volumeAttributesClassName"):
        name = spec.get(field)
        reason = syntax.dns_subdomain(name) if name else None
        if reason:
            yield Report((*path, field), f"{name!r} is no name of a class: {reason}")
    yield from _limit(at(spec, "resources", "limits", "storage"), (*path, "resources", "limits", "storage"))
    source = spec.get("dataSource")
    if isinstance(source, dict) and not source.get("name") and _is_copied(source):
        yield Report((*path, "dataSource"), "the data source has no name", "write name: …")
    if isinstance(spec.get("dataSourceRef"), dict):
        yield from _source(spec["dataSourceRef"], (*path, "dataSourceRef"))


_COPIED = {("", "PersistentVolumeClaim"), ("snapshot.storage.k8s.io", "VolumeSnapshot")}
"""Groups and kinds of the data sources that are not dropped."""


def _is_copied(source: Mapping[str, Any]) -> bool:
    return (source.get("apiGroup") or "", source.get("kind")) in _COPIED


def _limit(amount: Any, path: Path) -> Iterator[Report]:
    if amount is not None and quantities.parse(amount) is None:
        yield Report(path, f"{quantities.fault(amount)}")


def mode_faults(spec: Mapping[str, Any], path: Path) -> Iterator[Report]:
    """What is wrong with the access modes of a claim or a volume."""
    modes = spec.get("accessModes") or []
    if not modes:
        yield Report((*path, "accessModes"), "there are no accessModes", "write accessModes: [ReadWriteOnce]", key=True)
    elif "ReadWriteOncePod" in modes and set(modes) != {"ReadWriteOncePod"}:
        message = "ReadWriteOncePod stands beside other accessModes"
        yield Report((*path, "accessModes"), message, "keep it alone, or remove it")


def positive(amount: Any, path: Path) -> Iterator[Report]:
    """Why an amount is no quantity above 0."""
    value = quantities.parse(amount)
    if value is None:
        yield Report(path, f"{quantities.fault(amount)}")
    elif value <= 0:
        yield Report(path, f"{path[-1]} is {amount}, and must be greater than 0")


def _source(source: Mapping[str, Any], path: Path) -> Iterator[Report]:
    group, kind = source.get("apiGroup") or "", source.get("kind")
    for field in ("kind", "name"):
        if source.get(field) == "":
            yield Report((*path, field), f"{field} is empty")
    if not group and kind and kind != "PersistentVolumeClaim":
        message = f"a {kind} has an API group, and none is said"
        yield Report((*path, "kind"), message, "write apiGroup: snapshot.storage.k8s.io for a VolumeSnapshot")
    reason = syntax.dns_subdomain(group) if group else None
    if reason:
        yield Report((*path, "apiGroup"), f"{group!r} is no API group: {reason}")

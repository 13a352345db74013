"""What the downward API gives to containers: fields of the pod, and resources of a container.

Source: kubernetes pkg/apis/core/validation (validateObjectFieldSelector, validateContainerResourceFieldSelector),
pkg/apis/core/pods/helpers.go (ConvertDownwardAPIFieldLabel), pkg/fieldpath (SplitMaybeSubscriptedPath).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import syntax
from generator.lint.rule import Report
from generator.objects import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from generator.documents.manifest import Path

_OF_ALL = frozenset({"metadata.name", "metadata.namespace", "metadata.uid"})
_OF_FILES = _OF_ALL | {"metadata.labels", "metadata.annotations"}
_OF_PODS = _OF_ALL | {"spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.podIP", "status.podIPs"}
_HOST_IPS = 29
_UNKNOWN_VERSION = "fieldRef knows apiVersion v1 alone"
_RESOURCES = frozenset(
    f"{kind}.{name}" for kind in ("limits", "requests") for name in ("cpu", "memory", "ephemeral-storage")
)
_PAGES = ("limits.hugepages-", "requests.hugepages-")
_OLD_NAMES = {"spec.host": "spec.nodeName"}


def field_faults(ref: Mapping[str, Any], path: Path, minor: int, *, of_pod: bool) -> Iterator[Report]:
    """What is wrong with a fieldRef at a path; ``of_pod`` allows what only variables may refer to."""
    if (ref.get("apiVersion") or "v1") != "v1":
        yield Report((*path, "apiVersion"), _UNKNOWN_VERSION, "remove apiVersion")
        return
    written = ref.get("fieldPath")
    if not isinstance(written, str):
        return
    field = _OLD_NAMES.get(written, written)
    base, bracket, rest = field.partition("['")
    if bracket and rest.endswith("']"):
        reason = _subscript_fault(base, rest.removesuffix("']"))
    elif field in (_OF_PODS if of_pod else _OF_FILES) or (field == "status.hostIPs" and of_pod and minor >= _HOST_IPS):
        reason = None
    else:
        reason = f"there is no {written!r} for fieldRef here" if written else "it is empty"
    if reason:
        yield Report((*path, "fieldPath"), reason)


def _subscript_fault(base: str, key: str) -> str | None:
    if base not in ("metadata.labels", "metadata.annotations"):
        return f"{base!r} takes no key in brackets: only metadata.labels and metadata.annotations do"
    reason = syntax.qualified_name(key.lower() if base == "metadata.annotations" else key)
    return f"{key!r} is no key of {base}: {reason}" if reason else None


def resource_faults(ref: Mapping[str, Any], path: Path) -> Iterator[Report]:
    """What is wrong with a resourceFieldRef at a path."""
    resource = ref.get("resource")
    if isinstance(resource, str) and resource not in _RESOURCES and not resource.startswith(_PAGES):
        message = f"{resource!r} is no resource here" if resource else "resource is empty"
        yield Report((*path, "resource"), message, "write limits or requests with cpu, memory or ephemeral-storage")
        return
    divisor = ref.get("divisor")
    if divisor is None:
        return
    value = quantities.parse(divisor)
    if value is None:
        yield Report((*path, "divisor"), quantities.fault(divisor) or "")
    elif isinstance(resource, str) and value and value not in _divisors(resource):
        allowed = "1 or 1m" if resource.endswith(".cpu") else "1, or 1 with one suffix from k to E or Ki to Ei"
        yield Report((*path, "divisor"), f"{divisor} is no divisor of {resource}", f"write {allowed}")


def _divisors(resource: str) -> frozenset[Fraction | int | None]:
    if resource.endswith(".cpu"):
        return frozenset({1, quantities.parse("1m")})
    return frozenset([1, *(base**power for base in (1000, 1024) for power in range(1, 7))])

"""Requests and limits of containers and pods.

Source: kubernetes pkg/apis/core/validation (validateResourceRequirements, ValidateContainerResourceName),
pkg/apis/core/helper/helpers.go (IsStandardContainerResourceName, IsExtendedResourceName, IsOvercommitAllowed).
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

_STANDARD = frozenset({"cpu", "memory", "ephemeral-storage"})
_PAGES = "hugepages-"
_OWN = "kubernetes.io/"


def faults(resources: Mapping[str, Any], path: Path) -> Iterator[Report]:
    """What is wrong with ``requests`` and ``limits`` at a path."""
    requests, limits = resources.get("requests") or {}, resources.get("limits") or {}
    for kind, amounts in (("limits", limits), ("requests", requests)):
        for name, amount in amounts.items():
            yield from amount_faults(name, amount, (*path, kind, name))
    for name, amount in requests.items():
        yield from _against_limit(name, amount, limits, (*path, "requests", name))
    names = {*requests, *limits}
    if any(name.startswith(_PAGES) for name in names) and not names & {"cpu", "memory"}:
        yield Report(path, "huge pages need cpu or memory beside them")


def amount_faults(name: str, amount: Any, path: Path) -> Iterator[Report]:
    """What is wrong with one resource and its amount."""
    reason = name_fault(name)
    if reason:
        yield Report(path, f"{name!r} is no resource of a container: {reason}", key=True)
    value = quantities.parse(amount)
    if value is None:
        yield Report(path, quantities.fault(amount) or "")
    elif value < 0:
        yield Report(path, f"{amount} is negative")
    elif is_extended(name) and value.denominator != 1:
        yield Report(path, f"{name} is {amount} and must be a whole number")
    elif name.startswith(_PAGES):
        reason = _pages_fault(name, value)
        if reason:
            yield Report(path, f"{name} is {amount}: {reason}")


def _pages_fault(name: str, value: Fraction) -> str | None:
    page = quantities.parse(name.removeprefix(_PAGES))
    if page is None or page <= 0 or page.denominator != 1:
        return f"{name.removeprefix(_PAGES)!r} is no size of a page"
    return None if value % page == 0 else "it is no multiple of the page"


def _against_limit(name: str, amount: Any, limits: Mapping[str, Any], path: Path) -> Iterator[Report]:
    overcommits = ("/" not in name or _OWN in name) and not name.startswith(_PAGES)
    if name not in limits:
        if not overcommits:
            yield Report(path, f"{name} is requested without a limit", f"write the same amount of {name} into limits")
        return
    request, limit = quantities.parse(amount), quantities.parse(limits[name])
    if request is None or limit is None:
        return
    if not overcommits and request != limit:
        yield Report(path, f"the request of {amount} {name} is not the limit of {limits[name]}", "make them equal")
    elif request > limit:
        message = f"the {name} request of {amount} is more than the limit of {limits[name]}"
        yield Report(path, message, "lower the request, or raise the limit")


def name_fault(name: str) -> str | None:
    """Why a name is not that of a resource that containers can ask for."""
    reason = syntax.qualified_name(name)
    if reason:
        return reason
    if "/" not in name:
        known = name in _STANDARD or name.startswith(_PAGES)
        return None if known else "names without a domain are cpu, memory, ephemeral-storage and hugepages-<size>"
    return None if _OWN in name or is_extended(name) else "it is no name of an extended resource"


def is_extended(name: str) -> bool:
    """Whether a resource is one that Kubernetes itself does not know, such as ``nvidia.com/gpu``."""
    if "/" not in name or _OWN in name or name.startswith("requests."):
        return False
    return syntax.qualified_name(f"requests.{name}") is None

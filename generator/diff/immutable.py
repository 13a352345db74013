"""What of a change the API server refuses, because a field cannot be changed.

Source of each condition: the function of Kubernetes that its rows in ``generator.diff.immutable_fields`` name, and
pkg/registry/core/service/storage (patchAllocatedValues) for what a Service keeps when a manifest no longer says it.
"""

from __future__ import annotations

from generator.diff.immutable_fields import FIELDS
from generator.diff.model import ABSENT, Difference
from generator.diff.steps import leaves, starts_with, step_name
from generator.lean import TYPE_CHECKING, NamedTuple
from generator.objects.quantities import parse
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.diff.immutable_fields import Fields, Immutable
    from generator.diff.model import Side, Steps
    from generator.objects.resource import Resource

    Condition = Callable[["Attempt"], bool]


class Attempt(NamedTuple):
    """A change of an immutable field: ``old`` and ``new`` are the values at ``path``, which is the field's or below.

    ``storage_class`` is that of a claim, None where it is not known.
    """

    before: Resource
    after: Resource
    path: Steps
    old: Side
    new: Side
    minor: int
    storage_class: Resource | None


class Refusal(NamedTuple):
    """A field that cannot be changed, and the differences that try to."""

    row: Immutable
    differences: tuple[Difference, ...]


def refusals(
    before: Resource,
    after: Resource,
    differences: Iterable[Difference],
    minor: int,
    storage_class: Resource | None = None,
) -> Iterator[Refusal]:
    """What Kubernetes 1.``minor`` refuses of a change, one for each row of the table."""
    rows = FIELDS.get(after.type, ())
    if not rows or before.type != after.type:
        return
    changes = [(one, leaf) for one in differences for leaf in leaves(one)]
    told: set[int] = set()
    for row in rows:
        if row.until and minor > row.until:
            continue
        refused = {
            id(one): one
            for one, (path, old, new) in changes
            if is_covered(path, row)
            and _CONDITIONS[row.when](Attempt(before, after, path, old, new, minor, storage_class))
        }
        if not told.issuperset(refused):
            yield Refusal(row, tuple(refused.values()))
        told.update(refused)


def is_covered(path: Steps, row: Immutable) -> bool:
    """Whether a path is in an immutable field, and in none of those below it that may change."""
    if not starts_with(path, row.path):
        return False
    rest = path[len(row.path) :]
    return not any(starts_with(rest, one) for one in row.but)


def _always(_: Attempt) -> bool:
    return True


_DIRECTIVES: tuple[Fields, ...] = (
    ("metadata", "annotations"), ("metadata", "labels"), ("spec", "affinity", "nodeAffinity"),
    ("spec", "nodeSelector"), ("spec", "schedulingGates"), ("spec", "tolerations"),
)  # fmt: skip
_RESOURCES: tuple[Fields, ...] = (
    ("spec", "containers", "*", "resources"),
    ("spec", "initContainers", "*", "resources"),
)
_RESOURCES_SINCE = 36
_ELASTIC_SINCE = 27


def _bounds_filled_in(attempt: Attempt) -> bool:
    """A strategy without bounds, while the API server has filled in those of the rolling update that is there."""
    field = str(attempt.path[1])
    old, new = (one.spec.get(field) or {} for one in (attempt.before, attempt.after))
    rolling = old.get("type") in (None, "RollingUpdate") and not old.get("rollingUpdate")
    return rolling and new.get("type") in ("OnDelete", "Recreate")


def _job_template(attempt: Attempt) -> bool:
    """All of it, but where pods are scheduled, and from 1.36 what they request, while a Job is suspended."""
    if attempt.before.spec.get("suspend") is not True:
        return True
    rest = attempt.path[2:]
    free = _DIRECTIVES + (_RESOURCES if attempt.minor >= _RESOURCES_SINCE else ())
    return not any(starts_with(rest, one) for one in free)


def _completions(attempt: Attempt) -> bool:
    """Not in an elastic indexed Job, whose completions change together with its parallelism."""
    spec = attempt.after.spec
    elastic = spec.get("completionMode") == "Indexed" and attempt.minor >= _ELASTIC_SINCE
    return not (elastic and spec.get("completions") == spec.get("parallelism", 1))


def _toleration_taken_away(attempt: Attempt) -> bool:
    old, new = (
        [{key: value for key, value in one.items() if key != "tolerationSeconds"} for one in maps(side)]
        for side in (attempt.before.spec.get("tolerations"), attempt.after.spec.get("tolerations"))
    )
    return any(one not in new for one in old)


def _gate_added(attempt: Attempt) -> bool:
    old, new = (
        {one.get("name") for one in maps(side.spec.get("schedulingGates"))} for side in (attempt.before, attempt.after)
    )
    return bool(new - old)


def _deadline_put_off(attempt: Attempt) -> bool:
    old, new = attempt.old, attempt.new
    return isinstance(old, int) and (not isinstance(new, int) or new > old)


def _address(attempt: Attempt) -> bool:
    """An address that is written and was another one; one that is no longer written stays as it is."""
    if _is_name(attempt.before) or _is_name(attempt.after):
        return False
    old, new = (_addresses(one) for one in (attempt.before, attempt.after))
    if new and old[:1] != new[:1]:
        return True
    return len(new) < len(old) and bool(new) and attempt.after.spec.get("ipFamilyPolicy") != "SingleStack"


def _addresses(service: Resource) -> list[str]:
    one = service.spec.get("clusterIP")
    return service.spec.get("clusterIPs") or ([one] if one else [])


def _is_name(service: Resource) -> bool:
    return service.spec.get("type") == "ExternalName"


def _headless_with_another_type(attempt: Attempt) -> bool:
    headless = _addresses(attempt.before)[:1] == ["None"] and _addresses(attempt.after)[:1] in ([], ["None"])
    return headless and attempt.after.spec.get("type") in ("LoadBalancer", "NodePort")


def _first_family(attempt: Attempt) -> bool:
    """Which family is the first one, but for Services without an address of their own."""
    services = (attempt.before, attempt.after)
    if any(_is_name(one) or _addresses(one)[:1] == ["None"] for one in services):
        return False
    old, new = (one.spec.get("ipFamilies") or [] for one in services)
    if old and new and old[0] != new[0]:
        return True
    return len(new) == 1 < len(old) and attempt.after.spec.get("ipFamilyPolicy") != "SingleStack"


def _balancer(attempt: Attempt) -> bool:
    return all(one.spec.get("type") == "LoadBalancer" for one in (attempt.before, attempt.after))


def _health_check(attempt: Attempt) -> bool:
    local = all(one.spec.get("externalTrafficPolicy") == "Local" for one in (attempt.before, attempt.after))
    return local and _balancer(attempt) and attempt.new is not ABSENT


def _range_not_only_added(attempt: Attempt) -> bool:
    old, new = (one.spec.get("cidrs") or [] for one in (attempt.before, attempt.after))
    return not (len(old) == 1 and len(new) == len(old) + 1 and old == new[:1])


def _not_only_added(attempt: Attempt) -> bool:
    return attempt.before.spec.get(str(attempt.path[1])) is not None


def _not_bound_since(attempt: Attempt) -> bool:
    return not (attempt.path == ("spec", "volumeName") and attempt.old is ABSENT)


def _taken_away(attempt: Attempt) -> bool:
    return attempt.new is ABSENT


def _smaller(attempt: Attempt) -> bool:
    old, new = parse(attempt.old), parse(attempt.new)
    return old is not None and new is not None and new < old


def _class_without_expansion(attempt: Attempt) -> bool:
    known = attempt.storage_class
    return known is not None and known.value.get("allowVolumeExpansion") is not True and not _smaller(attempt)


def _immutable(attempt: Attempt) -> bool:
    return attempt.before.value.get("immutable") is True


def _stored(attempt: Attempt) -> bool:
    """A version that is gone although objects are stored in it."""
    step = attempt.path[2] if len(attempt.path) > len(("spec", "versions")) else None
    name = step_name(step) if step is not None else None
    left = {one.get("name") for one in maps(attempt.after.spec.get("versions"))}
    was = [one.get("name") for one in maps(attempt.before.spec.get("versions")) if one.get("storage") is True]
    return any(one not in left and name in (None, one) for one in was)


_CONDITIONS: Mapping[str, Condition] = {
    "": _always,
    "bounds filled in": _bounds_filled_in,
    "job template": _job_template,
    "completions": _completions,
    "toleration taken away": _toleration_taken_away,
    "gate added": _gate_added,
    "deadline put off": _deadline_put_off,
    "address": _address,
    "headless with another type": _headless_with_another_type,
    "first family": _first_family,
    "balancer": _balancer,
    "health check": _health_check,
    "range not only added": _range_not_only_added,
    "affinity not only added": _not_only_added,
    "not bound since": _not_bound_since,
    "taken away": _taken_away,
    "smaller": _smaller,
    "class without expansion": _class_without_expansion,
    "immutable": _immutable,
    "stored": _stored,
}


def storage_class_of(claim: Resource) -> str:
    """The name of the StorageClass that a claim asks for, "" for the cluster's default."""
    return str(at(claim.spec, "storageClassName") or "")

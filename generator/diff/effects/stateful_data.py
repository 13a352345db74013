"""The claims of StatefulSets: which pods they belong to, and when they are deleted.

Source: Kubernetes documentation, "StatefulSets" (stable storage, start ordinal, PersistentVolumeClaim retention).
"""

from __future__ import annotations

from generator.diff.effects.wording import call, pods
from generator.lean import TYPE_CHECKING
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diff.effect import Effect
    from generator.diff.effects.change import Change
    from generator.objects.resource import Resource


def effects(change: Change) -> Iterator[Effect]:
    """What becomes of the data of a StatefulSet."""
    before, after = change.before, change.after
    names = _templates(before)
    if before is not None and names and change.diff.action in ("renamed", "deleted"):
        yield _left_behind(change, before, names)
    if before is None or after is None or not change.stays:
        return
    yield from _retention(change, before, after)
    yield from _ordinals(change, after)
    for one in change.at("spec", "volumeClaimTemplates"):
        if set(_templates(after)) != set(names):
            message = "the way out gives its pods claims of other names: new, empty volumes beside the old ones"
            cure = "copy the data of each pod before it restarts"
            yield change.effect("data at risk", message, cure, on=one)
            break


def _templates(resource: Resource | None) -> list[str]:
    found = maps(resource.spec.get("volumeClaimTemplates")) if resource is not None else []
    return [str(at(one, "metadata", "name")) for one in found]


def _left_behind(change: Change, before: Resource, names: list[str]) -> Effect:
    """The claims of a StatefulSet that is gone, or has another name."""
    claim = f"{names[0]}-{before.name}-0"
    deleted = at(before.spec, "persistentVolumeClaimRetentionPolicy", "whenDeleted") == "Delete"
    fate = "are deleted with it (whenDeleted: Delete)" if deleted else "stay, and nothing mounts them"
    if change.after is None:
        message = f"its claims ({claim} and so on) {fate}"
        return change.effect("data at risk", message, "set whenDeleted: Retain first" if deleted else "")
    message = (
        f"its pods begin with empty volumes ({names[0]}-{change.after.name}-0 and so on); the claims of "
        f"{call(before)} ({claim} and so on) {fate}"
    )
    first = next(iter(change.diff.differences), None)
    return change.effect("data at risk", message, "keep the name, or copy the data claim by claim", on=first)


def _retention(change: Change, before: Resource, after: Resource) -> Iterator[Effect]:
    """Claims that go with pods that are scaled away, and policies that are new."""
    field = "persistentVolumeClaimRetentionPolicy"
    policy = after.spec.get(field) or {}
    for key, when in (("whenDeleted", "it is deleted"), ("whenScaled", "it is scaled down")):
        if policy.get(key) == "Delete" and at(before.spec, field, key) != "Delete":
            message = f"from now on claims and their data are deleted when {when} ({key}: Delete)"
            yield change.effect("data at risk", message, on=change.at("spec", field)[0])
    workloads = change.workloads
    old, new = (one.least if one is not None else None for one in workloads)
    on = next(iter(change.at("spec", "replicas")), None)
    if policy.get("whenScaled") == "Delete" and old is not None and new is not None and new < old and on is not None:
        message = f"the claims of {pods(old - new)} are deleted with their data (whenScaled: Delete)"
        yield change.effect("data at risk", message, "set whenScaled: Retain first", on=on)


def _ordinals(change: Change, after: Resource) -> Iterator[Effect]:
    for one in change.at("spec", "ordinals"):
        start = at(after.spec, "ordinals", "start") or 0
        message = f"its pods are numbered from {start}: they are other pods, each with its own claims"
        yield change.effect("data at risk", message, on=one)

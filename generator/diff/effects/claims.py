"""The data behind claims that shrink, grow, are deleted or get another name.

Source: Kubernetes documentation, "Persistent Volumes" (reclaiming, expanding claims).
"""

from __future__ import annotations

from generator.diff.effects.hooks import is_kept
from generator.diff.effects.refused import storage_class
from generator.diff.effects.wording import call
from generator.diff.steps import shown
from generator.lean import TYPE_CHECKING
from generator.objects.quantities import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diff.effect import Effect
    from generator.diff.effects.change import Change
    from generator.objects.resource import Resource

_SIZE = ("spec", "resources", "requests", "storage")


def effects(change: Change) -> Iterator[Effect]:
    """What becomes of the data of a claim."""
    claim = change.before
    if change.diff.action == "renamed" and claim is not None:
        message = (
            f"{call(change.resource)} is a new, empty volume: nothing is copied from {call(claim)}. When that is "
            f"deleted, it {_with_its_data(change, claim)}"
        )
        first = next(iter(change.diff.differences), None)
        yield change.effect("data at risk", message, "keep the old claim, and copy the data first", on=first)
    elif change.diff.action == "deleted" and claim is not None and not is_kept(claim):
        message = f"as soon as no pod mounts it, the claim {_with_its_data(change, claim)}"
        cure = "annotate it with helm.sh/resource-policy: keep, or set the volume's reclaim policy to Retain first"
        yield change.effect("data at risk", message, cure)
    for one in change.refusals:
        if one.row.way in ("claim", "smaller"):
            on = one.differences[0]
            message = f"{shown(on.path[1:])} can only differ in a new volume: the data has to be copied"
            yield change.effect("data at risk", message, "make a snapshot or a backup before", on=on)
    yield from _grown(change)


def _with_its_data(change: Change, claim: Resource) -> str:
    """What becomes of the volume of a claim that is deleted."""
    policy = reclaim_policy(change, claim)
    if policy == "Retain":
        return "goes; its volume stays (Retain), but no claim names it"
    return "goes with its volume and its data" + (
        " (reclaim policy Delete)" if policy else ", unless the reclaim policy of the volume is Retain"
    )


def reclaim_policy(change: Change, claim: Resource) -> str:
    """What happens to the volume of a claim when that is deleted, "" where it is not in sight."""
    scope = change.around.before.scope
    volume = scope.named("PersistentVolume", str(claim.spec.get("volumeName") or ""), claim)
    if volume is not None:
        return str(volume.spec.get("persistentVolumeReclaimPolicy") or "Retain")
    found = storage_class(change, claim)
    return str(found.value.get("reclaimPolicy") or "Delete") if found is not None else ""


def _grown(change: Change) -> Iterator[Effect]:
    """A claim that may grow: no data is at risk."""
    on = next((one for one in change.at(*_SIZE) if one.path == _SIZE), None)
    old, new = (parse(on.before), parse(on.after)) if on is not None else (None, None)
    if old is None or new is None or new <= old or change.refusals or change.after is None:
        return
    known = storage_class(change, change.after)
    condition = "" if known is not None else ", if its StorageClass has allowVolumeExpansion: true"
    yield change.effect("in place", f"the volume of the claim grows, with its pods running{condition}", on=on)

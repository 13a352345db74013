"""Why a rollout would not be free of downtime, which setting is to blame, and whether it was so before.

The strategy and the readiness of the new pods are those of the after side. But the pods that end in this rollout are
the old ones: their preStop hook and their grace period are those of the before side, and what changes there holds from
the next rollout on (Kubernetes documentation, "Pod Lifecycle": a pod ends as its own spec says).
"""

from __future__ import annotations

from generator.diff.effects.blames import ending, starting
from generator.diff.effects.pods import roll_of
from generator.diff.effects.wording import call, pods
from generator.diff.steps import preferred
from generator.lean import TYPE_CHECKING
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diff.effect import Effect
    from generator.diff.effects.blames import Blame
    from generator.diff.effects.change import Change
    from generator.diff.effects.side import Workload


def effects(change: Change) -> Iterator[Effect]:
    """Why requests get lost while the pods of a workload are replaced, or would in the next rollout."""
    before, after = change.workloads
    if change.resource.type == "Service":
        yield from _moved_ahead(change)
    if before is None or after is None or not (before.is_served or after.is_served):
        return
    yield from _scaled_away(change, before, after)
    if not change.stays:
        return
    roll = roll_of(change)
    rolls = roll is not None and roll.fate in ("rolls", "recreates")
    around = change.around
    old, new = starting(before, around.before), starting(after, around.after)
    yield from _of_start(change, list(old), list(new), rolls=rolls)
    old, new = ending(before, around.minor), ending(after, around.minor)
    yield from _of_end(change, list(old), list(new), rolls=rolls)


def _scaled_away(change: Change, before: Workload, after: Workload) -> Iterator[Effect]:
    if after.most == 0 and before.most:
        on = change.first("spec", "replicas")
        yield change.effect("downtime", f"none of {pods(before.least or 0)} is left: nothing answers", on=on)


def _of_start(change: Change, old: list[Blame], new: list[Blame], *, rolls: bool) -> Iterator[Effect]:
    """Blames of how new pods take the place of old ones."""
    known = {one.setting for one in old}
    for one in new:
        if one.setting == "mount" and _mounts_other_disks(change):
            continue
        if rolls:
            when = "it was so before" if one.setting in known else "new with this change"
            yield _told(change, one, f"{one.message} ({when})")
        elif one.setting not in known:
            yield _told(change, one, f"from the next rollout on: {one.message}")


def _of_end(change: Change, old: list[Blame], new: list[Blame], *, rolls: bool) -> Iterator[Effect]:
    """Blames of how pods end: those that end now are the old ones."""
    after = {one.setting for one in new}
    for one in old if rolls else []:
        when = "it was so before, and stays so" if one.setting in after else "for the last time: the new pods are cured"
        yield _told(change, one, f"{one.message} ({when})")
    before = {one.setting for one in old}
    for one in new:
        if one.setting not in before:
            yield _told(change, one, f"from the next rollout on: {one.message}")


def _told(change: Change, blame: Blame, message: str) -> Effect:
    """The effect of a setting, at the difference that changed it, else at the one that replaces the pods."""
    found = [one for one in change.diff.differences if blame.field in one.path]
    on = preferred(found) or preferred(change.template)
    return change.effect(blame.kind, message, blame.cure, on=on)


def _mounts_other_disks(change: Change) -> bool:
    """Whether the new pods mount no claim that the old ones have."""
    old, new = (
        {
            at(volume, "persistentVolumeClaim", "claimName")
            for volume in maps(one.pod.spec.get("volumes") if one is not None else None)
        }
        for one in change.workloads
    )
    return (old & new).issubset({None})


def _moved_ahead(change: Change) -> Iterator[Effect]:
    """A Service that turns away from the pods that run, to labels that only the coming ones have."""
    after, on = change.after, change.first("spec", "selector")
    if after is None or on is None or not change.stays:
        return
    around = change.around
    wanted = after.spec.get("selector") or {}
    for workload in [one for one in around.after.workloads if any(service is after for service in one.services)]:
        was = around.before.workload(around.was(workload.resource))
        if was is None or not was.least or all(was.pod.labels.get(key) == value for key, value in wanted.items()):
            continue
        message = (
            f"its new selector takes none of the {pods(was.least)} of {call(was.resource)} that run now: nothing "
            "answers until new ones are ready"
        )
        cure = "give the pods the new label in one rollout, and change the selector in the next"
        yield change.effect("downtime", message, cure, on=on)

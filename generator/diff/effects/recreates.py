"""What ends and is made anew: pods that all end first, objects under another name or of another kind, hooks."""

from __future__ import annotations

from generator.diff.effects.hooks import phases, renewer
from generator.diff.effects.pods import reason, roll_of
from generator.diff.effects.wording import call, pods, running
from generator.diff.steps import preferred
from generator.lean import TYPE_CHECKING
from generator.objects.resource import RUN_ONCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.diff.effect import Effect
    from generator.diff.effects.change import Change
    from generator.diff.effects.side import Workload
    from generator.diff.model import Difference
    from generator.documents.node import Plain


def effects(change: Change) -> Iterator[Effect]:
    """What of a change ends and is made anew."""
    roll = roll_of(change)
    if roll is not None and roll.fate == "recreates":
        message = f"ends {_all(roll.before)} before the first new one starts (strategy Recreate): {reason(change)}"
        yield change.effect("recreates", message, on=preferred(change.template), pods=roll.pods)
    before, after = change.workloads
    if change.diff.action == "renamed" and before is not None and after is not None:
        yield from _renamed(change, before, after)
    elif change.diff.action == "created" and after is not None:
        yield from _of_another_kind(change, after)
    elif change.stays and change.before is not None and renewer(change.resource) and renewer(change.before):
        when = phases(change.resource)
        message = f"{renewer(change.resource)} deletes the old one and makes it anew{f' ({when})' if when else ''}"
        yield change.effect("recreates", message, on=change.diff.differences[0])


def _all(workload: Workload) -> str:
    if workload.is_scaled or workload.least is None:
        return f"all of its {running(workload)}"
    return "its only pod" if workload.least == 1 else f"all {pods(workload.least)}"


def _renamed(change: Change, before: Workload, after: Workload) -> Iterator[Effect]:
    old = call(before.resource)
    first = change.diff.differences[0] if change.diff.differences else None
    moved = before.resource.namespace != after.resource.namespace
    where = f" in the namespace {after.resource.namespace}" if moved else ""
    if after.resource.type in RUN_ONCE:
        message = f"a new {after.resource.kind} in the place of {old}{where}"
        if after.resource.type == "Job":
            message += ": it runs at once, whether the old one has run or not"
        yield change.effect("recreates", message, on=first)
        return
    message = (
        f"{running(after)} of a new {after.resource.kind}{where} come up beside the {running(before)} of {old}; these "
        "end when the old one is deleted"
    )
    yield change.effect("recreates", message, on=first, pods=after.least, numbers=beside(before, after))
    if before.is_served:
        yield _gap(change, old, first)


def _gap(change: Change, old: str, on: Difference | None = None) -> Effect:
    message = (
        f"Helm and --prune delete {old} as soon as the new one is made, not when its pods are ready: nothing answers "
        "in between"
    )
    cure = "add the new one in one release, and take the old one away in the next"
    return change.effect("downtime", message, cure, on=on)


def beside(before: Workload, after: Workload) -> Mapping[str, Plain]:
    """How many pods there are before, and at most while both are there."""
    if before.most is None or after.most is None:
        return {}
    return {"replicas": [before.least, after.least], "peak": [before.most, before.most + after.most]}


def _of_another_kind(change: Change, after: Workload) -> Iterator[Effect]:
    """A workload whose name one of another kind had."""
    for other in change.around.changes:
        old = other.workloads[0] if other.diff.action == "deleted" else None
        if old is None or old.resource.name != after.resource.name or old.resource.type == after.resource.type:
            continue
        if old.resource.namespace == after.resource.namespace and after.resource.type not in RUN_ONCE:
            message = (
                f"{running(after)} come up beside the {running(old)} of {call(old.resource)}; these end when it is "
                "deleted"
            )
            yield change.effect("recreates", message, pods=after.least, numbers=beside(old, after))
            if old.is_served:
                yield _gap(change, call(old.resource))

"""What the API server refuses because a field cannot be changed, with the way out."""

from __future__ import annotations

from generator.diff.effects.hooks import renewer
from generator.diff.effects.wording import call, fields
from generator.diff.immutable import refusals, storage_class_of
from generator.diff.steps import preferred
from generator.diff.ways import way_out
from generator.lean import TYPE_CHECKING
from generator.objects.quantities import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diff.effect import Effect
    from generator.diff.effects.change import Change
    from generator.diff.immutable import Refusal
    from generator.objects.resource import Resource

_SELECTOR = ("spec", "selector")
_CLAIMS = ("spec", "volumeClaimTemplates")


def effects(change: Change) -> Iterator[Effect]:
    """The fields that cannot be changed."""
    for one in change.refusals:
        resource, first = change.resource, preferred(one.differences)
        names = fields(one.differences)
        if one.row.by_server:
            message = (
                f"server-side apply (Helm 4, kubectl apply --server-side) refuses {names}: the bounds of the rolling "
                "update that the API server filled in would stay; kubectl apply and Helm 3 take it"
            )
        else:
            message = f"{names} cannot be changed: the API server refuses the whole update of {call(resource)}"
        yield change.effect("refused", message, way_out(_way(change, one), resource), on=first)


def refused(change: Change) -> list[Refusal]:
    """What is refused of a change; nothing of an object that a tool deletes and makes anew."""
    before, after = change.before, change.after
    if not change.stays or before is None or after is None or (renewer(before) and renewer(after)):
        return []
    found = storage_class(change, after) if after.type == "PersistentVolumeClaim" else None
    return list(refusals(before, after, change.diff.differences, change.around.minor, found))


def storage_class(change: Change, claim: Resource) -> Resource | None:
    """The StorageClass of a claim, None where it is not in sight."""
    scope = change.around.after.scope
    name = storage_class_of(claim)
    return scope.named("StorageClass", name, claim) if name else None


def _way(change: Change, refusal: Refusal) -> str:
    """The way out of a refusal; a StatefulSet has several."""
    if refusal.row.way != "stateful set":
        return refusal.row.way
    paths = [one.path[:2] for one in refusal.differences]
    if _SELECTOR in paths:
        return "stateful selector"
    grown = all(path == _CLAIMS for path in paths) and _only_grown(change)
    return "stateful growth" if grown else refusal.row.way


def _only_grown(change: Change) -> bool:
    """Whether of the claims of a StatefulSet nothing but their size changes, and that grows."""
    for one in change.at(*_CLAIMS):
        old, new = parse(one.before), parse(one.after)
        if one.path[-1] != "storage" or old is None or new is None or new <= old:
            return False
    return True

"""What people say of a workload and cannot all be: what is left of it, and what is told of the rest."""

from __future__ import annotations

from generator.documents.edits import REMOVED
from generator.inject.amending import amended
from generator.inject.description import describe
from generator.inject.said import Said
from generator.lean import TYPE_CHECKING, NamedTuple
from generator.objects.int_or_percent import is_zero
from generator.objects.values import at

if TYPE_CHECKING:
    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.inject.knowledge import Known
    from generator.inject.workload import Workload

DEADLINE = "progressDeadlineSeconds"
_READY = "minReadySeconds"
_BUDGET = "startupBudgetSeconds"
_SURGE, _LOST = "maxSurge", "maxUnavailable"


class Consistent(NamedTuple):
    """What people say that can be, and of what cannot be the place in the object and the reason."""

    known: dict[str, Known]
    refused: list[tuple[Path, str]]


def consistent(
    workload: Workload, value: dict[str, Plain], known: dict[str, Known], minor: int, *, override: bool
) -> Consistent:
    """What people say of a workload without what would be refused together with the rest, theirs or the workload's."""
    kept, refused = _bounds(workload, value, known, override=override)
    if DEADLINE not in kept:
        return Consistent(kept, refused)
    budget, ready = (one.value if (one := kept.get(name)) else 0 for name in (_BUDGET, _READY))
    free = amended(value, ("spec", DEADLINE), REMOVED)
    start = describe(workload, Said(workload, free, kept), kept, minor).start
    fitting = without_deadline(kept, max(start, budget) + max(ready, at(value, "spec", _READY) or 0))
    return Consistent(fitting.known, [*refused, *fitting.refused])


def _bounds(workload: Workload, value: dict[str, Plain], known: dict[str, Known], *, override: bool) -> Consistent:
    """Without a maxSurge of 0 where maxUnavailable is 0 too."""
    told = known.get(_SURGE)
    if told is None or not is_zero(told.value) or workload.resource.type != "Deployment":
        return Consistent(known, [])
    written = at(value, "spec", "strategy", "rollingUpdate", _LOST)
    asked = known[_LOST].value if _LOST in known else None
    lost = [one for one in ((asked, written) if override else (written, asked)) if one is not None]
    if lost and not is_zero(lost[0]):
        return Consistent(known, [])
    reason = f"{told.source}: with {_SURGE} 0 and {_LOST} 0 no pod could be replaced: say {_LOST} as well"
    kept = {name: one for name, one in known.items() if name != _SURGE}
    return Consistent(kept, [(("spec", "strategy", "rollingUpdate", _SURGE), reason)])


def without_deadline(known: dict[str, Known], start: int) -> Consistent:
    """Without a progress deadline that is not more than the seconds of a start."""
    told = known.get(DEADLINE)
    if told is None or told.value > start:
        return Consistent(known, [])
    reason = f"{told.source}: {told.value} s are not more than the {start} s that a start may take"
    return Consistent({name: one for name, one in known.items() if name != DEADLINE}, [(("spec", DEADLINE), reason)])

"""How many pods there are, what they request together, and who decides that.

Source: Kubernetes documentation, "Horizontal Pod Autoscaling" (migrating Deployments and StatefulSets to horizontal
autoscaling: a manifest that no longer says replicas gives 1 for a moment); seen with kubectl apply, with and without
--server-side, against the API server of 1.37.
"""

from __future__ import annotations

from generator.diff.effects import requests
from generator.diff.effects.rolling import counted, peak_numbers
from generator.diff.effects.wording import call, cpu, memory, pods, running
from generator.diff.model import Item
from generator.diff.steps import preferred
from generator.diff.ways import command
from generator.lean import TYPE_CHECKING
from generator.objects import scaling
from generator.objects.resource import RUN_ONCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.diff.effect import Effect, EffectKind
    from generator.diff.effects.change import Change
    from generator.diff.effects.side import Workload
    from generator.diff.model import Difference
    from generator.documents.node import Plain

_SCALERS = frozenset({scaling.AUTOSCALER, scaling.SCALED_OBJECT})
_SIZES = frozenset({"replicas", "resources", "overhead", "strategy"})
_CONTAINERS = ("containers", "initContainers")
_BOUNDS = ("minReplicas", "maxReplicas", "minReplicaCount", "maxReplicaCount", "scaleTargetRef")


def effects(change: Change) -> Iterator[Effect]:
    """What a change does to the number of pods and to what they request."""
    if change.resource.type in _SCALERS:
        yield from _by_scaler(change)
        return
    before, after = change.workloads
    if change.resource.type in RUN_ONCE or change.resource.type == "Pod":
        return
    if before is not None and after is not None:
        yield from _taken_over(change, before, after)
    if _size(before) == _size(after) or not _tells(change):
        return
    on = preferred(one for one in change.diff.differences if _is_about_size(one))
    yield change.effect("capacity", told(before, after), on=on, numbers=numbers(before, after))


def _size(workload: Workload | None) -> tuple[object, ...]:
    """How many pods there are and what they request."""
    if workload is None:
        return ()
    return workload.least, workload.most, counted(workload), requests.of_pod(workload.pod)


def _tells(change: Change) -> bool:
    """Whether a change of a workload is about its size itself; else that of its autoscaler tells of it."""
    return not change.stays or any(_is_about_size(one) for one in change.diff.differences)


def _is_about_size(difference: Difference) -> bool:
    path = difference.path
    if not _SIZES.isdisjoint(step for step in path if isinstance(step, str)):
        return True
    return path[-1] in _CONTAINERS or (path[-2:-1] in [(name,) for name in _CONTAINERS] and isinstance(path[-1], Item))


def told(before: Workload | None, after: Workload | None) -> str:
    """``3 pods instead of 2 pods, cpu requests 400m → 600m``; what is new or gone without a comparison."""
    if before is None or after is None:
        return _one_side(before or after, "new" if before is None else "gone")
    counts = [running(one) for one in (before, after)]
    parts = [counts[0] if counts[0] == counts[1] else f"{counts[1]} instead of {counts[0]}"]
    found = numbers(before, after)
    for name in ("cpu", "memory"):
        pair = found[name]
        if isinstance(pair, list) and pair[0] != pair[1]:
            parts.append(f"{name} requests {pair[0]} → {pair[1]}")
    peaks = counted(before), counted(after)
    if len(parts) == 1 and counts[0] == counts[1] and peaks[1] is not None:
        parts.append(f"up to {pods(peaks[1])} while it rolls instead of {peaks[0]}")
    return ", ".join(parts) + (_at_most(after) if after.least != after.most else "")


def _one_side(workload: Workload | None, word: str) -> str:
    if workload is None:
        return ""
    needs = _requested(workload, workload.least)
    asked = [
        f"{name} requests of {text}"
        for name, text in (("cpu", cpu(needs.cpu)), ("memory", memory(needs.memory)))
        if text != "0"
    ]
    return f"{word}: {running(workload)}{''.join(f', {one}' for one in asked)}{_at_most(workload)}"


def _at_most(workload: Workload) -> str:
    """What all pods request when an autoscaler is at its bound."""
    needs = _requested(workload, workload.most)
    if workload.least == workload.most or not (needs.cpu or needs.memory):
        return ""
    return f" (at the upper bound cpu {cpu(needs.cpu)}, memory {memory(needs.memory)})"


def numbers(before: Workload | None, after: Workload | None) -> Mapping[str, Plain]:
    """The pairs of before and after; of a DaemonSet the requests are those of one node."""
    sides = (before, after)
    found: dict[str, Plain] = {"replicas": [one.least if one is not None else None for one in sides]}
    if any(one is not None and one.least != one.most for one in sides):
        found["most"] = [one.most if one is not None else None for one in sides]
    needs = [_requested(one, one.least) if one is not None else None for one in sides]
    found["cpu"] = [cpu(one.cpu) if one is not None else None for one in needs]
    found["memory"] = [memory(one.memory) if one is not None else None for one in needs]
    return {**found, **peak_numbers(before, after)} if before is not None and after is not None else found


def _requested(workload: Workload, count: int | None) -> requests.Requests:
    return requests.of_pod(workload.pod).times(1 if count is None else count)


def _taken_over(change: Change, before: Workload, after: Workload) -> Iterator[Effect]:
    """``replicas`` and an autoscaler that do not know of each other."""
    on = next((one for one in change.at("spec", "replicas") if one.path == ("spec", "replicas")), None)
    written = after.resource.spec.get("replicas")
    if after.is_scaled and on is not None and written is None and (before.most or 0) > 1:
        yield _reset(change, before, after, on)
    elif after.is_scaled and on is not None and isinstance(written, int):
        yield _contested(change, after, written, on)


def _reset(change: Change, before: Workload, after: Workload, on: Difference) -> Effect:
    """Replicas that are no longer written, so that the API server fills in its default."""
    message = (
        f"replicas is no longer written: the API server sets 1, so all but one of {running(before)} end, until "
        f"{call(after.scalers[0])} brings them back to {after.least}"
    )
    cure = (
        f"take replicas out of what was applied last first (`{command(after.resource, 'apply edit-last-applied')}`); "
        "with Helm and server-side apply do it when there is little traffic"
    )
    kind: EffectKind = "downtime" if before.is_served else "capacity"
    return change.effect(kind, message, cure, on=on, numbers={"replicas": [before.least, 1]})


def _contested(change: Change, after: Workload, written: int, on: Difference | None) -> Effect:
    message = f"every apply sets {call(after.resource)} to {pods(written)}, whatever {call(after.scalers[0])} made it"
    return change.effect("capacity", message, "leave replicas out", on=on, about=after.resource)


def _released(change: Change, after: Workload, on: Difference | None) -> Effect:
    """A workload that no autoscaler scales any more, and that writes no replicas."""
    message = f"no autoscaler any more, and no replicas: {call(after.resource)} stays at what it is, {running(after)}"
    return change.effect("capacity", message, "write replicas", on=on, about=after.resource)


def _by_scaler(change: Change) -> Iterator[Effect]:
    """What an autoscaler that is new, gone or has other bounds does, unless its workload tells of it."""
    around = change.around
    before = around.before.scaled_by(change.before) if change.before is not None else None
    after = around.after.scaled_by(change.after) if change.after is not None else None
    left = around.will_be(before.resource) if before is not None else None
    targets = [around.after.workload(left), after]
    for workload in {id(one.resource): one for one in targets if one is not None}.values():
        other = around.change_of(workload.resource)
        if other is None or (other.stays and not other.at("spec", "replicas")):
            yield from _scaled(change, workload, told_elsewhere=other is not None and _tells(other))


def _scaled(change: Change, after: Workload, *, told_elsewhere: bool) -> Iterator[Effect]:
    """What becomes of a workload that an autoscaler scales, or no longer does."""
    before = change.around.before.workload(change.around.was(after.resource))
    on = next((one for name in _BOUNDS for one in change.at("spec", name)), None)
    written = after.resource.spec.get("replicas")
    if before is None:
        return
    if after.is_scaled and not before.is_scaled and isinstance(written, int):
        yield _contested(change, after, written, on)
    if not after.is_scaled and written is None:
        yield _released(change, after, on)
    elif _size(before) != _size(after) and not told_elsewhere:
        message = f"{call(after.resource)}: {told(before, after)}"
        yield change.effect("capacity", message, on=on, about=after.resource, numbers=numbers(before, after))

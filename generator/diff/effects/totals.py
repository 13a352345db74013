"""What an environment needs as a whole: all pods, what they request, and the peak while some of them are replaced."""

from __future__ import annotations

from generator.diff.effect import Effect
from generator.diff.effects import requests
from generator.diff.effects.pods import roll_of
from generator.diff.effects.rolling import counted, peak
from generator.diff.effects.wording import cpu, memory, pods
from generator.lean import TYPE_CHECKING, NamedTuple
from generator.objects.resource import RUN_ONCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.diff.effects.change import Change, Surroundings
    from generator.diff.effects.requests import Requests
    from generator.diff.effects.side import Side, Workload
    from generator.documents.node import Plain


class Total(NamedTuple):
    """Pods and what they request together."""

    pods: int
    needs: Requests


class Needs(NamedTuple):
    """What a side needs: the pods that can be counted, and on each node those of DaemonSets."""

    all: Total
    node: Total


def effects(around: Surroundings) -> Iterator[Effect]:
    """The totals of an environment, where they change or pods are replaced."""
    diff = around.diff
    if diff.after is None:
        message = "the environment is no longer there: nothing in the cluster is deleted by that alone"
        yield Effect("none", "", message)
        return
    before = _needs(around.before) if diff.before is not None else None
    after, most = _needs(around.after), _most(around)
    if not (after.all.pods or after.node.pods or (before and before.all.pods)):
        return
    if before != after or (most.pods > after.all.pods and _is_any_replaced(around)):
        yield Effect("capacity", "", _told(before, after, most), numbers=_numbers(before, after, most))


def _is_any_replaced(around: Surroundings) -> bool:
    return any(
        roll_of(change) is not None or (change.diff.action == "renamed" and change.workloads[1] is not None)
        for change in around.changes
    )


def _needs(side: Side) -> Needs:
    counting = ((one, one.least) for one in _lasting(side) if one.least is not None)
    on_nodes = ((one, 1) for one in _lasting(side) if one.least is None)
    return Needs(_sum(counting), _sum(on_nodes))


def _lasting(side: Side) -> list[Workload]:
    """The workloads whose pods stay."""
    return [one for one in side.workloads if one.resource.type not in RUN_ONCE]


def _sum(parts: Iterable[tuple[Workload, int | None]]) -> Total:
    total, needs = 0, requests.nothing()
    for workload, count in parts:
        total += count or 0
        needs = needs.plus(requests.of_pod(workload.pod).times(count or 0))
    return Total(total, needs)


def _most(around: Surroundings) -> Total:
    """All pods at the worst moment: what rolls with the pods that are still ending, autoscalers at their bound."""
    parts = []
    for workload in _lasting(around.after):
        change = around.change_of(workload.resource)
        parts.append((workload, _worst(change, workload)))
        if change is not None and change.diff.action == "renamed" and change.workloads[0] is not None:
            parts.append((change.workloads[0], change.workloads[0].most))
    return _sum(parts)


def _worst(change: Change | None, workload: Workload) -> int | None:
    roll = roll_of(change)
    if roll is None or roll.fate != "rolls":
        return workload.most
    return max(peak(roll.before, roll.after) or 0, counted(workload) or 0)


def _numbers(before: Needs | None, after: Needs, most: Total) -> Mapping[str, Plain]:
    sides = (before, after)
    found: dict[str, Plain] = {"replicas": [one.all.pods if one is not None else None for one in sides]}
    found["cpu"] = [cpu(one.all.needs.cpu) if one is not None else None for one in sides]
    found["memory"] = [memory(one.all.needs.memory) if one is not None else None for one in sides]
    if most.pods:
        found |= {"peak": [None, most.pods]}
        found |= {"peak_cpu": [None, cpu(most.needs.cpu)], "peak_memory": [None, memory(most.needs.memory)]}
    if after.node.pods:
        found["node_cpu"] = [cpu(one.node.needs.cpu) if one is not None else None for one in sides]
        found["node_memory"] = [memory(one.node.needs.memory) if one is not None else None for one in sides]
    return found


def _told(before: Needs | None, after: Needs, most: Total) -> str:
    parts = []
    if after.all.pods or (before is not None and before.all.pods):
        was = f" instead of {_total(before.all)}" if before is not None and before.all != after.all else ""
        parts.append(f"all workloads: {_total(after.all)}{was}")
    if most.pods > after.all.pods:
        parts.append(f"at most {_total(most)}")
    if after.node.pods and (before is None or before.node != after.node):
        parts.append(f"on each node {_total(after.node)}")
    return "; ".join(parts)


def _total(total: Total) -> str:
    needs = ((name, text) for name, text in (("cpu", cpu(total.needs.cpu)), ("memory", memory(total.needs.memory))))
    asked = " and ".join(f"{name} {text}" for name, text in needs if text != "0")
    return f"{pods(total.pods)}{f' requesting {asked}' if asked else ''}"

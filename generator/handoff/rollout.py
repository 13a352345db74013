"""Waiting for rollouts, with an eye on the pods."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from generator.errors import ProgramError
from generator.handoff.snapshot import ROLLING, Snapshot, snapshot
from generator.objects.values import at
from generator.programs import kubectl
from generator.programs.running import Running

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.documents.node import Plain
    from generator.handoff.journal import Journal
    from generator.handoff.target import Target
    from generator.programs.run import Completed

_INTERVAL = 1.0
"""Seconds between two looks at the pods."""


class Failure(NamedTuple):
    """A step that failed, and what it said."""

    step: str
    message: str


def generations(target: Target) -> dict[str, int]:
    """How often the description of each workload has changed so far; to tell a new failure from an old one."""
    return {str(one): one.generation for one in snapshot(target).workloads}


def watched(
    target: Target, argv: Sequence[str], journal: Journal, *, stdin: str = "", before: Mapping[str, int] | None = None
) -> tuple[Completed, str]:
    """A program that was run while the pods were shown, and why it was ended before its time, "" where it was not.

    ``before`` are the generations of the workloads: one whose rollout of a newer one has failed ends the program.
    """
    failed = ""
    with Running(argv, stdin) as running:
        while not running.ended(_INTERVAL):
            now = looked(target, journal)
            if before is not None and (failed := _newly_failed(now, before)):
                running.end()
        return running.completed(), failed


def looked(target: Target, journal: Journal) -> Snapshot:
    """The pods as they are now, shown; nothing where the cluster does not answer for once."""
    try:
        now = snapshot(target)
    except ProgramError:
        return Snapshot(())
    journal.show(now)
    return now


def _newly_failed(now: Snapshot, before: Mapping[str, int]) -> str:
    for one in now.workloads:
        if one.kind in ROLLING and one.failed and one.generation > before.get(str(one), 0):
            return f"{one}: {one.failed}"
    return ""


def followed(target: Target, objects: Iterable[Plain], seconds: int, journal: Journal) -> Failure | None:
    """Wait until the rollout of each workload among some objects is over; the first one that fails.

    helm's own wait is not enough: that of Helm 3 is content with fewer pods, and looks at no minReadySeconds.
    """
    deadline = time.monotonic() + seconds
    for workload in workloads(objects):
        left = max(1, int(deadline - time.monotonic()))
        argv = kubectl.rollout_arguments(target.cluster.kubectl, workload, left)
        journal.command(argv)
        done, _ = watched(target, argv, journal)
        if done.code:
            return Failure(f"rollout of {workload}", (done.stderr or done.stdout).strip())
    looked(target, journal)
    return None


def workloads(objects: Iterable[Plain]) -> list[str]:
    """What has a rollout that ends by itself: ``deployment/web``."""
    return [
        f"{value['kind'].lower()}/{value['metadata']['name']}"
        for value in objects
        if value.get("kind") in ROLLING and not _waits(value)
    ]


def _waits(value: Plain) -> bool:
    """Whether a workload rolls only when somebody deletes its pods or lets it go on."""
    return at(value, "spec", "updateStrategy", "type") == "OnDelete" or at(value, "spec", "paused") is True

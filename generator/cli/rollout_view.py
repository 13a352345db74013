"""What a person sees of a rollout: the workloads and their pods, written over on a terminal, else a line a change."""

from __future__ import annotations

import shlex
import shutil
import sys
import time
from typing import TYPE_CHECKING, TextIO

from generator.cli.terminal import is_coloured, is_terminal, paint
from generator.handoff.snapshot import ROLLING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.handoff.snapshot import PodState, Snapshot, WorkloadState

_PODS = 6
"""The pods of a workload that are shown."""
_BAR = 20


class RolloutView:
    """A journal that writes to stderr. To be closed by ``done`` before anything else is written there."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._seen = is_terminal(self._stream)
        self._coloured = is_coloured(self._stream)
        self._drawn = 0
        self._told: dict[str, str] = {}
        self._started = time.monotonic()

    def say(self, text: str) -> None:
        """One line, above what is drawn."""
        self.done()
        self._write(f"{text}\n")

    def command(self, argv: Sequence[str]) -> None:
        """A command line, as a shell takes it."""
        self.say(f"+ {shlex.join(argv)}")

    def show(self, snapshot: Snapshot) -> None:
        """The workloads and their pods."""
        if not self._seen:
            self._tell(snapshot)
            return
        # A line that wraps would take two, and could not be written over.
        width = shutil.get_terminal_size().columns - 1
        lines = [self._painted(text[:width], colour) for one in snapshot.workloads for text, colour in _drawing(one)]
        self.done()
        self._write("".join(f"{line}\n" for line in [*lines, f"  {time.monotonic() - self._started:.0f} s"]))
        self._drawn = len(lines) + 1

    def done(self) -> None:
        """Take away what is drawn."""
        if self._drawn:
            self._write(f"\x1b[{self._drawn}A\x1b[J")
            self._drawn = 0

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()

    def _tell(self, snapshot: Snapshot) -> None:
        """A line for each workload that is not as it was when it was told last."""
        for one in snapshot.workloads:
            waiting = sorted({f"{pod.reason} ({_restarts(pod)})" if pod.restarts else pod.reason for pod in _bad(one)})
            text = f"{one}: {counts(one)}" + (f"; {', '.join(waiting)}" if waiting else "")
            if self._told.get(str(one)) != text:
                self._told[str(one)] = text
                self._write(f"  {text}\n")

    def _painted(self, text: str, colour: str) -> str:
        return paint(text, colour) if self._coloured and colour else text


def _drawing(one: WorkloadState) -> Iterator[tuple[str, str]]:
    """A workload with its progress, and its pods: lines with their colours, "" for none."""
    if one.kind not in ROLLING and one.is_done:
        return
    filled = _BAR * min(one.available, one.updated, one.wanted) // max(one.wanted, 1)
    yield f"  {one}  {'█' * filled}{'░' * (_BAR - filled)}  {counts(one)}", "bold"
    for pod in one.pods[:_PODS]:
        state = "ending" if pod.ending else pod.reason or ("ready" if pod.ready else pod.phase)
        restarts = f"  {_restarts(pod)}" if pod.restarts else ""
        yield f"      {pod.name}  {state}{restarts}", "green" if state == "ready" else "yellow"
    if len(one.pods) > _PODS:
        yield f"      … {len(one.pods) - _PODS} more", ""


def counts(one: WorkloadState) -> str:
    """``2 of 3 available, 1 up to date``."""
    if one.kind == "Job":
        return one.failed or f"{one.updated} of {one.wanted} completed"
    current = "" if one.updated >= one.wanted else f", {one.updated} up to date"
    return f"{one.available} of {one.wanted} available{current}" + (f"; {one.failed}" if one.failed else "")


def _bad(one: WorkloadState) -> list[PodState]:
    return [pod for pod in one.pods if pod.reason and not pod.ending]


def _restarts(pod: PodState) -> str:
    return "1 restart" if pod.restarts == 1 else f"{pod.restarts} restarts"

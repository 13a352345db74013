"""What is seen of a rollout, on a terminal and elsewhere; and how its end is told."""

from __future__ import annotations

import io
from typing import Any

import pytest

from generator.cli.handoff_options import seconds_of
from generator.cli.handoff_report import evidence_lines
from generator.cli.rollout_view import RolloutView
from generator.errors import UsageError
from generator.handoff.evidence import ContainerEvidence, Evidence, PodEvidence
from generator.handoff.snapshot import Snapshot, snapshot_of


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def now(available: int, reason: str = "") -> Snapshot:
    status = {"observedGeneration": 1, "replicas": 2, "updatedReplicas": 2, "availableReplicas": available}
    spec = {"replicas": 2, "selector": {"matchLabels": {"app": "web"}}}
    value: dict[str, Any] = {"kind": "Deployment", "metadata": {"name": "web", "generation": 1}, "spec": spec}
    owners = [{"kind": "ReplicaSet", "name": "web-1"}]
    pod: dict[str, Any] = {"kind": "Pod", "metadata": {"name": "web-1-a", "labels": {"app": "web"}}}
    pod["metadata"]["ownerReferences"] = owners
    waiting = [{"name": "web", "state": {"waiting": {"reason": reason}}}] if reason else []
    ready = [] if reason else [{"type": "Ready", "status": "True"}]
    pod["status"] = {"phase": "Pending", "containerStatuses": waiting, "conditions": ready}
    return snapshot_of([{**value, "status": status}, pod])


def test_a_log_has_a_line_for_each_change() -> None:
    stream = io.StringIO()
    view = RolloutView(stream)
    for snapshot in (now(1, "ImagePullBackOff"), now(1, "ImagePullBackOff"), now(2)):
        view.show(snapshot)
    view.command(["helm", "test", "a b"])
    view.done()
    assert stream.getvalue().splitlines() == [
        "  Deployment/web: 1 of 2 available; ImagePullBackOff",
        "  Deployment/web: 2 of 2 available",
        "+ helm test 'a b'",
    ]


def test_a_terminal_is_written_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "50")
    stream = Terminal()
    view = RolloutView(stream)
    view.show(now(1, "ImagePullBackOff"))
    view.show(now(2))
    view.say("done")
    first, second, rest = stream.getvalue().split("\x1b[3A\x1b[J")
    assert "█" * 10 + "░" * 10 in first
    assert "web-1-a  ImagePullBackOff" in first
    assert "web-1-a  ready" in second
    assert max(map(len, first.splitlines())) < 50  # a line that wraps could not be written over
    assert rest == "done\n"


def test_the_evidence_in_words() -> None:
    container = ContainerEvidence(
        "web", "waiting: CrashLoopBackOff", "terminated: Error, exit code 1", 3, ("a", "b"), ("c",)
    )
    pod = PodEvidence("web-1", "Running", "CrashLoopBackOff", (container,), ("BackOff: again",))
    assert list(evidence_lines(Evidence("Deployment/web", "timed out", ("Failed: no quota",), (pod,)))) == [
        "  Deployment/web: timed out",
        "    Failed: no quota",
        "    Pod/web-1: Running, CrashLoopBackOff",
        "      BackOff: again",
        "      web: waiting: CrashLoopBackOff (3 restarts); before: terminated: Error, exit code 1",
        "        its log:",
        "          a",
        "          b",
        "        its log before the last restart:",
        "          c",
    ]


@pytest.mark.parametrize(("text", "seconds"), [("", 0), ("600", 600), ("90s", 90), ("10m", 600), ("1h", 3600)])
def test_times(text: str, seconds: int) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize("text", ["soon", "0", "-5s", "0.2"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(UsageError, match="is no time"):
        seconds_of(text)

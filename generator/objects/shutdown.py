"""How long containers take to end: the sleep of preStop, the grace period, and durations in annotations.

Source: Kubernetes documentation, "Pod Lifecycle" (termination of pods): the grace period includes preStop.
"""

from __future__ import annotations

from itertools import pairwise

from generator.lean import TYPE_CHECKING, NamedTuple
from generator.objects.values import at

if TYPE_CHECKING:
    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.objects.resource import Container, Pod

LONGEST_REQUEST = "fairlead.dev/longest-request"
"""The annotation of a workload or of its pods with the time of its longest request: ``180``, ``90s``, ``3m``."""
DEFAULT_GRACE = 30
_UNITS = {"s": 1, "m": 60, "h": 3600}
_LOOPS = frozenset({"while", "for", "until"})
_SHELLS = frozenset({"sh", "bash", "ash", "dash", "ksh", "zsh", "busybox"})


class Pause(NamedTuple):
    """How long a preStop hook sleeps, in seconds, and where that is written below the container."""

    seconds: float
    path: Path
    is_native: bool


def grace(pod: Pod) -> int:
    """The grace period of a pod in seconds."""
    value = pod.spec.get("terminationGracePeriodSeconds")
    return value if isinstance(value, int) else DEFAULT_GRACE


def pause(container: Container) -> Pause | None:
    """How long the preStop hook of a container sleeps, None where it does not, or where that cannot be told."""
    hook = at(container.value, "lifecycle", "preStop")
    seconds = at(hook, "sleep", "seconds")
    if isinstance(seconds, int):
        return Pause(seconds, ("lifecycle", "preStop", "sleep", "seconds"), is_native=True)
    command = at(hook, "exec", "command")
    total = _slept(command) if command else 0
    return Pause(total, ("lifecycle", "preStop", "exec", "command"), is_native=False) if total else None


def _slept(command: list[str]) -> float:
    """The seconds that a command sleeps, 0 where it does so in a loop."""
    program = command[0].rpartition("/")[2]
    if program == "sleep":
        return sum(duration(word) or 0 for word in command[1:])
    if not is_shell(program):
        return 0
    words = " ".join(command[1:]).replace(";", " ; ").replace("&", " & ").split()
    if _LOOPS.intersection(words):
        return 0
    return sum(duration(after) or 0 for word, after in pairwise(words) if word.endswith("sleep"))


def is_shell(program: str) -> bool:
    """Whether a program, with or without its folder, is a shell, so that it reads operators and variables."""
    return program.rpartition("/")[2] in _SHELLS


def duration(value: Plain) -> float | None:
    """A number of seconds: ``180``, ``"90s"``, ``"1.5m"``; None for what is none."""
    text = str(value).strip()
    unit = _UNITS.get(text[-1:])
    digits = text[:-1] if unit else text
    if not digits.isascii() or not digits.replace(".", "", 1).isdigit():
        return None
    return float(digits[:20]) * (unit or 1)


def seconds(value: float) -> str:
    """Seconds in words: ``30 s``, ``1.5 s``."""
    return f"{value:g} s"

"""How a pod is to behave: what its annotations ask for, and what its own probes and hooks say.

``fairlead.dev/test.…`` on a pod:

    ready-after: 2s     how long its containers take until their readiness probe would succeed (0)
    fail: crash         its containers exit with 1; ``image``: the images cannot be pulled; ``readiness``: never ready
    crash-after: 500ms  how long a container that crashes runs (500ms)
    restart-after: 2s   the first back-off after a crash, twice as long after each one (2s)
    stop-after: 3s      how long its containers take from SIGTERM to their end (0)
    run-for: 1s         how long its containers run where they are to end by themselves: jobs (200ms)
    log: text           what kubectl logs shows

An image whose tag begins with ``fail-crash``, ``fail-image`` or ``fail-readiness`` says the same as ``fail``, so that a
new version can be a bad one.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

PREFIX = "fairlead.dev/test."
FAILURES = ("crash", "image", "readiness")
UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "": 1.0}
SLEEP = re.compile(r"\bsleep\s+(\d+(?:\.\d+)?)")


class Behaviour(NamedTuple):
    """What a pod will do; all times are seconds. ``fail`` is one of FAILURES, or "" where it does not."""

    ready_after: float
    fail: str
    crash_after: float
    restart_after: float
    stop_after: float
    run_for: float
    log: str


def behaviour_of(pod: dict[str, Any]) -> Behaviour:
    """How a pod is to behave. Raises ValueError where an annotation cannot be understood."""
    told = pod["metadata"].get("annotations") or {}

    def seconds(name: str, default: str) -> float:
        return duration(str(told.get(f"{PREFIX}{name}", default)))

    fail = str(told.get(f"{PREFIX}fail", "")) or _failure_of_images(pod)
    if fail and fail not in FAILURES:
        raise ValueError(f"{PREFIX}fail is {fail} and must be one of {', '.join(FAILURES)}")
    return Behaviour(
        _readiness_delay(pod, seconds("ready-after", "0")),
        fail,
        seconds("crash-after", "500ms"),
        seconds("restart-after", "2s"),
        _hook_time(pod) + seconds("stop-after", "0"),
        seconds("run-for", "200ms"),
        str(told.get(f"{PREFIX}log", "")),
    )


def duration(text: str) -> float:
    """Seconds of a text such as ``2s``, ``500ms``, ``1.5m`` or ``3``; ValueError where it is none."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(ms|s|m|)", text.strip())
    if not match:
        raise ValueError(f"{text!r} is no duration such as 2s")
    return float(match[1]) * UNITS[match[2]]


def containers_of(pod: dict[str, Any]) -> list[dict[str, Any]]:
    """The containers that run as long as the pod does: the ordinary ones, and sidecars among the init containers."""
    sidecars = [one for one in pod["spec"].get("initContainers", ()) if one.get("restartPolicy") == "Always"]
    return [*pod["spec"]["containers"], *sidecars]


def _failure_of_images(pod: dict[str, Any]) -> str:
    tags = [one["image"].rpartition("/")[2].partition(":")[2] for one in pod["spec"]["containers"]]
    return next((fail for tag in tags for fail in FAILURES if tag.startswith(f"fail-{fail}")), "")


def _readiness_delay(pod: dict[str, Any], ready_after: float) -> float:
    """When all containers are ready: each when its probe has succeeded as often as it must."""
    return max((_ready_time(container, ready_after) for container in containers_of(pod)), default=ready_after)


def _ready_time(container: dict[str, Any], ready_after: float) -> float:
    startup, readiness = container.get("startupProbe"), container.get("readinessProbe")
    ready = max(ready_after, startup.get("initialDelaySeconds", 0)) if startup else ready_after
    if not readiness:
        return ready
    more = (readiness.get("successThreshold", 1) - 1) * readiness.get("periodSeconds", 10)
    return float(max(ready, readiness.get("initialDelaySeconds", 0)) + more)


def _hook_time(pod: dict[str, Any]) -> float:
    """How long the preStop hooks take, which run side by side: a sleep, native or as a command, or no time."""
    return max((_sleep(one.get("lifecycle", {}).get("preStop") or {}) for one in containers_of(pod)), default=0.0)


def _sleep(hook: dict[str, Any]) -> float:
    if "sleep" in hook:
        return float(hook["sleep"]["seconds"])
    match = SLEEP.search(" ".join(hook.get("exec", {}).get("command", ())))
    return float(match[1]) if match else 0.0

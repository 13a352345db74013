"""Policy: replacing pods without losing capacity.

Facts: maxSurge rounds up and maxUnavailable down (Kubernetes, deployment/util); `Recreate` must have no rollingUpdate
block; a volume that one node may mount deadlocks a rolling update; progressDeadlineSeconds must be larger than one
pod's worst start + minReadySeconds, or a slow start is called a failure.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.resources.probes import guaranteed_start
from generator.resources.volumes import claims_named

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.resources.nodes import Path
    from generator.resources.settings import Settings

_DEADLINE = 600
_DEADLINE_MARGIN = 120
ROLLING = {
    "web": ("maxSurge", "maxUnavailable"),
    "worker": ("maxSurge", "maxUnavailable"),
    "stateful": ("partition",),
    "daemon": ("maxSurge", "maxUnavailable"),
}
"""The fields of `rollout` that a component of each type has where its strategy is RollingUpdate."""

WITH_DEADLINE = ("web", "worker")
"""The types that have a progressDeadlineSeconds."""

_SINGLE_NODE = {"ReadWriteOnce", "ReadWriteOncePod"}


def put_rollout(settings: Settings, path: Path, source: Path, component: dict[str, Plain]) -> None:
    """Put the strategy of a component's workload and its waiting times."""
    rollout, kind = component.get("rollout") or {}, component["type"]
    where = (*source, "rollout")
    strategy = _strategy(settings, where, component)
    key = "strategy" if kind in ("web", "worker") else "updateStrategy"
    rolling = {name: rollout[name] for name in ROLLING[kind] if name in rollout}
    if kind == "daemon" and rolling.get("maxSurge") and not settings.is_written((*where, "maxUnavailable")):
        rolling["maxUnavailable"] = 0  # a DaemonSet has one or the other
    value: dict[str, Plain] = {"type": strategy}
    if strategy == "RollingUpdate" and rolling:
        value["rollingUpdate"] = rolling
    settings.put((*path, key), value, "capacity is never below what is promised", (where,))
    for name in ("minReadySeconds", "revisionHistoryLimit"):
        settings.copy((*path, name), (*where, name))
    if kind in WITH_DEADLINE:
        _put_deadline(settings, path, where, rollout)


def _strategy(settings: Settings, where: Path, component: dict[str, Plain]) -> str:
    strategy: str = (component.get("rollout") or {}).get("strategy", "auto")
    if strategy != "auto":
        return strategy
    mount, volume = _single_node_mount(settings, where[:-1], component)
    if not mount or component["type"] not in ("web", "worker"):
        return "RollingUpdate"
    message = (
        f"rolls with Recreate, which has an outage: volume {volume} is ReadWriteOnce and cannot be on two nodes at once"
    )
    cure = "use ReadWriteMany storage, or type: stateful; write `rollout: {strategy: Recreate}` to accept it"
    settings.report(mount, message, cure, severity="warning")
    return "Recreate"


def _single_node_mount(settings: Settings, source: Path, component: dict[str, Plain]) -> tuple[Path, str]:
    """Where a component mounts a volume that one node alone may hold, and the volume; () and "" for none."""
    for path, volume in claims_named(settings, source, component):
        modes = set(settings.description["volumes"][volume].get("accessModes") or ["ReadWriteOnce"])
        if _SINGLE_NODE & modes:
            return path, volume
    return (), ""


def _put_deadline(settings: Settings, path: Path, where: Path, rollout: dict[str, Plain]) -> None:
    target = (*path, "progressDeadlineSeconds")
    if rollout.get("progressDeadlineSeconds") is not None:
        settings.put(target, rollout["progressDeadlineSeconds"], "as written", ((*where, "progressDeadlineSeconds"),))
        return
    start, ready = worst_start(settings.values.get(path[0], {})), rollout.get("minReadySeconds", 0)
    rule = (
        f"one pod's start {start} + minReadySeconds {ready} + {_DEADLINE_MARGIN} for scheduling and pulling, "
        f"at least Kubernetes' default {_DEADLINE}"
    )
    inputs = ((*where[:-1], "probes", "startup"), (*where, "minReadySeconds"))
    settings.put(target, max(_DEADLINE, start + ready + _DEADLINE_MARGIN), rule, inputs)


def worst_start(values: dict[str, Plain]) -> int:
    """Seconds that a pod may take to start: native sidecars one after the other, then all other containers at once."""
    before, beside = 0, guaranteed_start(values.get("startupProbe"))
    for sidecar in (values.get("sidecars") or {}).values():
        start = guaranteed_start(sidecar.get("startupProbe"))
        if sidecar.get("native"):
            before += start
        else:
            beside = max(beside, start)
    return before + beside

"""``fairlead status``: what runs in an environment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.cli.handoff_options import Context, Environment, Format, Output, target_of
from generator.cli.options import DESCRIPTION, App
from generator.cli.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.handoff.preflight import Standing
    from generator.handoff.snapshot import Snapshot, WorkloadState
    from generator.handoff.target import Target

EXAMPLES = """\b
Examples:
  fairlead status --env prod                  the release, the workloads, and pods that are not ready
  fairlead status --env prod --output json    for programs
"""


def status(env: Environment, app: App = DESCRIPTION, context: Context = "", output: Output = Format.text) -> Outcome:
    """Show what runs in an environment.

    The release, its workloads, and the pods that are not ready.

    Exit code 0 when the last revision is deployed and everything runs, else 1.
    """
    from generator.handoff.preflight import pending, standing
    from generator.handoff.snapshot import snapshot

    target = target_of(app, env, context)
    now = standing(target)
    found = snapshot(target)
    last = now.last
    code = 0 if last is not None and last.status == "deployed" and found.is_done else 1
    if output == Format.json:
        return Outcome(_json(target, now, found, code), exit_code=code)
    text = "".join(f"{line}\n" for line in _lines(target, now, found))
    stuck = pending(target, now)
    return Outcome(text.encode(), f"{stuck}\n" if stuck else "", code)


def _lines(target: Target, now: Standing, found: Snapshot) -> Iterator[str]:
    last = now.last
    where = f"{target.cluster.name}/{target.namespace}"
    if last is None:
        yield f"{target.title} ({where}): nothing was deployed yet"
    else:
        version = f", version {last.version}" if last.version else ""
        state = f"revision {last.number} is {last.status} with {now.way}{version}"
        yield f"{target.title} ({where}): {state}, {last.updated}"
    for one in found.workloads:
        yield from _workload(one)


def _workload(one: WorkloadState) -> Iterator[str]:
    from generator.cli.rollout_view import counts

    yield f"  {one}: {counts(one)}"
    for pod in one.pods:
        if pod.reason and not pod.ending:
            restarts = f", {pod.restarts} restarts" if pod.restarts else ""
            yield f"    {pod.name}: {pod.reason}{restarts}" + (f": {pod.message}" if pod.message else "")


def _json(target: Target, now: Standing, found: Snapshot, code: int) -> bytes:
    import json

    from generator.cli.handoff_report import about

    last = now.last
    value = {
        **about(target, now.way),
        "healthy": code == 0,
        "revision": last._asdict() if last else None,
        "workloads": [_as_data(one) for one in found.workloads],
    }
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


def _as_data(one: WorkloadState) -> dict[str, Any]:
    pods = [{key: value for key, value in pod._asdict().items() if key != "value"} for pod in one.pods]
    own = {key: value for key, value in one._asdict().items() if key not in ("value", "seen", "generation", "is_done")}
    return {**own, "done": one.is_done, "pods": pods}

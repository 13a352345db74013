"""How a deploy or a rollback ended, for people and for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.handoff.evidence import ContainerEvidence, Evidence, PodEvidence
    from generator.handoff.result import Result
    from generator.handoff.target import Target


def as_json(target: Target, result: Result, summary: str) -> str:
    """The end of a run as JSON; ``summary`` is what it changed, in words."""
    failure = result.failure._asdict() if result.failure else None
    return _json(
        {
            **about(target, result.way),
            "version": target.version,
            "status": result.status,
            "revision": result.revision,
            "rolled_back_to": result.back_to or None,
            "changes": summary,
            "failure": failure,
            "evidence": [_evidence(one) for one in result.evidence],
            "advice": result.advice,
        }
    )


def about(target: Target, way: str) -> dict[str, Any]:
    """Which environment an answer is about."""
    return {
        "fairlead": 1,
        "app": target.name,
        "environment": target.environment,
        "context": target.cluster.name,
        "namespace": target.namespace,
        "with": way,
    }


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _evidence(one: Evidence) -> dict[str, Any]:
    pods = [{**pod._asdict(), "containers": [part._asdict() for part in pod.containers]} for pod in one.pods]
    return {**one._asdict(), "pods": pods}


def as_text(target: Target, result: Result) -> str:
    """The end of a run in words, with the evidence of what failed."""
    return "".join(f"{line}\n" for line in _lines(target, result))


def _lines(target: Target, result: Result) -> Iterator[str]:
    if result.failure:
        head, *rest = result.failure.message.splitlines() or [""]
        yield f"{target.title}: {result.failure.step} failed: {head}"
        yield from (f"    {line}" for line in rest)
    for one in result.evidence:
        yield ""
        yield from evidence_lines(one)
    if result.evidence:
        yield ""
    yield f"{target.title}: {_ended(result)}"
    if result.advice:
        yield f"    cure: {result.advice}" if result.status == "failed" else f"    {result.advice}"


def _ended(result: Result) -> str:
    if result.status == "deployed":
        back = f", as revision {result.back_to} was" if result.back_to else ""
        return f"revision {result.revision} is deployed with {result.way}{back}"
    if result.status == "rolled back" and result.back_to:
        return f"revision {result.revision} failed; rolled back to revision {result.back_to}"
    if result.status == "rollback failed":
        return f"revision {result.revision} failed, and so did the rollback to revision {result.back_to}"
    return f"revision {result.revision} failed" if result.revision else "failed"


def evidence_lines(one: Evidence) -> Iterator[str]:
    """What is wrong with a workload: its own events, then its pods."""
    yield f"  {one.object}: {one.summary}" if one.object else f"  {one.summary}"
    yield from (f"    {event}" for event in one.events)
    for pod in one.pods:
        yield from _pod(pod)


def _pod(pod: PodEvidence) -> Iterator[str]:
    yield f"    Pod/{pod.name}: {pod.phase}" + (f", {pod.reason}" if pod.reason else "")
    yield from (f"      {event}" for event in pod.events)
    for container in pod.containers:
        yield from _container(container)


def _container(one: ContainerEvidence) -> Iterator[str]:
    restarts = f" ({one.restarts} restarts)" if one.restarts else ""
    yield f"      {one.name}: {one.state}{restarts}" + (f"; before: {one.last}" if one.last else "")
    for title, lines in (("its log", one.log), ("its log before the last restart", one.previous)):
        if lines:
            yield f"        {title}:"
            yield from (f"          {line}" for line in lines)

"""Deploying with kubectl: record, apply phase by phase, follow the rollouts, prune; on failure go back."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from generator.handoff.command import Command
from generator.handoff.evidence import collected
from generator.handoff.phases import jobs, others, phases
from generator.handoff.pruning import called, prunable
from generator.handoff.records import Records
from generator.handoff.result import Result
from generator.handoff.revision import last_good
from generator.handoff.rollout import Failure, followed, looked, watched, workloads
from generator.programs import kubectl
from generator.programs.run import complete
from generator.sources.cluster import stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.handoff.journal import Journal
    from generator.handoff.target import Target

_PAUSE = 0.5


def commands(target: Target, seconds: int) -> list[Command]:
    """The command lines of a deploy, in their order, as far as they do not depend on what the cluster has."""
    program = target.cluster.kubectl
    parts = phases(_objects(target))
    found: list[Command] = []
    if parts.definitions:
        found.append(_apply(target, parts.definitions))
        found.append(Command(kubectl.established_arguments(program, _names(parts.definitions))))
    found += _phase_commands(target, parts.before, seconds)
    found += [_apply(target, parts.objects)] if parts.objects else []
    found += [Command(kubectl.rollout_arguments(program, one, seconds)) for one in workloads(parts.objects)]
    return found + _phase_commands(target, parts.after, seconds)


def _phase_commands(target: Target, objects: Sequence[dict[str, Any]], seconds: int) -> list[Command]:
    needed = others(objects)
    found = [_apply(target, needed)] if needed else []
    for job in jobs(objects):
        old = [f"jobs.batch/{job['metadata']['name']}"]
        found.append(Command(kubectl.delete_arguments(target.cluster.kubectl, old, seconds)))
        found.append(_apply(target, [job]))
    return found


def _apply(target: Target, objects: Sequence[dict[str, Any]]) -> Command:
    named = tuple(f"{one['kind']}/{one['metadata']['name']}" for one in objects)
    return Command(kubectl.apply_arguments(target.cluster.kubectl), named)


def _names(objects: Sequence[dict[str, Any]]) -> list[str]:
    return [str(one["metadata"]["name"]) for one in objects]


def _objects(target: Target) -> list[dict[str, Any]]:
    return [one.value for one in target.labelled("kubectl")]


def deploy(target: Target, seconds: int, journal: Journal) -> Result:
    """Apply the environment. What was there before is what a failure goes back to."""
    _made_namespace(target, journal)
    records = Records(target)
    previous = last_good(records.revisions())
    wanted = _objects(target)
    number = records.begin(wanted, target.version, "")
    failure = _applied(target, wanted, seconds, journal, with_jobs=True)
    if failure is None:
        records.end(number, "deployed")
        return Result("deployed", "kubectl", number)
    journal.say(f"{failure.step} failed: collecting what tells why")
    result = Result("failed", "kubectl", number, failure, collected(target))
    records.end(number, "failed")
    if previous is None:
        return result._replace(advice="there is no earlier revision to go back to: deploy again with the cause cured")
    failed = roll_back(target, records, previous.number, seconds, journal)
    if failed is not None:
        message = f"{failed.step}: {failed.message}"
        return result._replace(status="rollback failed", back_to=previous.number, advice=message)
    return result._replace(status="rolled back", back_to=previous.number)


def roll_back(target: Target, records: Records, revision: int, seconds: int, journal: Journal) -> Failure | None:
    """Apply the objects of a revision again, as a new one; jobs of the phases before and after do not run again."""
    version = next(one.version for one in records.revisions() if one.number == revision)
    wanted = records.objects(revision)
    number = records.begin(wanted, version, f"Rollback to {revision}")
    failure = _applied(target, wanted, seconds, journal, with_jobs=False)
    records.end(number, "deployed" if failure is None else "failed")
    return failure


def _made_namespace(target: Target, journal: Journal) -> None:
    if not target.cluster.has_namespace():
        argv = kubectl.create_namespace_arguments(target.cluster.kubectl, target.namespace)
        journal.command(argv)
        complete(argv)


def _applied(
    target: Target, wanted: Sequence[dict[str, Any]], seconds: int, journal: Journal, *, with_jobs: bool
) -> Failure | None:
    """Apply everything in its order; the first step that fails ends it."""
    parts = phases(wanted)
    failure = _defined(target, parts.definitions, journal)
    if failure is None and with_jobs:
        failure = _phase(target, "pre-deploy", parts.before, seconds, journal)
    if failure is None:
        failure = _put(target, "apply", parts.objects, journal)
    if failure is None:
        failure = followed(target, parts.objects, seconds, journal)
    if failure is None and with_jobs:
        failure = _phase(target, "post-deploy", parts.after, seconds, journal)
    return failure or _pruned(target, wanted, seconds, journal)


def _put(target: Target, step: str, objects: Sequence[dict[str, Any]], journal: Journal) -> Failure | None:
    if not objects:
        return None
    argv = kubectl.apply_arguments(target.cluster.kubectl)
    journal.command(argv)
    done, _ = watched(target, argv, journal, stdin=stream(objects))
    return Failure(step, done.stderr.strip()) if done.code else None


def _defined(target: Target, definitions: Sequence[dict[str, Any]], journal: Journal) -> Failure | None:
    """Definitions, and then the wait until the server knows what they define."""
    failure = _put(target, "apply of definitions", definitions, journal)
    if failure is not None or not definitions:
        return failure
    done = complete(kubectl.established_arguments(target.cluster.kubectl, _names(definitions)))
    target.cluster.forget()
    return Failure("apply of definitions", done.stderr.strip()) if done.code else None


def _phase(
    target: Target, name: str, objects: Sequence[dict[str, Any]], seconds: int, journal: Journal
) -> Failure | None:
    """What the jobs of a phase need, and then one job after the other, each made anew as helm does it."""
    failure = _put(target, name, others(objects), journal)
    for job in jobs(objects):
        failure = failure or _job(target, name, job, seconds, journal)
    return failure


def _job(target: Target, phase: str, job: dict[str, Any], seconds: int, journal: Journal) -> Failure | None:
    name = job["metadata"]["name"]
    argv = kubectl.delete_arguments(target.cluster.kubectl, [f"jobs.batch/{name}"], seconds)
    done = complete(argv, timeout=seconds + 30)
    if done.code:
        return Failure(phase, done.stderr.strip())
    return _put(target, phase, [job], journal) or _ended(target, phase, name, seconds, journal)


def _ended(target: Target, phase: str, name: str, seconds: int, journal: Journal) -> Failure | None:
    """Wait until a job is complete or has failed."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        now = looked(target, journal)
        job = next((one for one in now.workloads if (one.kind, one.name) == ("Job", name)), None)
        if job is not None and job.failed:
            return Failure(phase, f"Job/{name}: {job.failed}")
        if job is not None and job.is_done:
            return None
        time.sleep(_PAUSE)
    return Failure(phase, f"Job/{name} did not end within {seconds} s")


def _pruned(target: Target, wanted: Sequence[dict[str, Any]], seconds: int, journal: Journal) -> Failure | None:
    gone = prunable(target, wanted)
    if not gone:
        return None
    argv = kubectl.delete_arguments(target.cluster.kubectl, called(target, gone), seconds)
    journal.command(argv)
    done = complete(argv, timeout=seconds + 30)
    return Failure("pruning", done.stderr.strip()) if done.code else None

"""Deploying with helm: upgrade, follow the rollouts, test; on failure collect the evidence, then roll back."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from generator.handoff import helm_releases
from generator.handoff.command import Command
from generator.handoff.evidence import collected
from generator.handoff.result import Result
from generator.handoff.revision import last_good
from generator.handoff.rollout import Failure, followed, generations, watched, workloads
from generator.programs import helm_release
from generator.programs.kubectl import rollout_arguments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.handoff.journal import Journal
    from generator.handoff.revision import Revision
    from generator.handoff.target import Target


def commands(target: Target, chart: str, values: Sequence[str], seconds: int) -> list[Command]:
    """The command lines of a deploy, in their order, as ``deploy`` runs them."""
    release = helm_releases.release_of(target)
    rolling = workloads(one.value for one in target.manifests)
    return [
        Command(helm_release.upgrade_arguments(release, chart, values, seconds)),
        *(Command(rollout_arguments(target.cluster.kubectl, one, seconds)) for one in rolling),
        Command(helm_release.test_arguments(release, seconds)),
    ]


def deploy(target: Target, chart: str, values: Sequence[str], seconds: int, journal: Journal) -> Result:
    """Upgrade the release, or install it. What was there before is what a failure goes back to."""
    previous = last_good(helm_releases.revisions(target))
    failure = _upgraded(target, chart, values, seconds, journal)
    if failure is None:
        failure = _tested(target, seconds, journal)
    made = helm_releases.revisions(target)
    number = made[-1].number if made else 0
    if failure is None:
        return Result("deployed", "helm", number)
    journal.say(f"{failure.step} failed: collecting what tells why")
    evidence = collected(target)
    return _gone_back(target, Result("failed", "helm", number, failure, evidence), previous, seconds, journal)


def _upgraded(target: Target, chart: str, values: Sequence[str], seconds: int, journal: Journal) -> Failure | None:
    release = helm_releases.release_of(target)
    argv = helm_release.upgrade_arguments(release, chart, values, seconds)
    journal.command(argv)
    done, failed = watched(target, argv, journal, before=generations(target))
    if failed:
        return Failure("helm upgrade", failed)
    if done.code:
        return Failure("helm upgrade", done.stderr.strip())
    return followed(target, (one.value for one in target.manifests), seconds, journal)


def _tested(target: Target, seconds: int, journal: Journal) -> Failure | None:
    argv = helm_release.test_arguments(helm_releases.release_of(target), seconds)
    journal.command(argv)
    done, _ = watched(target, argv, journal)
    return Failure("helm test", (done.stderr or done.stdout).strip()) if done.code else None


def _gone_back(target: Target, result: Result, previous: Revision | None, seconds: int, journal: Journal) -> Result:
    if not result.revision or (previous is not None and previous.number == result.revision):
        return result._replace(advice="helm has changed nothing: what ran before still runs")
    if previous is None:
        return result._replace(advice=_first(target))
    failure = roll_back(target, previous.number, seconds, journal)
    if failure is not None:
        message = f"{failure.step}: {failure.message}"
        return result._replace(status="rollback failed", back_to=previous.number, advice=message)
    return result._replace(status="rolled back", back_to=previous.number)


def _first(target: Target) -> str:
    release = helm_releases.release_of(target)
    uninstall = shlex.join(helm_release.uninstall_arguments(release))
    return (
        f"there is no earlier revision to go back to: deploy again with the cause cured, or take it away: {uninstall}"
    )


def roll_back(target: Target, revision: int, seconds: int, journal: Journal) -> Failure | None:
    """Go back to a revision, and wait until it runs; what failed, if anything."""
    argv = helm_release.rollback_arguments(helm_releases.release_of(target), revision, seconds)
    journal.command(argv)
    done, failed = watched(target, argv, journal, before=generations(target))
    if failed or done.code:
        return Failure("helm rollback", failed or done.stderr.strip())
    return followed(target, helm_releases.applied(target), seconds, journal)

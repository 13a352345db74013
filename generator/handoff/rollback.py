"""Going back to an earlier revision, by whichever way the environment was deployed."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from generator.errors import ProgramError, UsageError
from generator.handoff import helm_deploy, helm_releases, kubectl_deploy
from generator.handoff.evidence import collected
from generator.handoff.records import Records
from generator.handoff.result import Result
from generator.handoff.revision import last_good
from generator.programs.helm_release import uninstall_arguments

if TYPE_CHECKING:
    from generator.handoff.journal import Journal
    from generator.handoff.preflight import Standing
    from generator.handoff.revision import Revision
    from generator.handoff.target import Target


def wanted(target: Target, now: Standing, asked: int) -> Revision | None:
    """The revision to go back to: the one that is asked for, else the last good one before the newest.

    None where a killed first run has left nothing to go back to but a record. UsageError where there is no such
    revision; ProgramError where there is none to go back to.
    """
    last = now.last
    if last is None:
        raise ProgramError(f"{target.title}: nothing was deployed yet")
    if asked:
        found = next((one for one in now.revisions if one.number == asked), None)
        if found is None:
            listed = ", ".join(str(one.number) for one in now.revisions)
            raise UsageError(f"--to {asked}: there is no such revision of {target.title}; there are: {listed}")
        return found
    # Of a newest one that failed or is pending, the deployed one below it is what ran before.
    found = last_good(now.revisions, last.number)
    if found is None and now.way == "kubectl" and last.is_pending:
        return None
    if found is None:
        raise ProgramError(_nothing(target, now, last))
    return found


def _nothing(target: Target, now: Standing, last: Revision) -> str:
    message = f"{target.title}: there is no revision before {last.number} that was in use"
    if now.way != "helm":
        return message
    uninstall = shlex.join(uninstall_arguments(helm_releases.release_of(target)))
    return f"{message}\n    cure: take the release away, and deploy again: {uninstall}"


def roll_back(target: Target, now: Standing, revision: Revision | None, seconds: int, journal: Journal) -> Result:
    """Go back to a revision. With None, the record of a first run that was killed is closed as failed."""
    if revision is None:
        number = now.revisions[-1].number
        Records(target).end(number, "failed")
        return Result("rolled back", "kubectl", number, advice="there was nothing to go back to: deploy again")
    if now.way == "helm":
        failure = helm_deploy.roll_back(target, revision.number, seconds, journal)
        made = helm_releases.revisions(target)[-1].number
    else:
        records = Records(target)
        for one in records.revisions():
            if one.is_pending:
                records.end(one.number, "failed")
        failure = kubectl_deploy.roll_back(target, records, revision.number, seconds, journal)
        made = records.revisions()[-1].number
    if failure is None:
        return Result("deployed", now.way, made, back_to=revision.number)
    return Result("failed", now.way, made, failure, collected(target), revision.number)

"""What ``fairlead rollback`` does."""

from __future__ import annotations

from generator.cli import handoff_report, notifying
from generator.cli.confirmation import confirm, refuse_other
from generator.cli.handoff_options import seconds_of, target_of
from generator.cli.outcome import Outcome
from generator.cli.rollout_view import RolloutView
from generator.errors import ProgramError


def rolled_back(app: str, env: str, to: int, context: str, *, yes: str, timeout: str, as_json: bool) -> Outcome:
    """Go back as a command line asks for it."""
    from generator.handoff import preflight, rollback

    refuse_other(env, yes)
    wanted = seconds_of(timeout)
    notified = notifying.settings()
    target = target_of(app, env, context)
    now = preflight.standing(target)
    revision = rollback.wanted(target, now, to)
    view = RolloutView()
    if revision is not None:
        about = f", version {revision.version}" if revision.version else ""
        view.say(f"{target.title}: back to revision {revision.number}{about}, of {revision.updated}")
    confirm(target, yes)
    result = rollback.roll_back(target, now, revision, wanted or preflight.seconds(target), view)
    view.done()
    warnings = notifying.told(notified, target, result, "")
    code = 0 if result.failure is None else ProgramError.exit_code
    text = handoff_report.as_text(target, result)
    if as_json:
        return Outcome(handoff_report.as_json(target, result, "").encode(), (text if code else "") + warnings, code)
    return Outcome(b"" if code else text.encode(), (text if code else "") + warnings, code)

"""What ``fairlead deploy`` does: ask everything first, hand over, tell how it went."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING, NamedTuple

from generator.cli import notifying
from generator.cli.confirmation import confirm, refuse_other
from generator.cli.handoff_options import seconds_of, target_of
from generator.cli.handoff_report import as_json, as_text
from generator.cli.outcome import Outcome
from generator.cli.rollout_view import RolloutView
from generator.errors import InputError, ProgramError, UsageError

if TYPE_CHECKING:
    from generator.diff.model import Diff
    from generator.diff.report import Report
    from generator.handoff.chart_folder import Chart
    from generator.handoff.command import Command
    from generator.handoff.result import Result
    from generator.handoff.target import Target


class Asked(NamedTuple):
    """A command line; ``way`` is "" where none was asked for."""

    app: str
    env: str
    way: str
    context: str
    yes: str
    timeout: str
    assignments: tuple[str, ...]
    dry_run: bool
    as_json: bool


def deployed(asked: Asked) -> Outcome:
    """Deploy as a command line asks for it."""
    from generator.handoff import preflight

    refuse_other(asked.env, asked.yes)
    wanted = seconds_of(asked.timeout)
    notified = notifying.settings()
    target = target_of(asked.app, asked.env, asked.context, asked.assignments)
    # With --dry-run and --with no cluster is needed at all.
    now = preflight.Standing("", []) if asked.dry_run and asked.way else preflight.standing(target)
    way = asked.way or now.way or "helm"
    reason = preflight.refused_way(target, now, way)
    if reason:
        raise UsageError(reason)
    seconds = wanted or preflight.seconds(target)
    if asked.dry_run:
        return Outcome(_commands(target, way, seconds).encode())
    view = RolloutView()
    warning = _linted(target, view)
    if warning is not None:
        return warning
    if stuck := preflight.pending(target, now):
        raise ProgramError(stuck)
    summary = _compared(target, way, view)
    confirm(target, asked.yes)
    try:
        result = _handed_over(target, way, seconds, view)
    except KeyboardInterrupt:
        view.say(f"interrupted; what there is: fairlead status --env {asked.env}")
        view.say(f"    cure: fairlead deploy --env {asked.env} again, or fairlead rollback --env {asked.env}")
        raise
    view.done()
    warnings = notifying.told(notified, target, result, summary)
    outcome = _told(asked, target, result, summary)
    return outcome._replace(stderr=outcome.stderr + warnings)


def _commands(target: Target, way: str, seconds: int) -> str:
    """The command lines of a deploy; the chart that they name is there afterwards."""
    from generator.handoff import helm_deploy, kubectl_deploy

    if way == "kubectl":
        lines = kubectl_deploy.commands(target, seconds)
    else:
        chart = _chart(target)
        lines = helm_deploy.commands(target, chart.path, chart.values, seconds)
    return "".join(map(_line, lines))


def _line(command: Command) -> str:
    """A command line as a shell takes it; what it reads from its stdin is a comment."""
    given = f"  # reads {', '.join(command.objects)}" if command.objects else ""
    return f"{shlex.join(command.argv)}{given}\n"


def _chart(target: Target) -> Chart:
    import os
    import tempfile

    from generator.cli.replay import folder
    from generator.handoff.chart_folder import chart_of

    below = folder() or tempfile.mkdtemp(prefix="fairlead-")
    return chart_of(target, os.path.join(below, "deploy"))


def _linted(target: Target, view: RolloutView) -> Outcome | None:
    """The end of the run where lint finds errors."""
    from generator.cli.linting import as_configured
    from generator.handoff.preflight import source_of
    from generator.lint.reports import write

    result, fails = as_configured([source_of(target)])
    if fails:
        return Outcome(stderr=f"{write('text', result)}{target.title}: not deployed: lint finds errors\n", exit_code=1)
    warnings = sum(one.severity == "warning" for one in result.findings)
    view.say(f"lint: no errors, {warnings} warning{'' if warnings == 1 else 's'}")
    return None


def _compared(target: Target, way: str, view: RolloutView) -> str:
    """Show what deploying changes; the same in words. ProgramError where the server refuses it."""
    from generator.handoff import preflight

    version = target.cluster.reach()
    view.say(f"cluster: {target.cluster.name}, Kubernetes {version}, namespace {target.namespace}")
    found = preflight.tried(target, way)
    if found.problems:
        raise ProgramError(f"{InputError(list(found.problems))}\n{target.title}: nothing was changed")
    if found.untried:
        names = ", ".join(found.untried)
        view.say(f"the server has not judged what needs a namespace or a definition that is yet to be made: {names}")
    return _shown(preflight.compared(target, found), view)


def _shown(diff: Diff, view: RolloutView) -> str:
    from generator.cli.terminal import is_coloured
    from generator.diff.telling import told
    from generator.diff.views import show
    from generator.diff.views.wording import in_words

    report: Report = told(diff, lines=False)
    view.say(show("text", report, width=0, coloured=is_coloured(sys.stderr)).rstrip("\n"))
    return in_words(report["environments"][0])


def _handed_over(target: Target, way: str, seconds: int, view: RolloutView) -> Result:
    from generator.handoff import helm_deploy, kubectl_deploy

    if way == "kubectl":
        return kubectl_deploy.deploy(target, seconds, view)
    import shutil

    chart = _chart(target)
    try:
        return helm_deploy.deploy(target, chart.path, chart.values, seconds, view)
    finally:
        shutil.rmtree(chart.folder, ignore_errors=True)


def _told(asked: Asked, target: Target, result: Result, summary: str) -> Outcome:
    code = 0 if result.status == "deployed" else ProgramError.exit_code
    text = as_text(target, result)
    if asked.as_json:
        return Outcome(as_json(target, result, summary).encode(), "" if not code else text, code)
    return Outcome(text.encode() if not code else b"", "" if not code else text, code)

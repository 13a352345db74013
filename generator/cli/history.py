"""``fairlead history``: the revisions of an environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.cli.handoff_options import Context, Environment, Format, Output, target_of
from generator.cli.options import DESCRIPTION, App
from generator.cli.outcome import Outcome

if TYPE_CHECKING:
    from generator.handoff.revision import Revision

EXAMPLES = """\b
Examples:
  fairlead history --env prod                  what was deployed when, and how it went
  fairlead history --env prod --output json    for programs
"""
_COLUMNS = ("REVISION", "UPDATED", "STATUS", "VERSION", "WITH", "DESCRIPTION")


def history(env: Environment, app: App = DESCRIPTION, context: Context = "", output: Output = Format.text) -> Outcome:
    """Show the revisions of an environment.

    The oldest first. fairlead rollback --to takes their numbers.
    """
    from generator.handoff.preflight import standing

    target = target_of(app, env, context)
    now = standing(target)
    if output == Format.json:
        import json

        from generator.cli.handoff_report import about

        value = {**about(target, now.way), "revisions": [one._asdict() for one in now.revisions]}
        return Outcome((json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode())
    if not now.revisions:
        return Outcome(stderr=f"{target.title}: nothing was deployed yet\n")
    return Outcome(_table(now.revisions).encode())


def _table(revisions: list[Revision]) -> str:
    rows = [_COLUMNS, *map(_row, revisions)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    return "".join("  ".join(map(str.ljust, row, widths)).rstrip() + "\n" for row in rows)


def _row(one: Revision) -> tuple[str, ...]:
    described = " ".join(one.description.split())
    return str(one.number), one.updated[:19], one.status, one.version or "-", one.way, described

"""``fairlead rules``: what lint looks for."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.outcome import Outcome
from generator.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.lint.pages import Page

EXAMPLES = """\b
Examples:
  fairlead rules                       every rule, a line each
  fairlead rules readiness-missing     a rule's page
  fairlead rules --format json         for programs
"""


class Format(StrEnum):
    """How the rules are printed."""

    text = "text"
    json = "json"


def rules(
    rule: Annotated[str, typer.Argument(metavar="[RULE]", help="A rule, or a group of rules.")] = "",
    format: Annotated[Format, typer.Option("--format", "-f", help="How to print them.")] = Format.text,
) -> Outcome:
    """List the rules of lint, or explain one."""
    from generator.lint.catalogue import entries
    from generator.lint.pages import page

    rows = [row for row in entries() if rule in ("", row.id, row.group)]
    if not rows:
        raise UsageError(_unknown(rule))
    found = [page(row.id) for row in rows]
    if format == Format.json:
        return Outcome(_json(found))
    if len(rows) == 1 and rows[0].id == rule:
        return Outcome(f"{rule}\n\n{found[0].text}".encode())
    lines = []
    for about, row in zip(found, rows, strict=True):
        fix = "fix" if row.fixable or row.injected else ""
        lines.append(f"{row.group:24}{row.id:34}{row.severity:9}{row.profile:13}{fix:5}{about.summary}")
    head = f"{'GROUP':24}{'RULE':34}{'SEVERITY':9}{'PROFILE':13}{'FIX':5}FINDS"
    return Outcome("\n".join([head, *lines, ""]).encode())


def _unknown(rule: str) -> str:
    from generator.app.wording import nearest
    from generator.lint.catalogue import entries

    names = sorted({name for row in entries() for name in (row.id, row.group)})
    near = nearest(rule, names)
    return f"there is no rule {rule}" + (f"; did you mean {near}?" if near else "; fairlead rules lists all of them")


def _json(found: Sequence[Page]) -> bytes:
    import json

    return (json.dumps([one._asdict() for one in found], indent=2, ensure_ascii=False) + "\n").encode()

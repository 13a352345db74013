"""Values as views show them: on one line where that can be read, else as YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.documents.emitter import block, scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diff.report import ChangeReport
    from generator.documents.node import Plain

LONGEST = 60
"""Characters of a value that stands beside another one on a line."""


def short(value: Plain) -> str | None:
    """A value on one line, None for what has no such form or is too long for one."""
    if isinstance(value, dict | list) and value:
        return None
    text = scalar(value)
    return text if len(text) <= LONGEST and "\\n" not in text else None


def rows(change: ChangeReport) -> Iterator[tuple[str, str]]:
    """The lines that tell a change: ``-`` and what was there, ``+`` and what comes.

    Of texts of several lines those that differ, with what is around them (" ").
    """
    before, after = change["before"], change["after"]
    if isinstance(before, str) and isinstance(after, str) and ("\n" in before or "\n" in after):
        yield from _text_rows(before, after)
        return
    if change["action"] != "added":
        yield from (("-", line) for line in block(before))
    if change["action"] != "removed":
        yield from (("+", line) for line in block(after))


def _text_rows(before: str, after: str) -> Iterator[tuple[str, str]]:
    from difflib import unified_diff

    found = unified_diff(before.split("\n"), after.split("\n"), n=1, lineterm="")
    for line in list(found)[2:]:
        yield ("…", "") if line.startswith("@@") else (line[0], line[1:])


def brief(change: ChangeReport) -> str | None:
    """``shop:1.0 → shop:1.1`` where both sides are short; None where they are not."""
    if change["action"] == "moved":
        return f"order: {_joined(change['before'])} → {_joined(change['after'])}"
    before, after, default = short(change["before"]), short(change["after"]), change["default"]
    if change["action"] == "added":
        before = f"{short(default)} (default)" if default is not None else ""
    if change["action"] == "removed":
        after = f"{short(default)} (default)" if default is not None else ""
    if before is None or after is None:
        return None
    if not before or not after:
        return f"+ {after}" if after else f"- {before}"
    return f"{before} → {after}"


def _joined(names: Plain) -> str:
    return ", ".join(map(str, names)) if isinstance(names, list) else str(names)

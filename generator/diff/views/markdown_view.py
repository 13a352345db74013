"""Markdown for the comment on a pull request: a table an environment, details folded, no longer than a comment may be.

GitHub takes 65,536 characters, GitLab a million.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diff.views import values, wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diff.report import ChangeReport, EffectReport, EnvironmentReport, ObjectReport, Report

LONGEST = 60_000
_LONGEST_DETAILS = 8_000
"""Characters of one object's details, so that no object takes the place of all others."""
_ICONS = {"refused": "⛔", "data at risk": "⛔", "downtime": "🔴", "recreates": "🟠", "rolls pods": "🔄"}
_ICONS |= {"traffic": "🔀", "capacity": "📈"}


def show(report: Report, width: int, *, coloured: bool) -> str:  # noqa: ARG001 - a comment has neither
    """The whole comment; what does not fit is counted."""
    head = [f"### fairlead diff: {_text(wording.heading(report))}\n\n", *_problems(report), *_overview(report)]
    size = sum(map(len, head))
    parts, left = head, 0
    for group in wording.alike(report):
        for part in _environment(group):
            if left or size + len(part) > LONGEST:
                left += 1
                continue
            parts.append(part)
            size += len(part)
    if left:
        parts.append(f"\n… and {wording.counted(left, 'more object')}: `fairlead diff` shows them all.\n")
    return "".join(parts)


def _problems(report: Report) -> Iterator[str]:
    for one in report["problems"]:
        yield f"> {_text(wording.problem(one))}\n\n"


def _overview(report: Report) -> Iterator[str]:
    yield "| environment | what changes |\n|---|---|\n"
    for group in wording.alike(report):
        names = ", ".join(f"**{_text(wording.title(one))}**" for one in group)
        yield f"| {names} | {_text(wording.in_words(group[0]))} |\n"


def _environment(group: list[EnvironmentReport]) -> Iterator[str]:
    environment = group[0]
    if not environment["objects"]:
        return
    names = ", ".join(_text(wording.title(one)) for one in group)
    yield f"\n#### {names}\n\n" + "".join(_effect(one) for one in environment["effects"])
    yield from (_object(one) for one in environment["objects"])


def _object(one: ObjectReport) -> str:
    place = wording.where(one["cause"])
    at = f" <code>{_html(place)}</code>" if place else ""
    sign = wording.SIGNS[one["action"]]
    effects = "".join(_effect(effect) for effect in one["effects"])
    summary = f"<summary>{sign} <code>{_html(wording.name_of(one))}</code> {one['action']}{at}</summary>"
    details = _details(one["changes"])
    return f"\n<details>{summary}\n\n{details}</details>\n\n{effects}"


def _effect(effect: EffectReport) -> str:
    cure = f" — {_text(effect['cure'])}" if effect["cure"] else ""
    return f"- {_icon(effect['kind'])}**{effect['kind']}**: {_text(effect['message'])}{cure}\n"


def _details(changes: list[ChangeReport]) -> str:
    lines: list[str] = []
    size = 0
    for change in changes:
        told = list(_change(change))
        size += sum(len(line) + 1 for line in told)
        if size > _LONGEST_DETAILS:
            lines.append("… more changes are not shown")
            break
        lines += told
    if not lines:
        return ""
    fence = "`" * max(3, 1 + max((_ticks(line) for line in lines), default=0))
    return "\n".join([f"{fence}diff", *lines, fence, "", ""])


def _change(change: ChangeReport) -> Iterator[str]:
    brief = values.brief(change) if change["action"] == "moved" else None
    if brief is not None:
        yield f"! {change['path']}: {brief}"
        return
    yield f"  {change['path']}"
    yield from (f"{sign if sign in '+-' else ' '} {line}".rstrip() for sign, line in values.rows(change))


def _icon(kind: str) -> str:
    return f"{_ICONS[kind]} " if kind in _ICONS else ""


def _ticks(line: str) -> int:
    """The longest run of backticks in a line: the fence around it has to be longer."""
    longest = run = 0
    for character in line:
        run = run + 1 if character == "`" else 0
        longest = max(longest, run)
    return longest


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "&#64;")


def _text(text: str) -> str:
    """Text that Markdown and HTML show as it is, on one line; nobody is notified by an @."""
    for character in "\\`*_[]|#~":
        text = text.replace(character, f"\\{character}")
    return text.replace("<", "&lt;").replace(">", "&gt;").replace("\r", " ").replace("\n", " ").replace("@", "&#64;")

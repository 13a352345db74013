"""A unified difference of the objects as YAML, as ``diff -u`` and git show files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diff.views import paint, wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.diff.report import EnvironmentReport, ObjectReport, Report, Row

_AROUND = 3
"""Lines around a change that are shown with it."""


def show(report: Report, width: int, *, coloured: bool) -> str:  # noqa: ARG001 - nothing is cut off
    """The whole view: the environment and the effects in comments, objects in place of files."""
    colour = paint.painter(coloured=coloured)
    lines = [f"# {wording.heading(report)}"]
    lines += [f"# {wording.problem(one)}" for one in report["problems"]]
    for group in wording.alike(report):
        lines += _environment(group, colour)
    return "\n".join([*lines, ""])


def _environment(group: list[EnvironmentReport], colour: paint.Painter) -> Iterator[str]:
    yield f"# {', '.join(map(wording.title, group))}: {wording.in_words(group[0])}"
    for one in group[0]["objects"]:
        yield from _object(one, colour)


def _object(one: ObjectReport, colour: paint.Painter) -> Iterator[str]:
    before = one["id"].rpartition("/")[0] + "/" + one["before_name"]
    old, new = {"created": ("/dev/null", one["id"]), "deleted": (one["id"], "/dev/null")}.get(
        one["action"], (before if one["before_name"] else one["id"], one["id"])
    )
    yield colour("bold", f"--- {old}")
    yield colour("bold", f"+++ {new}")
    for effect in one["effects"]:
        yield f"# {effect['kind']}: {effect['message']}"
    for hunk in hunks(one["lines"]):
        yield from _hunk(one["lines"], hunk, colour)


def hunks(rows: Sequence[Row]) -> Iterator[range]:
    """The rows that are shown: the changed ones with those around them, what touches together."""
    changed = [index for index, row in enumerate(rows) if row["mark"] != "="]
    start = end = -1
    for index in changed:
        if start >= 0 and index - _AROUND > end:
            yield range(start, end)
            start = -1
        if start < 0:
            start = max(0, index - _AROUND)
        end = min(len(rows), index + _AROUND + 1)
    if start >= 0:
        yield range(start, end)


def _hunk(rows: Sequence[Row], shown: range, colour: paint.Painter) -> Iterator[str]:
    before, after = (_numbers(rows, shown, side) for side in ("before", "after"))
    yield colour("cyan", f"@@ -{before} +{after} @@ {rows[shown[0]]['path']}".rstrip())
    old: list[str] = []
    new: list[str] = []
    for index in shown:
        row = rows[index]
        if row["mark"] == "=":
            yield from _run(old, new, colour)
            yield f" {row['after'] if row['after'] is not None else row['before']}"
            continue
        if row["before"] is not None:
            old.append(row["before"])
        if row["after"] is not None:
            new.append(row["after"])
    yield from _run(old, new, colour)


def _run(old: list[str], new: list[str], colour: paint.Painter) -> Iterator[str]:
    """The lines of a run of changes, first all that are gone; the lists are empty again afterwards."""
    yield from (colour("red", f"-{line}") for line in old)
    yield from (colour("green", f"+{line}") for line in new)
    old.clear()
    new.clear()


def _numbers(rows: Sequence[Row], shown: range, side: str) -> str:
    """The first line and the number of lines of one side: ``12,7``."""
    start = sum(1 for row in rows[: shown.start] if _has(row, side))
    count = sum(1 for index in shown if _has(rows[index], side))
    return f"{start + 1 if count else start},{count}"


def _has(row: Row, side: str) -> bool:
    if row["mark"] == "=":
        return True
    return (row["before"] if side == "before" else row["after"]) is not None

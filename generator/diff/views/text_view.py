"""The view for a terminal: a line for each environment, then its objects with their effects and changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diff.views import paint, values, wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diff.report import ChangeReport, EffectReport, EnvironmentReport, ObjectReport, Report

_MOST = 40
"""Lines that one change takes at most."""


def show(report: Report, width: int, *, coloured: bool) -> str:  # noqa: ARG001 - the terminal wraps what is long
    """The whole view. Environments in which the same changes are shown together."""
    with_colour = paint.painter(coloured=coloured)
    lines = [with_colour("bold", wording.heading(report))]
    lines += [with_colour("red", f"  {wording.problem(one)}") for one in report["problems"]]
    for group in wording.alike(report):
        lines += _environment(group, with_colour)
    return "\n".join([*lines, ""])


def _environment(group: list[EnvironmentReport], colour: paint.Painter) -> Iterator[str]:
    environment = group[0]
    names = ", ".join(map(wording.title, group))
    yield ""
    yield f"{colour('bold', names)}: {wording.in_words(environment)}"
    for effect in environment["effects"]:
        yield from _effect(effect, "  ", colour)
    for objects in wording.together(environment["objects"]):
        yield ""
        yield from _objects(objects, colour)


def _objects(group: list[ObjectReport], colour: paint.Painter) -> Iterator[str]:
    """What happens to an object, or to several to which the same happens."""
    one = group[0]
    place = wording.where(one["cause"]) if len(group) == 1 else ""
    action = one["action"]
    name = f"{wording.SIGNS[action]} {wording.names_of(group)}"
    yield f"  {colour(paint.ACTIONS[action], name)}" + (f"  {colour('dim', place)}" if place else "")
    for effect in one["effects"]:
        if wording.is_told(effect, group):
            yield from _effect(effect, "    ", colour)
    for change in one["changes"]:
        yield from _change(change, colour)


def _effect(effect: EffectReport, indent: str, colour: paint.Painter) -> Iterator[str]:
    place = wording.where(effect)
    kind = colour(paint.KINDS.get(effect["kind"], "bold"), f"{effect['kind']}:")
    yield f"{indent}{kind} {effect['message']}" + (f"  {colour('dim', place)}" if place else "")
    if effect["cure"]:
        yield f"{indent}  {colour('green', 'cure:')} {effect['cure']}"


def _change(change: ChangeReport, colour: paint.Painter) -> Iterator[str]:
    place = wording.where(change)
    at = f"  {colour('dim', place)}" if place else ""
    brief = values.brief(change)
    if change["follows"]:
        yield f"      {change['path']}: {brief or ''}  {colour('dim', 'follows ' + change['follows'])}"
        return
    if brief is not None:
        painted = colour({"+": "green", "-": "red"}.get(brief[:1], ""), brief)
        yield f"      {change['path']}: {painted}{at}"
        return
    yield f"      {change['path']}:{at}"
    rows = list(values.rows(change))
    for sign, line in rows[:_MOST]:
        yield "        " + colour({"-": "red", "+": "green"}.get(sign, ""), f"{sign} {line}".rstrip())
    if len(rows) > _MOST:
        yield f"        … {wording.counted(len(rows) - _MOST, 'more line')}"

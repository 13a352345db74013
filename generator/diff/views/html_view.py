"""One page that holds everything: environments as tabs, objects to unfold, a filter; it loads nothing from anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.app.text_templates import text_template
from generator.diff.effect import KINDS
from generator.diff.views import wording
from generator.diff.views.yaml_view import hunks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diff.report import EffectReport, ObjectReport, Report

_MANY = 12
"""Objects of a report beyond which only those with a grave effect are unfolded from the start."""
_STYLES = {"=": "same", "~": "edit", "-": "gone", "+": "add"}


def show(report: Report, width: int, *, coloured: bool) -> str:  # noqa: ARG001 - a page has its own
    """The page."""
    from markupsafe import Markup

    listed = text_template("diff", "effects.html.j2")

    def effect_list(effects: list[EffectReport]) -> Markup:
        return Markup(listed.render(effects=effects, wording=wording))  # noqa: S704 - the template has escaped it

    few = sum(len(one["objects"]) for one in report["environments"]) <= _MANY
    return text_template("diff", "page.html.j2").render(
        report=report,
        wording=wording,
        effect_list=effect_list,
        kinds=kinds,
        rows=rows,
        is_open=lambda one: few or any(kind in wording.GRAVE for kind in kinds(one)),
    )


def kinds(one: ObjectReport) -> list[str]:
    """The kinds of effects on an object, each once, the gravest first."""
    found = {effect["kind"] for effect in one["effects"]}
    return [kind for kind in KINDS if kind in found and kind != "none"]


def rows(one: ObjectReport) -> Iterator[dict[str, str] | None]:
    """The lines of an object that are shown, None for a gap between them."""
    lines = one["lines"]
    end = 0
    for hunk in hunks(lines):
        if hunk.start > end:
            yield None
        for row in (lines[index] for index in hunk):
            yield {"style": _STYLES[row["mark"]], "before": row["before"] or "", "after": row["after"] or ""}
        end = hunk.stop
    if 0 < end < len(lines):
        yield None

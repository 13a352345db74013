"""Each view of each pair in fixtures/diff/views, as it is written; and what holds for all of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.diff.views import FORMATS, markdown_view, show, side_by_side_view, text_view
from generator.diff.views.side_by_side_view import columns, cut
from tests.diff.objects import text_of
from tests.diff.reports import report_of, two_environments, workload

if TYPE_CHECKING:
    from generator.diff.report import Report
    from tests.conftest import Golden

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "diff" / "views"
CASES = sorted(one.name for one in FOLDER.iterdir())
FILES = {
    "text": "text.txt",
    "side-by-side": "side-by-side.txt",
    "yaml": "unified.diff",
    "json": "report.json",
    "markdown": "comment.md",
    "html": "page.html",
}
SECRETS = ("hunter2", "aHVudGVyMg==", "s3cr3t-after")


def report(case: str, *, show_secrets: bool = False) -> Report:
    before, after = ((FOLDER / case / f"{side}.yaml").read_text(encoding="utf-8") for side in ("before", "after"))
    return report_of({"": before}, {"": after}, show_secrets=show_secrets)


@pytest.mark.parametrize("view", FILES)
@pytest.mark.parametrize("case", CASES)
def test_a_pair_is_shown(case: str, view: str, golden: Golden) -> None:
    shown = show(view, report(case), width=140, coloured=False)
    golden(FOLDER / case / FILES[view], body(shown) if view == "html" else shown)


def body(page: str) -> str:
    """What a page says, without the styles and the script, which are the same in all."""
    return page[page.index("<header>") : page.index("<script>")]


@pytest.mark.parametrize("view", FILES)
def test_no_view_shows_a_secret_unless_asked(view: str) -> None:
    shown = show(view, report("secrets"), width=140, coloured=False)
    assert not any(secret in shown for secret in SECRETS)
    assert "••••" in shown
    assert "s3cr3t-after" in show(view, report("secrets", show_secrets=True), width=140, coloured=False)


def test_json_is_the_report() -> None:
    found = json.loads(show("json", two_environments(), width=0, coloured=False))
    assert [one["name"] for one in found["environments"]] == ["staging", "prod"]
    assert found["fairlead"] == 1


def test_every_format_ends_with_a_line_break() -> None:
    for name in (*FORMATS, "side-by-side", "html"):
        assert show(name, two_environments(), width=140, coloured=False).endswith("\n")


def test_colour_only_where_it_is_wanted() -> None:
    for name in ("text", "side-by-side", "yaml"):
        plain = show(name, two_environments(), width=140, coloured=False)
        coloured = show(name, two_environments(), width=140, coloured=True)
        assert "\x1b" not in plain
        assert "\x1b[" in coloured


def test_a_narrow_terminal_gets_the_text_view() -> None:
    found = two_environments()
    narrow = side_by_side_view.show(found, 80, coloured=False)
    assert narrow == text_view.show(found, 80, coloured=False)


def test_no_line_side_by_side_is_wider_than_the_terminal() -> None:
    long = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}, "data": {"k": "長" * 200}}
    other = {**long, "data": {"k": "x" * 300}}
    shown = show("side-by-side", report_of({"": text_of(long)}, {"": text_of(other)}), width=120, coloured=False)
    rows = [line for line in shown.splitlines() if "|" in line or "<" in line or ">" in line]
    assert rows
    assert all(columns(line) <= 120 for line in rows)


@pytest.mark.parametrize(("text", "width", "expected"), [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("長長長", 5, "長長…")])
def test_a_text_is_cut_to_columns(text: str, width: int, expected: str) -> None:
    assert cut(text, width) == expected


def test_environments_in_which_the_same_changes_are_told_once() -> None:
    before, after = workload("shop:1.0", 2), workload("shop:1.1", 2)
    shown = show(
        "text",
        report_of({"staging": before, "prod": before}, {"staging": after, "prod": after}),
        width=0,
        coloured=False,
    )
    assert "staging, prod: 1 changed" in shown
    assert shown.count("shop:1.0 → shop:1.1") == 1


def test_a_comment_is_no_longer_than_a_comment_may_be() -> None:
    objects = [
        {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": f"c{number}"}, "data": {"k": f"{number}" * 500}}
        for number in range(400)
    ]
    after = [{**one, "data": {"k": "other"}} for one in objects]
    shown = show("markdown", report_of({"": text_of(*objects)}, {"": text_of(*after)}), width=0, coloured=False)
    assert len(shown) <= markdown_view.LONGEST + 200
    assert "more objects: `fairlead diff` shows them all" in shown


def test_markdown_notifies_nobody_and_closes_every_fence() -> None:
    before = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}, "data": {"k": "1"}}
    after = {**before, "data": {"k": "```\n@everyone <b>\n````"}}
    shown = show("markdown", report_of({"": text_of(before)}, {"": text_of(after)}), width=0, coloured=False)
    assert "`````diff" in shown
    outside = shown.split("`````")[0] + shown.split("`````")[2]
    assert "@" not in outside

"""Each format of a report: its exact text, and that what reads such reports accepts it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from generator.errors import Place
from generator.lint.finding import Finding, Result
from generator.lint.reports import FORMATS, write

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = Path(__file__).resolve().parents[2] / "fixtures" / "reports"

WRONG = Finding(
    "wrong-type",
    "error",
    'must be a whole number, found text "3"',
    Place("deploy/web.yaml", 6, 13),
    "Deployment/shop/web",
    "spec.replicas",
    "remove the quotes",
    '  replicas: "3"',
    versions=(31, 34),
)
UNKNOWN = Finding(
    "unknown-field",
    "warning",
    "there is no field a|b <x> in it: 100%",
    Place("deploy/a:b,c.yaml", 2, 1),
    environments=("prod",),
)
HOSTILE = Finding(
    "wrong-value", "note", "the value \x07 `\x1b[31m` | is odd\nand has two lines", Place("deploy/a:b,c.yaml", 0, 0)
)
SOME = Result(
    (UNKNOWN, HOSTILE, WRONG, WRONG._replace(message="again")),
    3,
    7,
    (("Certificate.cert-manager.io/v1", 2),),
    1,
    (31, 34, 37),
)
NONE = Result((), 1, 1, (), 0, (37,))


@pytest.mark.parametrize("name", FORMATS)
def test_a_report(name: str, golden: Callable[[Path, str], None]) -> None:
    golden(CASES / f"some.{name}.txt", write(name, SOME))  # type: ignore[arg-type]
    golden(CASES / f"none.{name}.txt", write(name, NONE))  # type: ignore[arg-type]


def test_json_can_be_read() -> None:
    content = json.loads(write("json", SOME))
    assert [found["rule"] for found in content["findings"]] == [one.rule for one in SOME.findings]
    assert content["summary"]["errors"] == 2


def test_junit_is_xml_with_the_errors_as_failures() -> None:
    root = ET.fromstring(write("junit", SOME))  # noqa: S314 - our own text
    assert len(root.findall(".//failure")) == 2
    assert root.get("tests") == "4"


@pytest.mark.parametrize("result", [SOME, NONE], ids=["some", "none"])
def test_sarif_holds_what_its_schema_asks(result: Result) -> None:
    # The schema itself is not in the Python packages that the tests have: its required properties are checked here.
    log = json.loads(write("sarif", result))
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert log["version"] == "2.1.0"
    for one in run["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        assert one["message"]["text"]
        assert one["level"] in {"error", "warning", "note", "none"}
        assert one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].isascii()


def test_gitlab_fingerprints_are_unique() -> None:
    issues = json.loads(write("gitlab", SOME))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_a_github_command_is_one_line_for_each_finding() -> None:
    lines = write("github", SOME).splitlines()
    assert [line.startswith("::") for line in lines] == [True] * 4 + [False]


def test_markdown_that_does_not_fit_into_a_comment_says_what_is_left_out() -> None:
    many = SOME._replace(findings=(WRONG,) * 5000)
    text = write("markdown", many)
    assert len(text) < 65_536
    shown = text.count("| error |")
    assert f"and {5000 - shown} more findings" in text


def test_a_long_source_line_is_cut_around_the_place() -> None:
    line = "a" * 300 + "X" + "b" * 300
    text = write("text", SOME._replace(findings=(WRONG._replace(source_line=line, place=Place("x.yaml", 1, 301)),)))
    source, caret = text.splitlines()[1:3]
    assert source[caret.index("^")] == "X"
    assert len(source) < 200

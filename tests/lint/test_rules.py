"""Every folder of fixtures/rules is a rule: what it finds in each bad file, exactly, and nothing in the good ones.

``bad*.yaml`` has its findings in ``bad*.txt``, ``good*.yaml`` has none of the rule and nothing that the API server
would refuse. ``case.yaml`` may set ``kubeVersion`` (a minor number), ``whole`` and the rule's ``options``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from generator.lint.catalogue import entries, entry
from tests.lint.linting import NEWEST, findings_in, setting, told

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = Path(__file__).resolve().parents[2] / "fixtures" / "rules"
BAD = sorted(path.relative_to(CASES) for path in CASES.glob("*/bad*.yaml"))
GOOD = sorted(path.relative_to(CASES) for path in CASES.glob("*/good*.yaml"))
IN_SOURCES = {"description"}
"""Rules about what no text alone can show: their cases are in fixtures/sources."""
OF_MANIFESTS = [row for row in entries() if row.level != "folder" and row.id not in IN_SOURCES]


def case_of(rule: str) -> dict[str, Any]:
    path = CASES / rule / "case.yaml"
    return yaml.safe_load(path.read_text()) if path.exists() else {}


def found_in(path: Path) -> tuple[list[Any], str]:
    rule = path.parts[0]
    row, case = entry(rule), case_of(rule)
    assert row is not None, f"no rule is named {rule}"
    text = (CASES / path).read_text(encoding="utf-8", errors="surrogateescape")
    settings = setting(case, rule, row.severity)
    return findings_in(text, settings, case.get("kubeVersion", NEWEST), whole=case.get("whole", False)), rule


@pytest.mark.parametrize("path", BAD, ids=str)
def test_a_rule_finds_what_is_wrong(path: Path, golden: Callable[[Path, str], None]) -> None:
    findings, rule = found_in(path)
    said = [told(finding) for finding in findings if finding.rule == rule]
    assert said
    assert len(set(said)) == len(said)
    golden((CASES / path).with_suffix(".txt"), "\n".join(said) + "\n")


@pytest.mark.parametrize("path", GOOD, ids=str)
def test_a_rule_leaves_what_is_right_alone(path: Path) -> None:
    findings, rule = found_in(path)
    refused = {row.id for row in entries() if row.group == "invalid"}
    assert [told(one) for one in findings if one.rule in {rule, *refused}] == []


@pytest.mark.parametrize("row", OF_MANIFESTS, ids=lambda row: row.id)
def test_every_rule_has_a_good_and_a_bad_case(row: Any) -> None:
    names = {path.name.split(".")[0].split("-")[0] for path in (CASES / row.id).glob("*.yaml")}
    assert {"good", "bad"} <= names

"""Every folder of fixtures/sources/<kind> is a case: all that the rules about texts and folders say, exactly.

The case ``good`` of a kind has what is right, and nearly wrong: nothing is found in it. Every rule of these groups is
in what some case expects.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.lint.catalogue import entries
from generator.lint.engine import Engine
from generator.lint.settings import Settings
from generator.programs.helm import find_helm
from generator.programs.kustomize import find_kustomize
from generator.sources.discovery import Request, sources
from tests.lint.linting import NEWEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.finding import Finding
    from tests.conftest import Golden

CASES = Path(__file__).resolve().parents[2] / "fixtures" / "sources"
FOLDERS = sorted(path.parent.relative_to(CASES) for path in CASES.glob("*/*/expected.txt"))
GOOD = [path for path in FOLDERS if path.name == "good"]
RULES = [
    row for row in entries() if row.level == "folder" or row.id in ("unreadable", "description", "ambiguous-value")
]
SETTINGS = Settings("strict", only=("chart", "kustomize", "yaml", "unreadable", "description"))


@pytest.fixture(autouse=True)
def _programs(helm3: str, kustomize: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("FAIRLEAD_HELM", helm3)
    monkeypatch.setenv("FAIRLEAD_KUSTOMIZE", kustomize)
    find_helm.cache_clear()
    find_kustomize.cache_clear()
    yield
    find_helm.cache_clear()
    find_kustomize.cache_clear()


def found_in(folder: str) -> list[Finding]:
    engine = Engine(SETTINGS)
    return [
        finding
        for source in sources(Request((folder,), minor=NEWEST))
        for finding in engine.examine(source, source.minor or NEWEST, {})[0]
    ]


def told(finding: Finding) -> str:
    of = f" ({', '.join(finding.environments)})" if finding.environments else ""
    where = f"{finding.path}: " if finding.path else ""
    lines = [f"{finding.place}: {finding.severity}: {finding.rule}{of}: {where}{finding.message}"]
    lines += [f"    | {finding.source_line}"] if finding.source_line else []
    return "\n".join([*lines, *([f"    cure: {finding.cure}"] if finding.cure else [])])


@pytest.mark.parametrize("case", FOLDERS, ids=str)
def test_what_is_found_in_a_folder(case: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES / case.parent)
    said = [told(finding) for finding in found_in(case.name)]
    golden(CASES / case / "expected.txt", "".join(f"{text}\n" for text in said))


@pytest.mark.parametrize("case", GOOD, ids=str)
def test_nothing_is_found_in_what_is_right(case: Path) -> None:
    assert (CASES / case / "expected.txt").read_text() == ""


def test_a_chart_as_helm_makes_it_has_only_notes(helm3: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    subprocess.run([helm3, "create", "demo"], check=True, capture_output=True)
    assert {finding.rule for finding in found_in("demo")} == {
        *("chart-maintainers", "chart-icon", "chart-kube-version", "values-schema", "values-undocumented"),
    }


@pytest.mark.parametrize("row", RULES, ids=lambda row: row.id)
def test_every_rule_has_a_case(row: object) -> None:
    rule = getattr(row, "id", "")
    told_of = [case for case in FOLDERS if f": {rule}" in (CASES / case / "expected.txt").read_text()]
    assert told_of, f"no case of fixtures/sources has {rule}"


def test_every_kind_has_a_case_without_findings() -> None:
    assert {case.parent.name for case in GOOD} == {case.parent.name for case in FOLDERS}

"""What ``lint --fix`` makes of manifests: ``bad-fixable.yaml`` of a rule becomes exactly ``fixed.yaml``.

In that the rule finds nothing, and no rule finds an error that was not found before.
"""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli.fix_inject import inject_missing
from generator.lint.catalogue import entries, entry
from generator.lint.pages import page
from generator.lint.settings import Settings
from generator.sources.manifests import STDIN
from tests.lint.fixing import fixed, started, text_after
from tests.lint.linting import NEWEST, findings_in, setting, told
from tests.lint.mutations import MUTATIONS, mutated, objects, written
from tests.lint.test_rules import CASES, case_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.lint.finding import Finding

FIXABLE = [row for row in entries() if row.fixable and row.level != "folder"]
EVERY = sorted(path.relative_to(CASES) for path in CASES.glob("*/*.yaml") if path.name != "case.yaml")
STRICT = Settings("strict")


def manifests(path: Path) -> str:
    return (CASES / path).read_text(encoding="utf-8", errors="replace")


def errors_in(text: str, settings: Settings, minor: int, *, whole: bool = False) -> list[Finding]:
    return [one for one in findings_in(text, settings, minor, whole=whole) if one.severity == "error"]


def known(findings: Iterable[Finding]) -> Counter[tuple[str, str, str]]:
    return Counter((one.rule, one.object, one.path) for one in findings)


@pytest.mark.parametrize("row", FIXABLE, ids=lambda row: row.id)
def test_a_fix_gives_exactly_what_is_right(row: Any, golden: Callable[[Path, str], None]) -> None:
    case = case_of(row.id)
    minor, whole = case.get("kubeVersion", NEWEST), case.get("whole", False)
    before = manifests(Path(row.id) / "bad-fixable.yaml")
    settings = setting(case, row.id, row.severity)
    after = text_after(before, settings, minor, whole=whole)
    golden(CASES / row.id / "fixed.yaml", after)
    assert [told(one) for one in findings_in(after, settings, minor, whole=whole) if one.rule == row.id] == []
    errors = [known(errors_in(text, STRICT, minor, whole=whole)) for text in (before, after)]
    assert errors[1] - errors[0] == Counter()


def test_only_rules_that_fix_something_have_what_was_fixed() -> None:
    files = {path.parent.name for path in CASES.glob("*/fixed.yaml")}
    assert files == {path.parent.name for path in CASES.glob("*/bad-fixable.yaml")}
    assert all(row is not None and row.fixable for row in map(entry, files))


@pytest.mark.parametrize("path", EVERY, ids=str)
def test_fixing_everything_brings_no_error_and_is_done_at_once(path: Path) -> None:
    case = case_of(path.parts[0])
    minor = case.get("kubeVersion", NEWEST)
    before = manifests(path)
    after = text_after(before, STRICT, minor)
    assert text_after(after, STRICT, minor) == after
    errors = [known(errors_in(text, STRICT, minor)) for text in (before, after)]
    assert errors[1] - errors[0] == Counter()
    assert [line for line in after.split("\n") if line.lstrip().startswith("#")] == [
        line for line in before.split("\n") if line.lstrip().startswith("#")
    ]
    changed = len(set(before.split("\n")) - set(after.split("\n")))
    assert changed <= sum(known(fixed(before, STRICT, minor).done).values())


ARGUMENTS = {"object": 3, "pod": 3, "container": 3, "schema": 3, "reading": 2, "folder": 2}


@pytest.mark.parametrize("row", entries(), ids=lambda row: row.id)
def test_a_rule_can_fix_something_exactly_where_its_row_says_so(row: Any) -> None:
    module = import_module(row.module)
    assert hasattr(module, "fix") == row.fixable
    assert not (row.fixable and row.injected)
    if row.fixable:
        assert module.fix.__code__.co_argcount == ARGUMENTS[row.level]
        assert page(row.id).fix.endswith(".")


@pytest.mark.parametrize("row", [row for row in entries() if row.injected], ids=lambda row: row.id)
def test_what_is_missing_is_put_in_where_a_row_says_so(row: Any) -> None:
    case = case_of(row.id)
    settings = setting(case, row.id, row.severity)
    before = manifests(Path(row.id) / "bad.yaml")
    rounds, trial = started(before, settings, NEWEST, whole=case.get("whole", False))
    assert inject_missing(rounds, trial)
    left = [one for one in findings_in(rounds.texts[STDIN], settings) if one.rule == row.id]
    assert len(left) < len([one for one in findings_in(before, settings) if one.rule == row.id])
    assert {one.rule for one in rounds.done} == {row.id}
    assert not inject_missing(rounds, trial)


@given(st.builds(mutated, st.sampled_from(objects()), MUTATIONS).map(written))
def test_whatever_a_manifest_says(text: str) -> None:
    after = text_after(text, STRICT)
    assert text_after(after, STRICT) == after
    assert known(errors_in(after, STRICT, NEWEST)) - known(errors_in(text, STRICT, NEWEST)) == Counter()

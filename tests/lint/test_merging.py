from __future__ import annotations

from generator.errors import Place
from generator.lint.finding import Finding
from generator.lint.merging import merged

ONE = Finding("a", "error", "wrong", Place("app.yaml", 3, 1), "Deployment/web", "spec")


def test_the_same_finding_in_two_environments_is_one() -> None:
    found = merged([ONE._replace(environments=("dev",)), ONE._replace(environments=("prod",))], [30])
    assert found == (ONE._replace(environments=("dev", "prod")),)


def test_versions_are_named_unless_all_have_it() -> None:
    both = [ONE._replace(versions=(31,)), ONE._replace(versions=(34,))]
    assert merged(both, [34, 31]) == (ONE,)
    assert merged(both, [31, 34, 37]) == (ONE._replace(versions=(31, 34)),)


def test_other_words_are_another_finding() -> None:
    assert len(merged([ONE, ONE._replace(message="other")], [30])) == 2


def test_they_stand_in_the_order_of_the_files() -> None:
    last = ONE._replace(place=Place("b.yaml", 1, 1))
    warning = ONE._replace(severity="warning", rule="0")
    assert merged([last, warning, ONE], [30]) == (ONE, warning, last)

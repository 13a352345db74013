from __future__ import annotations

import pytest

from generator.errors import InputError, Place
from generator.lint.baseline import without_known, written
from generator.lint.finding import Finding, Result

ONE = Finding("a", "error", "wrong", Place("web.yaml", 3, 1), "Deployment/web", "spec")
OTHER = ONE._replace(message="also wrong")


def test_known_findings_are_left_out_wherever_their_lines_have_gone() -> None:
    text = written(Result((ONE,)))
    moved = ONE._replace(place=Place("web.yaml", 30, 5))
    assert without_known(Result((moved, OTHER)), text, "b.json") == Result((OTHER,), ignored=1)


def test_a_second_one_of_a_kind_is_new() -> None:
    text = written(Result((ONE,)))
    assert len(without_known(Result((ONE, ONE)), text, "b.json").findings) == 1


def test_nothing_found_is_a_baseline_too() -> None:
    assert without_known(Result((ONE,)), written(Result(())), "b.json").findings == (ONE,)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "3", '{"version": 9, "findings": []}', '{"version": 1, "findings": [1]}']
)
def test_what_is_no_baseline(text: str) -> None:
    with pytest.raises(InputError, match=r"b\.json: this is no baseline"):
        without_known(Result(()), text, "b.json")

from __future__ import annotations

from typing import Any

import pytest

from generator.documents.edits import REMOVED
from generator.inject.amending import amended, lacking

VALUE = {"a": {"b": [1, {"c": 2}]}, "d": None}


@pytest.mark.parametrize(
    ("path", "new", "expected"),
    [
        ((), 1, 1),
        (("a",), 1, {"a": 1, "d": None}),
        (("a", "b", 0), 7, {"a": {"b": [7, {"c": 2}]}, "d": None}),
        (("a", "b", 1, "c"), 7, {"a": {"b": [1, {"c": 7}]}, "d": None}),
        (("a", "b", 2), 7, {"a": {"b": [1, {"c": 2}, 7]}, "d": None}),
        (("d", "e", "f"), 7, {"a": {"b": [1, {"c": 2}]}, "d": {"e": {"f": 7}}}),
        (("d", "e", 0), 7, {"a": {"b": [1, {"c": 2}]}, "d": {"e": [7]}}),
        (("a",), REMOVED, {"d": None}),
        (("a", "b", 1, "c"), REMOVED, {"a": {"b": [1, {}]}, "d": None}),
        (("e", "f"), REMOVED, VALUE),
        (("e",), REMOVED, VALUE),
    ],
)
def test_amended(path: Any, new: Any, expected: Any) -> None:
    assert amended(VALUE, path, new) == expected
    assert VALUE == {"a": {"b": [1, {"c": 2}]}, "d": None}


@pytest.mark.parametrize(
    ("value", "wanted", "expected"),
    [
        (None, 1, [((), 1)]),
        ({}, {"a": 1}, [((), {"a": 1})]),
        ([], [1], [((), [1])]),
        (None, {}, []),
        (None, None, []),
        (0, 1, []),
        (False, True, []),
        ("", "x", []),
        ([1], [2], []),
        ({"a": 1}, {"a": 2, "b": 3}, [(("b",), 3)]),
        ({"a": {"b": 1}}, {"a": {"c": 2}}, [(("a", "c"), 2)]),
        ({"a": None}, {"a": {"c": 2}}, [(("a",), {"c": 2})]),
        ({"a": 1}, {"a": {"c": 2}}, []),
    ],
)
def test_lacking(value: Any, wanted: Any, expected: Any) -> None:
    assert list(lacking(value, wanted)) == expected

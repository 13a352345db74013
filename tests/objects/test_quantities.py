"""Quantities are read as Kubernetes reads them, and what is none says what may have been meant."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.objects.quantities import BINARY, DECIMAL, fault, parse


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("500m", Fraction(1, 2)),
        ("1.5Gi", 3 * 2**29),
        (" 1Gi ", 2**30),
        ("1e3", 1000),
        ("1E3", 1000),
        ("1E", 10**18),
        ("2e-1", Fraction(1, 5)),
        ("+1", 1),
        ("-1.5k", -1500),
        (".5", Fraction(1, 2)),
        ("5.", 5),
        (".", 0),
        ("Ki", 0),
        ("0.1n", Fraction(1, 10**9)),
        ("-0.1n", Fraction(-1, 10**9)),
        (2, 2),
        (0.1, Fraction(1, 10)),
        (1e21, 10**21),
    ],
)
def test_what_a_quantity_stands_for(value: Any, amount: Fraction) -> None:
    assert parse(value) == amount
    assert fault(value) is None


@pytest.mark.parametrize(
    "value", ["", "abc", "1GB", "1 Gi", "1g", "1e", "1ee3", "1Gi5", "1e1.5", "\u0661", "--1", True, None, [], {}]
)
def test_what_is_no_quantity(value: Any) -> None:
    assert parse(value) is None
    assert "is no quantity" in (fault(value) or "")


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("1 GB", "write 1G"),
        ("512mb", "write 512M"),
        ("100MiB", "write 100Mi"),
        ("5Kb", "write 5k"),
        ("1GHz", "units are m, k, M, G, T and Ki, Mi, Gi, Ti"),
    ],
)
def test_what_may_have_been_meant(value: str, hint: str) -> None:
    assert fault(value) == f"{value!r} is no quantity: {hint}"


def test_exponents_that_nobody_can_compute_are_read_at_once() -> None:
    huge, tiny = parse("1e99999999999999"), parse("1e-99999999999999")
    assert huge is not None
    assert huge > 10**300
    assert tiny == Fraction(1, 10**9)


@given(st.integers(0, 10**12), st.sampled_from([*DECIMAL, *BINARY]))
def test_a_number_with_a_suffix_is_exact(number: int, suffix: str) -> None:
    factor = Fraction(2) ** BINARY[suffix] if suffix in BINARY else Fraction(10) ** DECIMAL[suffix]
    assert parse(f"{number}{suffix}") == number * factor


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    assert (parse(text) is None) == (fault(text) is not None)

"""The judge of canonical JSON is helm itself: ``toJson | sha256sum`` of the same value."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.resources.canonical import canonical_json
from tests.render.charts import made

PROFILE = settings.get_profile(settings.get_current_profile_name())

SUMS = """\
kind: Sums
sums:
{{- range .Values.items }}
  - "{{ toJson . | sha256sum }}"
{{- end }}
"""

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NUMBERS = st.one_of(
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(min_value=-1e-5, max_value=1e-5),
    st.decimals(-1000, 1000, places=3, allow_nan=False).map(float),
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)


def sums_by_helm(helm: str, values: list[Any]) -> list[str]:
    found: list[str] = made(helm, {"sums.yaml": SUMS}, {"items": values})[0]["sums"]
    return found


def sums_here(values: list[Any]) -> list[str]:
    return [hashlib.sha256(canonical_json(value).encode()).hexdigest() for value in values]


def differing(helm: str, values: list[Any]) -> list[Any]:
    pairs = zip(values, sums_by_helm(helm, values), sums_here(values), strict=True)
    return [value for value, theirs, ours in pairs if theirs != ours]


@settings(
    max_examples=max(20, PROFILE.max_examples // 5),  # each runs helm, with many values
    suppress_health_check=[*PROFILE.suppress_health_check, HealthCheck.function_scoped_fixture],
)
@given(st.lists(VALUES, min_size=1, max_size=40))
@example([0, -0.0, 1.0, 1e20, 1e21, 1e-6, 1e-7, 123456789012345678901, 2**53 + 1, 5e-324, 1.7976931348623157e308])
def test_checksums_are_those_of_helm(helm3: str, values: list[Any]) -> None:
    assert differing(helm3, values) == []


HARD = [
    *(chr(code) for code in [*range(1, 0x30), 0x3C, 0x3E, 0x5C, 0x7E, 0x7F, 0x80, 0x85, 0x9F, 0xA0, 0xFF]),
    *("\u2027", "\u2028", "\u2029", "\u202a", "\ufeff", "\ufffd", "\U0001f600", "\U0010ffff"),
    *(10**exponent for exponent in range(15, 24)),
    *(1.5 * 10**exponent for exponent in range(15, 24)),
    *(10.0**-exponent for exponent in range(10)),
    *(2**exponent + 1 for exponent in (31, 32, 52, 53, 54, 63, 64)),
    *({"b": 1, "a": 2, "B": 3, "é": 4, "z": 5, "\U0001f600": 6, "\uffee": 7}, {"<": ">"}, [[], {}, ""]),
]


def test_hard_cases_are_those_of_every_helm(helm: str) -> None:
    assert differing(helm, HARD) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (1000000, "1000000"),
        (1.0, "1"),
        (0.25, "0.25"),
        (0.000001, "0.000001"),
        (0.00001, "0.00001"),
        (0.0000001, "1e-7"),
        (1e21, "1e+21"),
        (-1e21, "-1e+21"),
        ("<a&b>", '"\\u003ca\\u0026b\\u003e"'),
        ('"\\\n\t', '"\\"\\\\\\n\\t"'),
        ({"b": [1, "é"], "a": None}, '{"a":null,"b":[1,"é"]}'),
        ([], "[]"),
        ({}, "{}"),
    ],
)
def test_text(value: Any, text: str) -> None:
    assert canonical_json(value) == text

"""What a scalar means to Kubernetes, and which text is safe without quotes."""

from __future__ import annotations

import io
import math
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from generator.documents.scalars import key_text, reads_as_string, resolve

CORE = "tag:yaml.org,2002:"

# Transcribed from sigs.k8s.io/yaml: the JSON value of a plain scalar.
READINGS: dict[str, Any] = {
    **dict.fromkeys(["y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"], True),
    **dict.fromkeys(["n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"], False),
    **dict.fromkeys(["", "~", "null", "Null", "NULL"], None),
    "tRue": "tRue", "nil": "nil", "none": "none", "yEs": "yEs", "<<": "<<", "=": "=",
    "0": 0, "-0": 0, "+1": 1, "08": 8, "010": 8, "0o10": 8, "0O10": 8, "0755": 493, "0x1F": 31, "0X1f": 31, "-0x1": -1,
    "0b101": 5, "0B11": 3, "-0b11": -3, "0b-1": -1, "0b2": "0b2", "0x": "0x", "1_000": 1000, "1_": 1, "0_8": 8,
    "1e3": 1000, "1E3": 1000, "1.": 1, "1.0": 1, "1.10": 1.1, ".5": 0.5, "-.5": -0.5, "+.5": 0.5, ".8_7": 0.87,
    "._5": "._5", "1e-7": 1e-7, "1e21": 1e21, "1e18": 10**18, "1e400": "1e400", "3e": "3e", "._": "._", ".": ".",
    "-": "-", "+": "+", "+.nan": "+.nan", "10.0.0.1": "10.0.0.1", "1.2.3": "1.2.3", "1:30": "1:30",
    "12:30:45": "12:30:45",
    "2024-01-01": "2024-01-01", "2024-01-01T00:00:00Z": "2024-01-01T00:00:00Z", "9007199254740993": 9007199254740993,
    "9223372036854775808": 2**63, "18446744073709551615": 2**64 - 1, "+18446744073709551615": 2.0**64,
    "18446744073709551616": 2.0**64, "-9223372036854775808": -(2**63), "-9223372036854775809": -(2.0**63),
    "0xffffffffffffffff": 2**64 - 1, "0xfffffffffffffffff": "0xfffffffffffffffff",
    "07777777777777777777777": 7.777777777777777e21, "\u0661": "\u0661", "1 ": "1 ", "9" * 5000: "9" * 5000,
}  # fmt: skip


@pytest.mark.parametrize(("text", "value"), READINGS.items(), ids=[text[:30] for text in READINGS])
def test_plain(text: str, value: Any) -> None:
    found = resolve(text, None, plain=True)
    assert found == value or found is value
    assert isinstance(found, bool) == isinstance(value, bool)
    assert resolve(text, None, plain=False) == text
    assert resolve(text, CORE + "str", plain=True) == text


def test_infinities_are_left_to_the_reader() -> None:
    assert resolve(".inf", None, plain=True) == math.inf
    assert resolve("-.INF", None, plain=True) == -math.inf
    assert resolve(".NaN", None, plain=True) != resolve(".NaN", None, plain=True)


@pytest.mark.parametrize(
    ("tag", "text", "value"),
    [
        ("!", "0", "0"),
        ("!foo", "1", "1"),
        (CORE + "foo", "1", "1"),
        (CORE + "int", "3", 3),
        (CORE + "float", "3", 3),
        (CORE + "float", "1.5", 1.5),
        (CORE + "bool", "yes", True),
        (CORE + "null", "", None),
        (CORE + "binary", "aGVs\nbG8=", "hello"),
        (CORE + "binary", "//8=", "\ufffd\ufffd"),
        (CORE + "timestamp", "2024-1-1", "2024-1-1"),
        (CORE + "timestamp", "2024-01-01t1:2:3.5+02:00", "2024-01-01t1:2:3.5+02:00"),
    ],
)
def test_tagged(tag: str, text: str, value: Any) -> None:
    assert resolve(text, tag, plain=False) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("int", "1.5"),
        ("int", "x"),
        ("float", "18446744073709551615"),
        ("float", "yes"),
        ("bool", "1"),
        ("null", "0"),
        ("binary", "x"),
        ("timestamp", "12:30"),
        ("timestamp", "2023-02-29"),
        ("timestamp", "2024-01-01 25:00:00"),
    ],
)
def test_a_tag_that_does_not_fit(kind: str, text: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        resolve(text, CORE + kind, plain=True)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("yes", "true"),
        ("off", "false"),
        ("1", "1"),
        ("010", "8"),
        ("1.5", "1.5"),
        ("1.0", "1"),
        ("1e6", "1e+06"),
        ("1234567.0", "1.234567e+06"),
        ("100000.0", "100000"),
        ("3.14159265", "3.1415927"),
        ("1e-5", "1e-05"),
        ("-0.25", "-0.25"),
        (".inf", ".inf"),
        ("-.inf", "-.inf"),
        ("1e39", ".inf"),
        (".nan", ".nan"),
        ("2024-01-01", "2024-01-01"),
    ],
)
def test_keys(text: str, key: str) -> None:
    assert key_text(text, None, plain=True) == key
    assert key_text(text, None, plain=False) == text


@pytest.mark.parametrize("text", ["", "~", "null", "18446744073709551615"])
def test_keys_that_kubernetes_refuses(text: str) -> None:
    with pytest.raises(ValueError, match="as a key"):
        key_text(text, None, plain=True)


SAFE = """
web app.kubernetes.io/name nginx:1.25-alpine https://x.io/a?b=c&d /healthz $(POD_IP):80 500m 1.5Gi 128Mi 30s 25% a,b
it's RollingUpdate x=y _a ghcr.io/o/i@sha256:12ab
"""
UNSAFE = """
y Y n yes YES no on Off true FALSE null Null NaN inf ~ = << - -- --- ... -a :a ?a a: # &a *a !a |a >a %a @a `a [a {a ]a
}a ,a 'a "a 0 1 08 1_000 1e3 1E3 0x1 0b1 0o7 .5 .a +1 .inf .nan 12:30 1.2.3 10.0.0.1 2024-01-01 1e 12e45678 1d 5E é a{b
a[b a#b \u212a \u017f
"""
UNSAFE_BLANKS = [
    "",
    " ",
    " a",
    "a ",
    "a: b",
    "a #b",
    "a  b",
    "a\tb",
    "a\nb",
    "yes\n",
    "a\xa0b",
    "a\u2028b",
    "a\0",
    "\ufeffa",
]


@pytest.mark.parametrize("text", [*SAFE.split(), "two words", "a (b); c"])
def test_safe_without_quotes(text: str) -> None:
    assert reads_as_string(text)


@pytest.mark.parametrize("text", [*UNSAFE.split(), *UNSAFE_BLANKS])
def test_needs_quotes(text: str) -> None:
    assert not reads_as_string(text)


@given(st.text("aeEnNoOsSyYxX0189._-+:=~<>#%&*!|?'\" ,mkiGM/$()\\", max_size=8))
def test_what_is_safe_reads_back_everywhere(text: str) -> None:
    if reads_as_string(text):
        for document in (f"k: {text}\n", f"- {text}\n", f"{text}: k\n"):
            for value in (yaml.safe_load(document), YAML(typ="safe", pure=True).load(io.StringIO(document))):
                assert value in ({"k": text}, [text], {text: "k"})
        assert resolve(text, None, plain=True) == text

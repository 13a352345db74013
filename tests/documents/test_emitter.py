"""What is emitted reads back as the same value, in YAML 1.1, YAML 1.2 and Kubernetes."""

from __future__ import annotations

import io
import json
import math
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from generator.documents.emitter import block, emit, key, scalar
from generator.documents.reader import read_document
from generator.documents.scalars import json_number

if TYPE_CHECKING:
    from generator.documents.node import Node

# Pieces that some reader might take for something else, so that they meet in random texts.
WORDS = "a b : - -- --- ... yes no y null ~ 1 0 08 0x1 1e3 .5 .inf = << *a &a !x % @ ` ' \" \\ [ ] { } , ? | > # é"
MARKS = [
    "",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\t",
    ": ",
    " #",
    "- ",
    "\x85",
    "\u2028",
    "\ufeff",
    "\xa0",
    "\0",
    "\x1b",
    "\r",
    "\r\n",
]
PIECES = st.sampled_from(
    [*WORDS.split(), *MARKS, "😀", "\x1b", "true", "12:30", "1_0", "2024-01-01", "500m", "1Gi", "{{ .Values }}"]
)
PRINTABLE = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
TEXTS = st.one_of(PRINTABLE, st.lists(PIECES, max_size=8).map("".join))
NUMBERS = st.one_of(st.integers(-(2**63), 2**64 - 1), st.floats(allow_nan=False, allow_infinity=False))
LEAVES = st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS)
VALUES = st.recursive(
    LEAVES,
    lambda children: st.one_of(st.lists(children, max_size=4), st.dictionaries(TEXTS, children, max_size=4)),
    max_leaves=12,
)


def value_of(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {name: value_of(child) for name, child in node.value.items()}
    return [value_of(child) for child in node.value] if isinstance(node.value, list) else node.value


def as_read(value: Any) -> Any:
    """The value behind Kubernetes' way through JSON, where whole floats are integers."""
    if isinstance(value, dict):
        return {name: as_read(child) for name, child in value.items()}
    return [as_read(child) for child in value] if isinstance(value, list) else json_number(value)


def yaml_1_2(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(io.StringIO(text))


@given(VALUES)
@settings(max_examples=400)
@example({"a": "x\n\n", "b": [["\n x\n", []], {}], "?": "x\n"})
@example(" \n")
@example("\tx\n y")
@example("a\n  ")
@example({"k" * 1100: {"k" * 999: ["x\ny", {"q": "1"}]}})
def test_kubernetes_reads_back_the_same(value: Any) -> None:
    assert value_of(read_document(emit(value), "f")) == as_read(value)


@given(st.one_of(TEXTS, st.dictionaries(TEXTS, st.lists(TEXTS, max_size=3), max_size=3)))
@settings(max_examples=400)
@example("a\n \n")
@example("\n\n x\n\n")
@example("# x\n--- y\n...\n")
def test_both_versions_of_yaml_read_back_the_same_strings(value: Any) -> None:
    text = emit(value)
    assert yaml_1_2(text) == value
    assert yaml.safe_load(text) == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_is_a_float_to_every_reader(value: float) -> None:
    assert yaml.safe_load(scalar(value)) == value
    assert yaml_1_2(scalar(value)) == value
    assert json.loads(scalar(value)) == value


@given(TEXTS)
def test_the_one_line_form_has_one_line(text: str) -> None:
    assert len(scalar(text).splitlines()) <= 1
    assert value_of(read_document(f"{key(text)}: {scalar(text)}\n", "f")) == {text: text}


def test_block_style_with_lists_indented_below_their_key() -> None:
    value = {"a": [1, {"b": True, "c": None}, ["x", "y"], [], {}], "d": {"e": {}}, "f": []}
    assert emit(value) == (
        'a:\n  - 1\n  - b: true\n    c: null\n  - - x\n    - "y"\n  - []\n  - {}\nd:\n  e: {}\nf: []\n'
    )


def test_keys_keep_their_order_and_follow_the_rule_of_strings() -> None:
    assert emit({"z": 1, "on": 2, "1": 3, "": 4, "a.b/c": 5}) == 'z: 1\n"on": 2\n"1": 3\n"": 4\na.b/c: 5\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo\n", "|\n  one\n  two\n"),
        ("one\ntwo", "|-\n  one\n  two\n"),
        ("one\n\n\n", '"one\\n\\n\\n"\n'),
        ("  one\ntwo\n", '"  one\\ntwo\\n"\n'),
        ("\n one", '"\\n one"\n'),
        ("\n\n", '"\\n\\n"\n'),
        ("a\r\nb\n", '"a\\r\\nb\\n"\n'),
        ("a\u2028b\nc", '"a\\u2028b\\nc"\n'),
        ("a\x85\u2029\ufeff\x7f\x00", '"a\\u0085\\u2029\\ufeff\\u007f\\u0000"\n'),
        ('tab\tquote"backslash\\', '"tab\\tquote\\"backslash\\\\"\n'),
        ("😀 é", '"😀 é"\n'),
        ("x" * 3000 + " y", "x" * 3000 + " y\n"),
    ],
)
def test_strings(text: str, expected: str) -> None:
    assert emit(text) == expected


def test_a_block_inside_a_list_is_indented_from_its_dash() -> None:
    assert emit({"a": ["x\ny\n", {"b": "x\n y"}]}) == "a:\n  - |\n    x\n    y\n  - b: |-\n      x\n       y\n"


def test_a_key_too_long_for_a_simple_one() -> None:
    assert emit({"k" * 1100: 1}) == f"? {'k' * 1100}\n: 1\n"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "null"),
        (True, "true"),
        (0, "0"),
        (-1.5, "-1.5"),
        (1e22, "1.0e+22"),
        (1e-7, "1.0e-07"),
        (1.0, "1.0"),
        ([], "[]"),
    ],
)
def test_one_line_forms(value: Any, expected: str) -> None:
    assert scalar(value) == expected


def test_a_block_at_an_indentation() -> None:
    assert block({"a": ["x\ny"], "b": 1}, 4) == ["    a:", "      - |-", "        x", "        y", "    b: 1"]
    assert emit("yes", 2) == '  "yes"\n'


@pytest.mark.parametrize("value", [math.inf, math.nan, "\ud800"])
def test_what_json_cannot_hold_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"JSON has no|surrogate"):
        emit(value)


def test_a_filled_list_has_no_one_line_form() -> None:
    with pytest.raises(TypeError, match="list"):
        scalar([1])

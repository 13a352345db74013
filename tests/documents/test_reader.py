"""Documents are read exactly as Kubernetes reads them, with the right positions and plain messages."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.documents.chunks import Chunk
from generator.documents.composer import compose
from generator.documents.reader import read_documents
from generator.errors import InputError

if TYPE_CHECKING:
    from generator.documents.node import Node
    from generator.errors import Problem

REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHARED = os.environ.get("FAIRLEAD_SHARED") or os.path.join(os.path.dirname(REPOSITORY), "shared")
READINGS = os.path.join(SHARED, "data", "yaml-readings.json")

ERROR = "error"
X = "x: &x {a: 1}\n"

# Transcribed from kubectl and sigs.k8s.io/yaml: a text and the JSON values of its documents.
FACTS: list[tuple[str, Any]] = [
    ("", []),
    ("# c\n", []),
    ("null\n", []),
    ("~\n---\na: 1\n", [{"a": 1}]),
    ("hello\n", ["hello"]),
    ("- a: 1\n- b: 2\n", [[{"a": 1}, {"b": 2}]]),
    ("a: 1", [{"a": 1}]),
    ("a:\nb: 1\n", [{"a": None, "b": 1}]),
    ("v: yes\n", [{"v": True}]),
    ("v: 'yes'\n", [{"v": "yes"}]),
    ("v: .inf\n", ERROR),
    ("v: .NaN\n", ERROR),
    ("v: 0755\n", [{"v": 493}]),
    ("v: 12:30:45\n", [{"v": "12:30:45"}]),
    ("v: 2024-01-01\n", [{"v": "2024-01-01"}]),
    ("v: <<\n", [{"v": "<<"}]),
    ("v: !!str 123\n", [{"v": "123"}]),
    ("v: !!int x\n", ERROR),
    ("v: !!binary aGVsbG8=\n", [{"v": "hello"}]),
    ("v: !foo bar\n", [{"v": "bar"}]),
    ("v: ! 0\n", [{"v": "0"}]),
    ("v: !!seq {a: 1}\n", [{"v": {"a": 1}}]),
    ("yes: a\n", [{"true": "a"}]),
    ("010: a\n", [{"8": "a"}]),
    ("? a\n: b\n", [{"a": "b"}]),
    ("null: a\n", ERROR),
    ("? [a]\n: b\n", ERROR),
    ("a: {{ .Values.x }}\n", ERROR),
    ("a: {b, c: }\n", [{"a": {"b": None, "c": None}}]),
    ("a: [x: 1, yes]\n", [{"a": [{"x": 1}, True]}]),
    ("a: [x?y]\n", ERROR),
    ("a: x?y\n", [{"a": "x?y"}]),
    ("a: 1\na: 2\n", ERROR),
    ("1: a\n'1': b\n", ERROR),
    ("yes: a\ntrue: b\n", ERROR),
    ("{a: 1, a: 2}\n", ERROR),
    (f"{X}z: {{<<: *x, b: 2}}\n", [{"x": {"a": 1}, "z": {"a": 1, "b": 2}}]),
    (f"{X}z:\n  <<: *x\n  a: 2\n", ERROR),
    (f"{X}z:\n  a: 2\n  <<: *x\n", ERROR),
    (f"{X}w: &w {{b: 2}}\nz:\n  <<: [*x, *w]\n", [{"x": {"a": 1}, "w": {"b": 2}, "z": {"a": 1, "b": 2}}]),
    (f"{X}z: {{'<<': *x}}\n", [{"x": {"a": 1}, "z": {"<<": {"a": 1}}}]),
    ("z: {<<: 1}\n", ERROR),
    ("x: &x [{a: 1}]\nz: {<<: *x}\n", ERROR),
    ("a: &x 1\nb: *x\nc: &x 2\nd: *x\n", [{"a": 1, "b": 1, "c": 2, "d": 2}]),
    ("&k key: *k\n", [{"key": "key"}]),
    ("a: &x k\n*x : v\n", [{"a": "k", "k": "v"}]),
    ("a: &x 1\n---\nb: *x\n", ERROR),
    ("a: &x [*x]\n", ERROR),
    ("b: *x\n", ERROR),
    ("---\na: 1\n---\n---  # c\nb: 2\n", [{"a": 1}, {"b": 2}]),
    ("--- a: 1\n", ERROR),
    ("----\n", ERROR),
    ("a: 1\n ---\nb: 2\n", [{"a": "1 ---", "b": 2}]),
    ("a: |\n  x\n---\nb: 2\n", [{"a": "x\n"}, {"b": 2}]),
    ("a: 1\n...\nb: 2\n", [{"a": 1}]),
    ("%YAML 1.1\n---\na: 1\n", ERROR),
    ('{"a": 1}\n{"b": 2}\n', [{"a": 1}, {"b": 2}]),
    ('{"a": 1}\n--- # c\nb: 2\n', [{"a": 1}, {"b": 2}]),
    ('{"a": 1} # c\n', [{"a": 1}]),
    ('{"a": 1}{"b": 2}\nc: 3\n', ERROR),
    ('{"a":1,"a":2}\n', ERROR),
    ('{\n\t"a": "\\/\\ud83d\\ude00\\ud800"}', [{"a": "/😀\ufffd"}]),
    ('{"b": [1e3, -0.5, true, null, []]}', [{"b": [1000, -0.5, True, None, []]}]),
    ('{"a": 1e999}', ERROR),
    ('{"a": NaN}\n', [{"a": "NaN"}]),
    ('a: "\\/"\n', ERROR),
    ('a: "\\\\/"\n', [{"a": "\\/"}]),
    ('a: "it\\\'s \\a"\nb: "\\\'"\n', [{"a": "it's \a", "b": "'"}]),
    ('a: "\\d"\n', ERROR),
    ("\ufeffa: 1\nb: 2\n---\n\ufeffc: 3\nd: 4\n", [{"a": 1, "b": 2}, {"c": 3, "d": 4}]),
    ("a: 1\r\nb: |\r\n  x\r\n---\r\nc: 3\r\n", [{"a": 1, "b": "x\n"}, {"c": 3}]),
    ("a:\tb\nc:\t\n  d: x\ty\n", [{"a": "b", "c": {"d": "x\ty"}}]),
    ("a:\n\tb: 1\n", ERROR),
    ("a: \x07\n", ERROR),
    ("a: \ud800\n", ERROR),
    ("a: x: y\n", ERROR),
    ("a: @x\n", ERROR),
    ("a: [1,,2]\n", ERROR),
    ("a: [1, 2,]\n", [{"a": [1, 2]}]),
]  # fmt: skip


def value_of(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {name: value_of(child) for name, child in node.value.items()}
    return [value_of(child) for child in node.value] if isinstance(node.value, list) else node.value


def reading(text: str) -> Any:
    try:
        return [value_of(node) for node in read_documents(text, "f")]
    except InputError:
        return ERROR


def same(one: Any, other: Any) -> bool:
    """Equal, and booleans are no numbers."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


@pytest.mark.parametrize(("text", "expected"), FACTS)
def test_facts(text: str, expected: Any) -> None:
    assert same(reading(text), expected)


def observed() -> list[dict[str, Any]]:
    if not os.path.exists(READINGS):
        return []
    with open(READINGS, encoding="utf-8") as file:
        found: list[dict[str, Any]] = json.load(file)
    return found


@pytest.mark.skipif(not os.path.exists(READINGS), reason="yaml-readings.json is not beside this repository")
@pytest.mark.parametrize("case", observed(), ids=lambda case: str(case["name"]))
def test_observed_readings(case: dict[str, Any]) -> None:
    failed = case["error"] or case["strictError"]
    values = [json.loads(text, parse_int=as_go) for text in case["kubernetes"] if not text.startswith("<skipped")]
    assert same(reading(case["input"]), ERROR if failed else values)


def as_go(digits: str) -> int | float:
    number = int(digits)
    return number if -(2**63) <= number < 2**64 else float(number)


@pytest.mark.parametrize(("text", "expected"), FACTS)
def test_the_parser_in_pure_python_reads_the_same(text: str, expected: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.documents.events._fast_parser", lambda: None)
    assert same(reading(text), expected)


@given(
    st.lists(
        st.sampled_from([*"ab: \n-[]{},#'\"|>&*!?1", ": ", "\n  ", "\n- ", "k: v\n", "yes", "&a ", "*a"]), max_size=12
    )
)
@settings(max_examples=300)
def test_both_parsers_give_the_same_values_and_places(pieces: list[str]) -> None:
    text = "".join(pieces)
    fast, pure = (read_with(text, pure=pure) for pure in (False, True))
    if fast[0] and pure[0]:  # what is an error to one of them alone is told by test_facts
        assert fast == pure


def read_with(text: str, *, pure: bool) -> tuple[Any, Any]:
    problems: list[Problem] = []
    node = compose(Chunk(text, "f"), problems, pure=pure)
    return (places(node), problems) if node and not problems else (None, None)


def places(node: Node) -> Any:
    # Where nothing is written the parsers differ in where that is.
    here = (node.text, node.key_place if node.text != "" else None, type(node.value).__name__)
    if isinstance(node.value, dict):
        return here, {name: places(child) for name, child in node.value.items()}
    return (here, [places(child) for child in node.value]) if isinstance(node.value, list) else (*here, node.value)


@given(st.text(max_size=60))
@settings(max_examples=300)
def test_random_text_gives_documents_or_an_input_error(text: str) -> None:
    reading(text)


@given(
    st.lists(
        st.sampled_from([*'{}[]:,"\\ \n\t', "---", '"a"', "1", "1e9", "\\u12", "true", "# c", "\ufeff", "\r"]),
        max_size=20,
    )
)
@settings(max_examples=300)
def test_almost_json_gives_documents_or_an_input_error(pieces: list[str]) -> None:
    reading("{" + "".join(pieces))


@given(
    st.recursive(
        st.one_of(
            st.none(),
            st.booleans(),
            st.integers(-(2**63), 2**64 - 1),
            st.text(st.characters(exclude_categories=["Cs"])),
        ),
        lambda children: st.one_of(
            st.lists(children), st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), children)
        ),
        max_leaves=8,
    ),
    st.booleans(),
)
def test_json_is_read_as_json(value: Any, ascii_only: bool) -> None:
    text = json.dumps({"v": value}, ensure_ascii=ascii_only, indent=2)
    assert reading(text) == [{"v": value}]

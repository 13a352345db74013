"""A text's documents with plain values, their places on demand, and every problem of the text."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.documents.chunks import Chunk, split
from generator.documents.reader import read_documents
from generator.documents.reading import _chunks, read
from generator.errors import InputError, Place

if TYPE_CHECKING:
    from generator.documents.node import Node
    from generator.errors import Problem

REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def values(text: str) -> list[Any]:
    return [document.value for document in read(text, "f").documents]


def messages(text: str) -> list[str]:
    return [
        f"{problem.place.line}:{problem.place.column} {problem.message}"
        for problem in read(text, "f").problems
        if problem.place
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("# c\n---\n~\n---\na: ~\nb: [~]\n", [{"a": None, "b": [None]}]),
        ("\ufeffa: 1\n---\n- b\n---\nc: !!str 1\n", [{"a": 1}, ["b"], {"c": "1"}]),
        ('{"a": 1}\n{"b": null}\n', [{"a": 1}, {"b": None}]),
        ('{"a": 1}\n--- # c\nb: 2\n', [{"a": 1}, {"b": 2}]),
        ("kind: List\nitems:\n- a: 1\n", [{"kind": "List", "items": [{"a": 1}]}]),
    ],
)
def test_values(text: str, expected: list[Any]) -> None:
    assert values(text) == expected
    assert read(text, "f").problems == []


def test_a_document_with_a_problem_has_its_value_and_others_are_unaffected() -> None:
    text = "a: 1\na: 2\n---\nb: *x\n---\nc: 3\n---\nd: \x07\n---\ne: @\n"
    assert values(text) == [{"a": 1}, {"c": 3}]
    problems = read(text, "f").problems
    assert [problem.source_line for problem in problems] == ["a: 2", "b: *x", "d: \x07", "e: @"]
    assert [problem.severity for problem in problems] == ["error"] * 4


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("a: 1\n...\nb: 2\n", "3:1"),
        ("a: 1\n...\n# c\n...\n  b: [\n", "5:3"),
        ("x: 1\n---\na: |\n  b\n...\nc\n", "6:1"),
        ('a: "\\\'"\n...\nb\n', "3:1"),
        ("a: 1\r---\rb: 2\r", "1:6"),
    ],
)
def test_text_that_kubernetes_drops_is_a_problem(text: str, where: str) -> None:
    reading = read(text, "f")
    assert [(str(problem.place), bool(problem.cure)) for problem in reading.problems] == [(f"f:{where}", True)]
    assert reading.problems[0].message.endswith("Kubernetes drops it without a word")
    assert [document.value for document in reading.documents] == [value_of(node) for node in read_documents(text, "f")]


def test_aliases_that_nest_too_deeply_are_a_problem() -> None:
    deep = "[" * 60
    text = "a0: &a0 1\n" + "".join(f"a{i}: &a{i} {deep}*a{i - 1}{']' * 60}\n" for i in range(1, 30))
    assert values(text) == []
    assert [problem.message for problem in read(text, "f").problems] == [
        "its aliases nest maps and lists more than 100 deep"
    ]


@pytest.mark.parametrize("text", ["a: 1\n...\n", "a: 1\n... # c\n\n# d\n...\n", "a: b...c\n", "a: &x '---'\n"])
def test_the_end_of_a_document_alone_is_none(text: str) -> None:
    assert read(text, "f").problems == []


@pytest.mark.parametrize(
    "text", ["--- {}\na: 1\n", '{"a": 1}{"b": 2}\nc: 3\n', "\ud800", "a: {{ b }}\n", "%YAML 1.1\n"]
)
def test_other_problems_are_those_of_the_exact_reader(text: str) -> None:
    with pytest.raises(InputError) as told:
        read_documents(text, "f")
    assert read(text, "f").problems == told.value.problems


TEXT = """\
# first
---
metadata:
  name: web
spec:
  containers:
  - name: a
    image: b
  - 'name': c
    args: [d, &x e]
"""


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("&x ", "")])
def test_places(text: str) -> None:
    (document,) = read(text, "f").documents
    containers = ("spec", "containers")
    assert document.source == "f"
    assert document.text == document.chunk.text == text.split("---\n")[1]
    assert document.place(()) == Place("f", 3, 1)
    assert document.place(("metadata", "name")) == Place("f", 4, 9)
    assert document.place(("metadata", "name"), key=True) == Place("f", 4, 3)
    assert document.place((*containers, 1, "name"), key=True) == Place("f", 9, 5)
    assert document.place((*containers, 1, "args", 0)) == Place("f", 10, 12)
    assert document.line(document.place((*containers, 0, "image"))) == "    image: b"


def test_the_place_of_what_is_missing_is_that_of_what_it_would_belong_to() -> None:
    (document,) = read(TEXT, "f").documents
    assert document.place(("metadata", "labels", "app")) == Place("f", 3, 1)
    assert document.place(("spec", "containers", 2)) == Place("f", 6, 3)
    assert document.place(("spec", "containers", 0, "ports")) == Place("f", 7, 5)
    assert document.place(("spec", "containers", "a")) == Place("f", 6, 3)
    assert document.place(("metadata", 0)) == Place("f", 3, 1)
    assert document.place(("status",), key=True) == Place("f", 3, 1)
    assert document.line(Place("f", 99, 1)) == document.line(Place("f", 0, 0)) == ""


def test_places_in_json() -> None:
    _, second = read('{"a": 1} {"b":\n {"c": 2}}\n', "f").documents
    assert second.text.strip() == '{"b":\n {"c": 2}}'
    assert second.place(("b", "c")) == Place("f", 2, 8)
    assert second.line(Place("f", 1, 1)) == '{"a": 1} {"b":'
    (rest,) = read('{"a": 1} b: 2\r\n', "f").documents[1:]
    assert rest.place(("b",)) == Place("f", 1, 13)
    assert rest.line(rest.place(("b",))) == '{"a": 1} b: 2'


AMBIGUOUS = """\
a: yes
b: 0400
c: [1e3, 1_0, +1, 0x1f, 0b1, 0o7, 08, -.5E1]
d: {off: True, 010: x, &x 1e3 : k}
e: 12345678901234567890123
"""
CLEAR = """\
a: [1.0, .5, -0, 12:30:45, 2024-01-01, 'yes', no thanks, Null]
'on': 1
8080: null
'010': 2
<<: {}
"""


def test_ambiguous_scalars() -> None:
    (document,) = read(AMBIGUOUS, "f").documents
    assert [(f"{place.line}:{place.column}", *rest) for place, *rest in document.ambiguous] == [
        ("1:4", ("a",), "yes", True),
        ("2:4", ("b",), "0400", 256),
        ("3:5", ("c", 0), "1e3", 1000),
        ("3:10", ("c", 1), "1_0", 10),
        ("3:15", ("c", 2), "+1", 1),
        ("3:19", ("c", 3), "0x1f", 31),
        ("3:25", ("c", 4), "0b1", 1),
        ("3:30", ("c", 5), "0o7", 7),
        ("3:35", ("c", 6), "08", 8),
        ("3:39", ("c", 7), "-.5E1", -5),
        ("4:5", ("d", "false"), "off", "false"),
        ("4:10", ("d", "false"), "True", True),
        ("4:16", ("d", "8"), "010", "8"),
        ("4:24", ("d", "1000"), "1e3", "1000"),
        ("5:4", ("e",), "12345678901234567890123", 12345678901234567890123.0),
    ]


@pytest.mark.parametrize("text", [CLEAR, "a: 1\n", '{"a": 1e3}\n', "a: 1\n? [\n"])
def test_what_is_not_ambiguous(text: str) -> None:
    assert not any(document.ambiguous for document in read(text, "f").documents)


def test_what_is_merged_into_another_map_is_told_once() -> None:
    (document,) = read("a: &x {b: yes}\nc: *x\nd: {<<: *x}\n", "f").documents
    assert [path for _, path, _, _ in document.ambiguous] == [("a", "b")]


@pytest.mark.parametrize(("text", "imported"), [("a: 1\n---\nb: [c]\n", False), ("# c\n", False), ("a: &x 1\n", True)])
def test_yaml_is_imported_for_odd_documents_alone(text: str, imported: bool) -> None:
    code = (
        "import sys; from generator.documents.reading import read; read(sys.argv[1], ''); print('yaml' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, text], cwd=REPOSITORY, check=True, capture_output=True, encoding="utf-8"
    )
    assert run.stdout.strip() == str(imported)


def value_of(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {name: value_of(child) for name, child in node.value.items()}
    return [value_of(child) for child in node.value] if isinstance(node.value, list) else node.value


@given(st.lists(st.sampled_from(["---", "---", "\n", "\n", "a", " ", "#", "-", "\r"]), max_size=12), st.integers(0, 3))
@settings(max_examples=300)
def test_texts_are_split_as_by_the_exact_reader(pieces: list[str], column: int) -> None:
    chunk = Chunk("".join(pieces), "f", 7, column)
    quick: list[Problem] = []
    exact: list[Problem] = []
    found = [one for one in _chunks(chunk, quick) if one.text.strip(" \r\n")]
    assert found == [one for one in split(chunk, exact) if one.text.strip(" \r\n")]
    assert quick == exact


PIECES = [
    *"ab: \n-[]{},#'\"|>&*!?1",
    ": ",
    "\n  ",
    "\n- ",
    "k: v\n",
    "yes",
    "010",
    "\n...\n",
    "\n---\n",
    "\x07",
    '{"a": 1}',
    "\r",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12) | st.text(max_size=40).map(list))
@settings(max_examples=300)
def test_any_text_gives_what_the_exact_reader_gives(pieces: list[str]) -> None:
    text = "".join(pieces)
    reading = read(text, "f")
    for document in reading.documents:
        assert isinstance(document.ambiguous, tuple)
        assert document.place(("k",)).line >= 1
    try:
        exact = [value_of(node) for node in read_documents(text, "f")]
    except InputError:
        assert reading.problems
        return
    assert json.dumps([document.value for document in reading.documents]) == json.dumps(exact)
    assert all(problem.message.endswith("drops it without a word") for problem in reading.problems)

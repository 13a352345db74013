"""Every value knows where it was written, and what is wrong is told in plain words at its place."""

from __future__ import annotations

import pytest

from generator.documents.node import DEEPEST
from generator.documents.reader import read_document, read_documents
from generator.errors import InputError, Place, Problem


def problems_of(text: str) -> list[Problem]:
    with pytest.raises(InputError) as caught:
        read_documents(text, "f")
    return caught.value.problems


def test_positions_of_keys_and_values() -> None:
    web = read_documents("# c\na: 1\n---\nb:\n  c: [x, 0x1F]\n  'd' : |\n    t\n", "f.yaml")[1]
    assert web.place == Place("f.yaml", 4, 1)
    where = {path: web.at(path) for path in (("b",), ("b", "c"), ("b", "c", "1"), ("b", "d"))}
    assert [(node.key_place[1:], node.place[1:]) for node in where.values() if node] == [
        ((4, 1), (5, 3)),
        ((5, 3), (5, 6)),
        ((5, 10), (5, 10)),
        ((6, 3), (6, 9)),
    ]
    assert [node.text for node in where.values() if node] == [None, None, "0x1F", "t\n"]


@pytest.mark.parametrize("text", ['{"a": 1,\n "b": [2, "x"]}\n', "{a: 1,\n b: [2, x]}\n"])
def test_positions_are_the_same_in_json_and_yaml(text: str) -> None:
    root = read_document(text, "f")
    item = root.at(("b", "1"))
    assert item
    assert item.place == Place("f", 2, text.split("\n")[1].index("x") + 1 - ('"' in text))
    assert root.value["b"].key_place == Place("f", 2, 2)


def test_positions_behind_json_in_the_same_line() -> None:
    second = read_documents('{"a": 1} b: 2\n', "f")[1]
    assert second.value["b"].key_place == Place("f", 1, 10)


@pytest.mark.parametrize("breaks", ["\r\n", "\n"])
def test_positions_behind_odd_line_breaks_and_marks(breaks: str) -> None:
    text = breaks.join(["\ufeffa: 'x\u2028y'", "b: '\x85' # \u2029", "é😀: 3", ""])
    root = read_document(text, "f")
    assert [child.key_place[1:] for child in root.value.values()] == [(1, 1), (2, 1), (3, 1)]
    assert root.value["é😀"].place == Place("f", 3, 5)


def test_aliases_stand_where_they_are_used_and_merged_keys_where_they_are_written() -> None:
    root = read_document("x: &x {a: 0x1}\nw: *x\nz: {<<: *x}\n", "f")
    assert root.value["w"].place == Place("f", 2, 4)
    assert root.value["z"].value["a"].key_place == Place("f", 1, 8)
    assert root.value["z"].value["a"].text == "0x1"


def test_all_problems_of_a_text_at_once() -> None:
    found = problems_of("a: 1\na: 2\nb: [.inf, {c: 1, c: 2}]\n---\nd: x: y\n---\ne: !!int z\n")
    assert [(problem.path, problem.place and problem.place[1:]) for problem in found] == [
        ("a", (2, 1)),
        ("b.0", (3, 5)),
        ("b.1.c", (3, 18)),
        ("", (5, 5)),
        ("e", (7, 4)),
    ]
    assert found[0].source_line == "a: 2"
    assert "line 1, column 1" in found[0].message
    assert all(problem.source_line and problem.message for problem in found)


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: [x\nb: 1\n", 1, 4, "not closed"),
        ("a: 'x\nb: 1\n", 1, 4, "quote is not closed"),
        ("a: 1\nb\nc: 1\n", 2, 1, "neither"),
        ("a: 1\n  b: 2\n", 2, 4, "indented too far"),
        ("a:\n  b: 1\n c: 2\n", 3, 2, "indentation"),
        ("a:\n\tb: 1\n", 2, 1, "cannot begin"),
        ("a: |x\n  b\n", 1, 5, "text stands behind"),
        ("a: *b\n", 1, 4, "no anchor &b"),
        ("a: {{ x }}\n", 1, 5, "key must be a scalar"),
        ("a: 1\n---x\n", 2, 4, "separates documents"),
        ("a: 1\nb: '\x00'\n", 2, 5, "U+0000"),
        ("a: 1\n---\n\n%YAML 1.1\n---\nb: 1\n", 5, 1, "directive"),
        ('{"a": 1,\n "a": 2}', 2, 2, "second time"),
    ],
)
def test_syntax_errors_in_plain_words(text: str, line: int, column: int, words: str) -> None:
    first = problems_of(text)[0]
    assert first.place
    assert (first.place.line, first.place.column) == (line, column)
    assert words in first.message
    assert first.source_line == text.split("\n")[line - 1]


def test_one_document() -> None:
    assert read_document("", "f").value is None
    assert read_document("# c\n---\n", "f").value is None
    assert read_document("a: 1\n---\n", "f").get("a")
    with pytest.raises(InputError, match="f:3:1: a second document begins here"):
        read_document("a: 1\n---\nb: 2\n", "f")


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, '{"a":' * 100_000, "{a: " * 5000])
def test_nesting_is_limited(text: str) -> None:
    assert f"more than {DEEPEST} deep" in problems_of(text)[0].message


def test_nesting_up_to_the_limit_is_read() -> None:
    assert read_documents("[" * DEEPEST + "]" * DEEPEST, "f")
    assert read_documents('{"a":' * DEEPEST + "1" + "}" * DEEPEST, "f")


def test_aliases_that_explode_are_refused() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))]
    assert "expand to too much" in problems_of("\n".join(lines))[0].message


def test_many_aliases_of_something_small_are_fine() -> None:
    text = "a: &a {b: 1}\nc:\n" + "".join(f"- {{d{n}: 1, e: 2, f: *a}}\n" for n in range(1000))
    assert len(read_document(text, "f").value["c"].value) == 1000

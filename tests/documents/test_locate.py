"""The places in a document that was read quickly are exactly those of the exact reader."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.documents.reading import Document, Text, read
from generator.errors import Place
from tests.documents.test_quick import CORPUS, FIXTURES, ORDINARY, made_text, mutated, real_texts, texts_below

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from generator.documents.manifest import Path

REPOSITORY = os.path.dirname(FIXTURES)

TEXT = """\
# first
---

# second
kind: Web   # 3
'quoted': 4
list:
- a: 1
  # b
  b:   # c

    - - c
      -   d:
      -
      - "e"
- |
  a: b

  - c
- f: folded
    over lines
  g: 'quoted
    - h'
flow: [ a, "b: ]" , {c: d, 'e': [1, {}]}, -f ]  # [g]
none:
below:
  [b, c]
text:
    more
    and more
last:
"""


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ((), (5, 1), (5, 1)),
        (("kind",), (5, 7), (5, 1)),
        (("quoted",), (6, 11), (6, 1)),
        (("list",), (8, 1), (7, 1)),
        (("list", 0), (8, 3), (8, 3)),
        (("list", 0, "b"), (12, 5), (10, 3)),
        (("list", 0, "b", 0), (12, 7), (12, 7)),
        (("list", 0, "b", 0, 0), (12, 9), (12, 9)),
        (("list", 0, "b", 0, 1), (13, 11), (13, 11)),
        (("list", 0, "b", 0, 1, "d"), (13, 13), (13, 11)),
        (("list", 0, "b", 0, 2), (14, 8), (14, 8)),
        (("list", 0, "b", 0, 3), (15, 9), (15, 9)),
        (("list", 1), (16, 3), (16, 3)),
        (("list", 2, "g"), (22, 6), (22, 3)),
        (("flow",), (24, 7), (24, 1)),
        (("flow", 1), (24, 12), (24, 12)),
        (("flow", 2, "e"), (24, 33), (24, 28)),
        (("flow", 2, "e", 1), (24, 37), (24, 37)),
        (("flow", 3), (24, 43), (24, 43)),
        (("none",), (25, 6), (25, 1)),
        (("below", 1), (27, 7), (27, 7)),
        (("text",), (29, 5), (28, 1)),
        (("last",), (31, 6), (31, 1)),
    ],
)
def test_places(path: Path, value: tuple[int, int], key: tuple[int, int]) -> None:
    (document,) = read(TEXT, "f").documents
    assert document._node is None
    assert document.place(path) == Place("f", *value)
    assert document.place(path, key=True) == Place("f", *key)
    assert_same_places(TEXT)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("missing", "a"), (5, 1)),
        (("list", 3), (7, 1)),
        (("list", -1), (7, 1)),
        (("list", "a"), (7, 1)),
        (("list", 0, "b", 0, 1, "e"), (13, 11)),
        (("kind", "a"), (5, 1)),
        (("kind", 0), (5, 1)),
        (("none", "a"), (25, 1)),
        (("flow", 2, "x"), (24, 21)),
        (("flow", 9), (24, 1)),
        (("flow", 2, "c", "x", "y"), (24, 22)),
    ],
)
def test_the_place_of_what_is_missing(path: Path, expected: tuple[int, int]) -> None:
    (document,) = read(TEXT, "f").documents
    assert document.place(path) == document.place(path, key=True) == Place("f", *expected)


def test_what_stands_behind_a_json_value_begins_in_its_line() -> None:
    _, document = read('{"a": 1} b: [c]\nd: e\n', "f").documents
    assert document.place(("b", 0)) == Place("f", 1, 14)
    assert document.place(("d",)) == Place("f", 2, 4)


def test_ordinary_texts() -> None:
    for text, _ in ORDINARY:
        assert_same_places(text)
        assert_same_places(f"a: 1\n---\n\n{text}")


def test_fixtures() -> None:
    assert sum(map(assert_same_places, texts_below(FIXTURES))) > 100


@pytest.mark.skipif(not os.path.exists(CORPUS), reason="there is no corpus beside this repository")
def test_corpus() -> None:
    assert sum(map(assert_same_places, texts_below(CORPUS))) > 1000


@given(st.randoms(use_true_random=False))
@settings(max_examples=300)
def test_made_texts(random: Random) -> None:
    text = made_text(random)
    assert_same_places(text)
    assert_same_places(mutated(random, text))


@given(st.randoms(use_true_random=False))
@settings(max_examples=300)
def test_mutated_texts(random: Random) -> None:
    assert_same_places(mutated(random, random.choice([TEXT, *real_texts()])))


def test_yaml_is_not_imported_for_the_places_of_ordinary_documents() -> None:
    code = (
        "import sys; from generator.documents.reading import read; "
        "print(read(sys.argv[1], 'f').documents[0].place(('flow', 1)), 'yaml' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, TEXT], cwd=REPOSITORY, check=True, capture_output=True, encoding="utf-8"
    )
    assert run.stdout.split() == ["f:24:12", "False"]


def assert_same_places(text: str) -> int:
    """How many documents were read quickly; all their values and keys have the places that the exact reader gives."""
    quick = 0
    for document in read(text, "f").documents:
        if document._node is not None:
            continue
        quick += 1
        exact = Document(document.value, document.chunk, Text(text))
        exact.node()
        for path in paths_of(document.value, ()):
            for key in (False, True):
                assert document.place(path, key=key) == exact.place(path, key=key), (path, key, document.text)
    return quick


def paths_of(value: Any, path: Path) -> Iterator[Path]:
    """All paths in a value, and behind each some that are not in it."""
    yield path
    yield from ((*path, step) for step in ("missing", -1, 9999))
    if isinstance(value, dict | list):
        for step, child in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths_of(child, (*path, step))

"""The quick reader gives the exact reader's value, or none at all, for any text."""

from __future__ import annotations

import json
import os
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.documents.chunks import Chunk, split
from generator.documents.composer import compose
from generator.documents.quick import MISS, read_block
from generator.documents.reader import unreadable
from generator.documents.written import dropped_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from generator.documents.node import Node
    from generator.errors import Problem

REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHARED = os.environ.get("FAIRLEAD_SHARED") or os.path.join(os.path.dirname(REPOSITORY), "shared")
READINGS = os.path.join(SHARED, "data", "yaml-readings.json")
CORPUS = os.path.join(SHARED, "corpus", "real")
FIXTURES = os.path.join(REPOSITORY, "fixtures")

# What manifests are made of: all of it is read quickly.
ORDINARY: list[tuple[str, Any]] = [
    ("a: 1\n...\n", {"a": 1}),
    ("a: |\n  b\n... \n\n", {"a": "b\n"}),
    ("", None),
    ("# c\n\n", None),
    ("a: 1\nb:\nc: ~\nd: null\n", {"a": 1, "b": None, "c": None, "d": None}),
    ("a: b c # d\n# e\nf:   g   \n", {"a": "b c", "f": "g"}),
    ("a:\n- b\n-   c: 1\n    d: 2\n-\n  - - e\n    - f\ng: h\n",
     {"a": ["b", {"c": 1, "d": 2}, [["e", "f"]]], "g": "h"}),
    ("a:\n  - b:\n    - c\n    d: e\n  -\nf:\n", {"a": [{"b": ["c"], "d": "e"}, None], "f": None}),
    ("- a: |\n    x\n     y\n\n    z\n\n- |-\n  # x\n- b\n", [{"a": "x\n y\n\nz\n"}, "# x", "b"]),
    ("a: >-\n  x\n  y\nb: >\n  z\n", {"a": "x y", "b": "z\n"}),
    ("a: |\n  x", {"a": "x"}),
    ("a: b\n  c\n\n  d\ne:\n  f\n", {"a": "b c\nd", "e": "f"}),
    ("a: 'b\n\n  it''s'\nc: \"d\n  \\\"e\\\"\\n\" # f\n", {"a": "b\nit's", "c": 'd "e"\n'}),
    ("a: [b, 1, \"c\", 'd']\ne: {f: g, 'h': {}}\ni: {}\nj: []\nk:\n  []\n",
     {"a": ["b", 1, "c", "d"], "e": {"f": "g", "h": {}}, "i": {}, "j": [], "k": []}),
    ("a: -1\nb: 1.5\nc: 1.0\nd: 500m\ne: 1.2.3\nf: 2x4\ng: 7beee9\nh: 10.0.0.0/8\n",
     {"a": -1, "b": 1.5, "c": 1, "d": "500m", "e": "1.2.3", "f": "2x4", "g": "7beee9", "h": "10.0.0.0/8"}),
    ("- -c\n- --a=b\n- true\n- $(A)\n- http://a:80/b#c\n", ["-c", "--a=b", True, "$(A)", "http://a:80/b#c"]),
    ("'on': 1\n\"1\": 2\nkubernetes.io/os: linux\n", {"on": 1, "1": 2, "kubernetes.io/os": "linux"}),
]  # fmt: skip

# What must be left to the exact reader: the wrong, the misleading and the rare.
ODD_VALUES = [
    "yes", "Off", "y", "True", "Null", "0755", "0o7", "1e3", "1_0", "+1", "0x1f", "0b1", "12:30:45", "2024-01-01",
    ".inf", "-.Inf", ".NAN", "&x 1", "*x", "!!str 1", "@b", "`b`", "%b", "b: c", "b:", "- b", "-", "? b", "\tb", "b\t",
    "[b", "{b", "{b: c", "[b,]", "{b: , c: d}", "[[[[[[[b]]]]]]]", "{b: 1, b: 2}", "{{ b }}", "[b: c]", '{"b":1}',
    "{yes: 1}", '"b', "'b", '"b" c', "'b'c", '"\\x41"', '"\\/"', "|+\n  b", "|2\n   b", "|\nb: c", "| # b\n  c",
    "|\n   \n  b", ">\n  b\n\n  c",
    ">\n  b\n   c", "\x85", "\x07", "b\r", "\u2028", "\ufeff", "[*]", "[-]", "[b?]", "'b\nc'",
]  # fmt: skip
ODD_KEYS = ["yes", "1", "~", "null", "<<", "0.5", "&x a", "? a", "a ", "@a", "[a]", "a #b", "x" * 501, "--- a", "... a"]
ODD = [
    *(f"a: {text}\n" for text in ODD_VALUES), *(f"{text}: 1\n" for text in ODD_KEYS),
    "a: 1\n...\nb: 2\n", "a: 1\n... # end\n", "\n...\n", "# a\n...\n",
    "a: 1\na: 2\n", "a\n", "|\n  a\n", "--- a\n", "%YAML 1.1\n", "a: 1\n- b\n", "- a\nb: 1\n",
    "a:\n  b: 1\n c: 2\n", "  a: 1\nb: 2\n", "a: b\n  c: d\n", "a: 'b'\n  c\n", "a: b # c\n  d\n", "a: b\n  # c\n  d\n",
    "a: |\n  b\n c\n", "a: |\n  b\n ", "a: |\n  b\n# c: d\n  e\n", "- - - - - a\n", '- "a: b"\n  c\n',
    "".join(f"{' ' * depth}a:\n" for depth in range(120)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), ORDINARY)
def test_what_is_ordinary_is_read(text: str, value: Any) -> None:
    assert as_json(read_block(text)) == as_json(value)
    assert_agreed(text)


@pytest.mark.parametrize("text", ODD)
def test_what_is_odd_is_left_to_the_exact_reader(text: str) -> None:
    assert read_block(text) is MISS


def test_no_two_documents_share_a_collection() -> None:
    first, second = read_block("a: {b: [c]}\n"), read_block("a: {b: [c]}\n")
    first["a"]["b"].append("d")
    assert second == {"a": {"b": ["c"]}}


def as_json(value: Any) -> str:
    """Tells 1 from True and from 1.0, and knows the order of keys."""
    return json.dumps(value)


def value_of(node: Node | None) -> Any:
    if node is None:
        return None
    if isinstance(node.value, dict):
        return {name: value_of(child) for name, child in node.value.items()}
    return [value_of(child) for child in node.value] if isinstance(node.value, list) else node.value


def assert_agreed(text: str) -> int:
    """How many characters of the text were read quickly; whatever was is what the exact reader gives."""
    quick = 0
    for chunk in split(Chunk(text, "f"), []):
        value = read_block(chunk.text)
        if value is MISS:
            continue
        quick += len(chunk.text)
        problems: list[Problem] = unreadable(chunk)
        node = None if problems else compose(chunk, problems)
        assert problems + dropped_text(chunk) == [], chunk.text
        assert as_json(value) == as_json(value_of(node)), chunk.text
    return quick


def texts_below(folder: str) -> Iterator[str]:
    for path, _, names in os.walk(folder):
        for name in sorted(names):
            if name.endswith((".yaml", ".yml", ".json", ".tpl", ".txt")):
                with open(os.path.join(path, name), encoding="utf-8", errors="replace", newline="") as file:
                    yield file.read()


@cache
def real_texts() -> list[str]:
    """Texts to mutate: small ones, in which a mutation is likely to matter."""
    found = [text for text in texts_below(FIXTURES) if len(text) < 3000]
    return [*(text for text, _ in ORDINARY), *ODD, *sorted(found)]


def test_fixtures() -> None:
    for text in texts_below(FIXTURES):
        assert_agreed(text)


@pytest.mark.skipif(not os.path.exists(READINGS), reason="yaml-readings.json is not beside this repository")
def test_observed_readings() -> None:
    with open(READINGS, encoding="utf-8") as file:
        for case in json.load(file):
            assert_agreed(case["input"])


@pytest.mark.skipif(not os.path.exists(CORPUS), reason="there is no corpus beside this repository")
def test_corpus_is_read_quickly_and_right() -> None:
    texts = list(texts_below(CORPUS))
    assert sum(map(assert_agreed, texts)) > 0.96 * sum(map(len, texts))


SCALARS = [
    "a", "b c", "true", "yes", "~", "null", "1", "-1", "0", "01", "1.5", "1.", ".5", "1e3", "0x1", "1_0", "1:2",
    "1.2.3", "-c", "--", "500m", "2024-01-01", "'a'", "'it''s'", "''", '"a"', '"\\n"', '"a: b"', "'#'", '""', '"\\\\/"',
    "a #b", "a:b", "#c", "a: b", "b:", "<<", "=", "*a", "&a b", "!a b", "[a, b]", "[]", "{}", "{a: b}",
    "{ a: [b, {c: 'd'}] }", "[a b, -c]", "[1, true, ~]",
    "{a: }", "|", "|-", ">", ">-", "|+", "|1", "$(A)", "/a", "a,b", "\\", "é", "日本",
    "%a", "@a", "?", "? a", ":", "-", "- a", "'a", '"a', "a'", '"a\\"', "{{ a }}",
    "a  # b", "'a' # b", "'a'#b", "(a)", "a?",
    "a]", "+1", ".inf", "...", "---", "x" * 130,
]  # fmt: skip
KEYS = ["a", "b", "c", "d.e/f", "'a'", '"b"', "on", "1", "b c", "- a", "-a", "<<", "e ", "é", "a:b", "?a"]
TOKENS = [
    *SCALARS,
    *KEYS,
    *" \n:-#'\"|>[]{},&*!?%\t\\",
    ": ",
    "- ",
    "\n\n",
    "\n  ",
    "\n- ",
    " #",
    "''",
    "\r\n",
    "\x85",
    "...\n",
    "---\n",
]


def made_text(random: Random) -> str:
    """A text of maps, lists and scalars in all styles, most of it YAML."""
    return "".join(f"{line}\n" for line in made_lines(random, random.choice((0, 0, 0, 2)), 0))


def made_lines(random: Random, indent: int, depth: int) -> Iterator[str]:
    begin = random.choice(("map", "map", "list"))
    for _ in range(random.randint(1, 4)):
        head = random.choice(("- ", "- ", "-   ")) if begin == "list" else f"{random.choice(KEYS)}:"
        blanks = " " * indent
        more = depth < 4 and random.random() < 0.4
        if more and begin == "list":
            lines = list(made_lines(random, indent + len(head), depth + 1))
            yield blanks + head + lines[0][indent + len(head) :]
            yield from lines[1:]
        elif more:
            yield blanks + head
            yield from made_lines(random, indent + random.choice((0, 2, 2, 4)), depth + 1)
        else:
            yield f"{blanks}{head} {random.choice(SCALARS)}{random.choice(('', '', ' ', ' # c'))}".rstrip("\r")
            if random.random() < 0.2:
                for _ in range(random.randint(1, 3)):
                    yield " " * random.choice((0, indent, indent + 2, indent + 3)) + random.choice(
                        ("", "", "# c", *SCALARS)
                    )
        if random.random() < 0.1:
            yield random.choice(("", "  ", "# c", "      # c", " " * indent))


def mutated(random: Random, text: str) -> str:
    """The text with some characters or lines removed, put in, doubled or moved."""
    for _ in range(random.randint(1, 3)):
        rows = text.split("\n") if random.random() < 0.5 else None
        parts: list[str] = list(text) if rows is None else rows
        at = random.randrange(len(parts) + 1)
        end = at + random.choice((0, 0, 1, 1, 2))
        put = {
            "remove": [],
            "put in": [random.choice(TOKENS)],
            "double": parts[at:end] * 2,
            "indent": [" " * random.randint(1, 3) + part for part in parts[at:end]],
            "outdent": [part[random.randint(1, 3) :] for part in parts[at:end]],
        }
        parts[at:end] = put[random.choice(list(put))]
        text = ("" if rows is None else "\n").join(parts)
    return text


@given(st.randoms(use_true_random=False))
@settings(max_examples=300)
def test_made_texts(random: Random) -> None:
    text = made_text(random)
    assert_agreed(text)
    assert_agreed(mutated(random, text))


@given(st.randoms(use_true_random=False))
@settings(max_examples=300)
def test_mutated_texts(random: Random) -> None:
    assert_agreed(mutated(random, random.choice(real_texts())))


@given(st.text("0189.-+eExXoObB_:afniTZ ~m/", min_size=1, max_size=8))
@settings(max_examples=300)
def test_almost_numbers(text: str) -> None:
    for written in (f"a: {text}\n", f"- {text}\n", f"{text}: a\n", f"a: [{text}, {{{text}: b}}]\n"):
        assert_agreed(written)


@given(st.lists(st.sampled_from([*TOKENS, "\n", "\n", "a: ", "a: ", "a:\n  ", "- "]), max_size=14))
@settings(max_examples=300)
def test_pieces(pieces: list[str]) -> None:
    assert_agreed("".join(pieces))

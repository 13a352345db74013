"""What edits promise, promise by promise."""

from __future__ import annotations

import pickle
import time
from typing import Any

import pytest

from generator.documents.edits import REMOVED, Change, edit, edit_text
from generator.documents.reading import read

SPEC = ("spec",)


def after(text: str, *changes: Change) -> str:
    """The text with changes to its first document, of which none is refused."""
    new, refusals = edit_text(text, {0: changes}, source="f")
    assert refusals == []
    return new


def messages(text: str, *changes: Change) -> list[str]:
    return [f"{one.place}: {one.message}" for one in edit_text(text, {0: changes}, source="f").refusals]


def test_what_is_so_already_is_no_change() -> None:
    text = "a:   1\nb: [x,  {c: 1.0}]\n"
    assert after(text, Change(("a",), 1), Change(("b",), ["x", {"c": 1}]), Change(("c",), REMOVED)) == text


def test_removed_is_itself_after_pickling() -> None:
    assert pickle.loads(pickle.dumps(REMOVED)) is REMOVED  # noqa: S301 - our own
    assert repr(Change(("a",), REMOVED)) == "Change(path=('a',), value=REMOVED, before=())"


def test_one_and_true_differ() -> None:
    assert after("a: 1\nb: yes\n", Change(("a",), value=True), Change(("b",), 1)) == "a: true\nb: 1\n"


def test_indexes_are_those_of_the_document_as_it_is() -> None:
    text = "a:\n- zero\n- one\n- two\n"
    changes = [Change(("a", index), REMOVED) for index in (0, 1)]
    assert after(text, *changes, Change(("a", 2), "last"), Change(("a", 3), "new"), Change(("a", 4), "newer")) == (
        "a:\n- last\n- new\n- newer\n"
    )


def test_changes_below_what_another_one_sets_go_into_it() -> None:
    changes = [Change(("b",), {"c": [1, 2]}), Change(("b", "c", 0), REMOVED), Change(("b", "d", "e"), 3)]
    assert after("a: 1\n", *changes) == "a: 1\nb:\n  c:\n    - 2\n  d:\n    e: 3\n"


def test_the_value_of_a_change_stays_as_it_is() -> None:
    value = {"c": [1, 2]}
    after("a: 1\n", Change(("b",), value), Change(("b", "c", 0), REMOVED))
    assert value == {"c": [1, 2]}


def test_missing_parents_are_made() -> None:
    changes = [Change(("a", "b", "c"), 1), Change(("a", "l", 0, "d"), 2), Change(("a", "l", 0, "e"), 3)]
    assert after("x: 1\n", *changes) == "x: 1\na:\n  b:\n    c: 1\n  l:\n    - d: 2\n      e: 3\n"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ([Change((), 1)], "f:1:1: the whole document cannot be changed"),
        ([Change(("a", "b"), 1)], "f:1:1: a is a number, not a map"),
        ([Change(("b", "x"), 1)], "f:2:1: b is a list, not a map"),
        ([Change(("b", 2), 1)], "f:2:1: b has 1 items, no [2]"),
        ([Change(("c", 0), 1)], "f:4:1: c is text, not a list"),
        ([Change((0,), 1)], "f:1:1: the document is a map, not a list"),
        ([Change(("a",), 2), Change(("a",), 3)], "f:1:4: another change gives a another value"),
        ([Change(("b",), REMOVED), Change(("b", 0), 3)], "f:3:3: another change removes b"),
        ([Change(("b", 0), 5), Change(("b",), [])], "f:3:1: another change is made within b"),
        ([Change(("a", 0, "b"), REMOVED)], "f:1:1: a is a number, not a list"),
    ],
)
def test_refusals(changes: list[Change], message: str) -> None:
    assert messages("a: 1\nb:\n- x\nc: d\n", *changes) == [message]


def test_other_changes_are_made_all_the_same() -> None:
    text = "a: &n 1\nb: *n\nc: 2\n"
    new, refusals = edit_text(text, {0: [Change(("a",), 5), Change(("c",), 3), Change(("d",), 4)]})
    assert new == "a: &n 1\nb: *n\nc: 3\nd: 4\n"
    assert [one.change.path for one in refusals] == [("a",)]


def test_nothing_can_be_all_that_is_left() -> None:
    assert messages("a: 1\n", Change(("a",), REMOVED)) == ["f:1:4: nothing of the document would be left"]


def test_a_key_that_stands_twice_stays_a_problem_and_no_other_is_made() -> None:
    text = "a: 1\na: 2\nb: 3\n"
    assert after(text, Change(("c",), 4)) == "a: 1\na: 2\nb: 3\nc: 4\n"
    new, refusals = edit_text(text, {0: [Change(("c",), 4), Change(("a",), REMOVED), Change(("d",), 5)]})
    assert new == "a: 1\na: 2\nb: 3\nc: 4\nd: 5\n"
    assert [(one.change.path, one.message) for one in refusals] == [
        (("a",), "the text would not read as it shall, because of how it is written there")
    ]


def test_comments_keep_their_places() -> None:
    text = "a:\n  b: 1\n  # of a\n    # deeper\n# of c\nc: 2\n"
    assert after(text, Change(("a", "d"), 3), Change(("e",), 4, ("c",))) == (
        "a:\n  b: 1\n  # of a\n    # deeper\n  d: 3\ne: 4\n# of c\nc: 2\n"
    )


def test_a_comment_above_the_key_that_follows_a_list_is_about_that_key() -> None:
    assert after("a:\n- b\n# of c\nc: 1\n", Change(("a", 1), "d")) == "a:\n- b\n- d\n# of c\nc: 1\n"
    assert after("a:\n- b\n# of a\n\nc: 1\n", Change(("a", 1), "d")) == "a:\n- b\n# of a\n- d\n\nc: 1\n"


def test_the_style_is_that_of_the_nearest_siblings() -> None:
    text = "a:\n  b:\n    - c\n  d:\n    e:\n    - f\n"
    new = after(text, Change(("a", "x"), ["z"]), Change(("a", "d", "x"), ["z"]))
    assert new == "a:\n  b:\n    - c\n  d:\n    e:\n    - f\n    x:\n    - z\n  x:\n    - z\n"


def test_the_first_line_of_an_item() -> None:
    text = "a:\n-   b: 1\n    c: 2\n- - d\n"
    assert after(text, Change(("a", 0, "x"), {"z": 1}, ("b",)), Change(("a", 1, 0), {"e": [1]})) == (
        "a:\n-   x:\n      z: 1\n    b: 1\n    c: 2\n- - e:\n    - 1\n"
    )


def test_tabs_where_yaml_allows_them() -> None:
    text = "a:\tb\t# c\nd:\t{e:\tf,\n\tg: h}\n"
    assert after(text, Change(("a",), "x"), Change(("d", "i"), "j"), Change(("k",), 1)) == (
        "a:\tx\t# c\nd:\t{e:\tf,\n\tg: h,\n\ti: j}\nk: 1\n"
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_breaks(newline: str) -> None:
    text = "a: 1\nb:\n  c: |\n    d\n\ne: 1".replace("\n", newline)
    new = after(text, Change(("b", "x"), {"z": 1}), Change(("e",), "l1\nl2"), Change(("z",), 1))
    assert new == "a: 1\nb:\n  c: |\n    d\n  x:\n    z: 1\n\ne: |-\n  l1\n  l2\nz: 1".replace("\n", newline)


def test_a_json_value_in_one_line_takes_the_breaks_of_its_file() -> None:
    text = '{"a": 1}\r\n{"b": 2}\r\n'
    assert edit_text(text, {}, {0: [{"c": 3}], 1: [{"d": 4}]}).text == (
        '{"a": 1}\r\n{"c": 3}\r\n{"b": 2}\r\n{"d": 4}\r\n'
    )


def test_breaks_that_only_yaml_knows() -> None:
    text = 'a: "x\u2028y"\nb: 1 # \x85c: 2\n'
    assert after(text, Change(("a",), "z", ()), Change(("d",), 3)) == 'a: "z"\nb: 1 # \x85c: 2\nd: 3\n'


def test_byte_order_marks_stay() -> None:
    text = "\ufeffa: 1\n---\n\ufeffb: 2\n"
    new, refusals = edit_text(text, {0: [Change(("a",), 3)], 1: [Change(("b",), 4)]}, {1: [{"c": 5}]})
    assert (new, refusals) == ("\ufeffa: 3\n---\n\ufeffb: 4\n---\nc: 5\n", [])


def test_keys_after_a_question_mark() -> None:
    text = "? a\n: b: 1\n? c\n: - d\ne: 1\n"
    new = after(text, Change(("a", "x"), 2), Change(("c", 1), 3), Change(("f",), 4, ("c",)))
    assert new == "? a\n: b: 1\n  x: 2\nf: 4\n? c\n: - d\n  - 3\ne: 1\n"


def test_keys_that_are_not_written_as_they_read() -> None:
    text = 'on: 1\n"b": 2\n0x10: 3\n'
    changes = [Change(("true",), 4), Change(("b",), REMOVED), Change(("16",), 5), Change(("off",), 6)]
    assert after(text, *changes) == 'on: 4\n0x10: 5\n"off": 6\n'


def test_long_keys() -> None:
    key = "k" * 2000
    new = after("a: 1\n", Change((key,), {"b": 1}))
    assert new == f"a: 1\n? {key}\n:\n  b: 1\n"


def test_tags_go_with_their_value_and_anchors_stay() -> None:
    text = "a: !!str 1\nb: &n !!str 2\nc: &m\n  d: 1\ne: *n\nf: *m\n"
    changes = [Change(("a",), 5), Change(("b",), "x"), Change(("e",), "x"), Change(("c",), [1]), Change(("f",), [1])]
    assert after(text, *changes) == "a: 5\nb: &n x\nc: &m\n  - 1\ne: *n\nf: *m\n"


def test_pairs_in_lists() -> None:
    assert after("a: [b: c, d]\n", Change(("a", 0, "e"), 1)) == "a: [{b: c, e: 1}, d]\n"


def test_flow_lists_within_blocks_keep_their_quotes() -> None:
    text = "a: ['x', 'y']\nb: [\"x\"]\nc: [x, \"y\"]\n"
    changes = [Change((key, 2 if key != "b" else 1), "it's") for key in "abc"]
    assert after(text, *changes) == "a: ['x', 'y', 'it''s']\nb: [\"x\", \"it's\"]\nc: [x, \"y\", \"it's\"]\n"


def test_json_with_escapes_that_only_json_has() -> None:
    text = '{"a": "\\ud83d\\ude00\\/", "b" :\t[ ]}'
    assert after(text, Change(("b", 0), "\u2028"), Change(("c",), None)) == (
        '{"a": "\\ud83d\\ude00\\/", "b" :\t["\\u2028"], "c": null}'
    )


def test_a_list_of_one_kind_takes_no_other_objects() -> None:
    text = "kind: PodList\nitems:\n- kind: Pod\n"
    assert edit_text(text, {}, {0: [{"kind": "B"}]}).text == f"{text}---\nkind: B\n"


def test_what_kustomize_hands_to_functions_is_a_list() -> None:
    text = "kind: ResourceList\nitems:\n- kind: Pod\nfunctionConfig: {}\n"
    new = "kind: ResourceList\nitems:\n- kind: Pod\n- kind: B\nfunctionConfig: {}\n"
    assert edit_text(text, {}, {0: [{"kind": "B"}]}) == (new, [])


def test_items_of_a_list_come_behind_those_that_changes_append() -> None:
    text = "kind: List\nitems:\n- a\n"
    new, refusals = edit_text(text, {0: [Change(("items", 1), "b")]}, {0: ["c", "d"]})
    assert (new, refusals) == ("kind: List\nitems:\n- a\n- b\n- c\n- d\n", [])


def test_yaml_behind_one_json_value() -> None:
    text = '{"a": 1}\n---\nb: 2\n'
    new, refusals = edit_text(text, {0: [Change(("c",), 3)], 1: [Change(("d",), 4)]}, {0: [{"e": 5}]})
    assert (new, refusals) == ('{"a": 1, "c": 3}\n---\ne: 5\n---\nb: 2\nd: 4\n', [])


def test_a_document_cannot_be_put_where_kubernetes_reads_no_other() -> None:
    text = '{"a": 1} {"b": 2} x'
    new, refusals = edit_text(text, {0: [Change(("a",), 3)]}, {1: [{"c": 1}]}, "f")
    assert new == '{"a": 3} {"b": 2} x'
    assert [(one.change.path, one.document, str(one.place)) for one in refusals] == [((), 1, "f:1:10")]


def test_texts_without_a_document() -> None:
    assert edit_text("# nothing\n", {}) == ("# nothing\n", [])


def test_a_document_alone_gives_its_own_text() -> None:
    document = read("a: 1\n---\nb: 2\n", "f").documents[1]
    assert edit(document, [Change(("b",), 3)]) == ("b: 3\n", [])


def test_an_ordinary_manifest_takes_little_time() -> None:
    container = "".join(
        f"      - name: c{number}\n        image: i\n        env:\n        - name: e\n" for number in range(10)
    )
    text = f"kind: Deployment\nmetadata:\n  name: w\nspec:\n  template:\n    spec:\n      containers:\n{container}"
    changes = [
        Change(("spec", "template", "spec", "containers", 0, "probe"), {"a": {"b": [1, 2]}}, ("env",)),
        Change(("spec", "strategy"), {"type": "RollingUpdate"}, ("template",)),
        Change(("spec", "template", "spec", "period"), 5),
    ]
    after(text, *changes)
    took: list[float] = []
    for _ in range(5):
        start = time.perf_counter()
        after(text, *changes)
        took.append(time.perf_counter() - start)
    assert min(took) < 0.02  # it takes 2 ms on an ordinary machine


@pytest.mark.parametrize("value", [{"a": {1, 2}}, float("inf"), "\ud800"])
def test_what_no_file_can_hold_is_refused(value: Any) -> None:
    assert len(messages("a: 1\n", Change(("b",), value))) == 1

"""Edits of documents that are made up: exactly the expected value, or a refusal with a reason that holds."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.documents.editing.amendments import same
from generator.documents.editing.spans import Span, read_spans
from generator.documents.edits import REMOVED, Change, edit, edit_text
from generator.documents.reading import read
from tests.documents.made_documents import Maker, changed, made_changes, with_appended
from tests.documents.test_quick import FIXTURES, made_text, mutated, real_texts, texts_below

if TYPE_CHECKING:
    from random import Random

    from generator.documents.reading import Document

RANDOM = st.randoms(use_true_random=False)


def only_document(text: str) -> Document | None:
    """The document of a text that is one without a problem."""
    found = read(text, "f")
    return found.documents[0] if len(found.documents) == 1 and not found.problems else None


@given(RANDOM)
@settings(max_examples=300)
def test_changes(random: Random) -> None:
    text = Maker(random).text()
    document = only_document(text)
    if document is None:
        return
    changes = made_changes(random, document.value, 5)
    new, refusals = edit(document, changes)
    refused = [one.change.path for one in refusals]
    made = [change for change in changes if change.path not in refused]
    (after,) = read(new, "f").documents
    assert same(after.value, changed(document.value, made)), (text, changes)
    # Only what shares its text with something else is refused, or a text whose blank lines count.
    assert refusals == [] or "&" in text or "|+" in text, (text, refusals)
    again = [one for one in made if one.value is not REMOVED and all(isinstance(step, str) for step in one.path)]
    assert edit(after, again) == (after.text, []), (text, changes)


@given(RANDOM)
@settings(max_examples=200)
def test_no_line_is_lost_by_insertions(random: Random) -> None:
    text = Maker(random).text()
    document = only_document(text)
    if document is None or not isinstance(document.value, dict):
        return
    keys = [key for key, value in document.value.items() if value not in ({}, None, "")]
    paths = [("first",), ("last",), *((key, "new") for key in keys if isinstance(document.value[key], dict))]
    changes = [Change(path, {"a": ["b", {"c": 1}]}, tuple(keys[:1]) if path == ("first",) else ()) for path in paths]
    new, refusals = edit(document, changes)
    if refusals or any(mark in text for mark in "{&*") or not text.endswith(("\n", "\r")):
        return  # there, lines that are there may change
    rest = iter(new.splitlines())
    assert all(line in rest for line in document.text.splitlines()), (text, new)


@given(RANDOM)
@settings(max_examples=200)
def test_any_text(random: Random) -> None:
    text = made_text(random) if random.random() > 0.5 else random.choice(real_texts())
    text = mutated(random, text) if random.random() > 0.3 else text
    documents = read(text, "f").documents
    if not documents:
        return
    changes = {index: made_changes(random, one.value, 3) for index, one in enumerate(documents)}
    appended = {random.randrange(len(documents)): [{"kind": "New"}]} if random.random() > 0.7 else {}
    new, refusals = edit_text(documents, changes, appended)
    refused = {(one.document, one.change.path) for one in refusals}
    kept = [
        [change for change in changes[index] if (index, change.path) not in refused] for index in range(len(documents))
    ]
    if any(one.change.path == () for one in refusals):
        appended = {}
    values = [changed(one.value, kept[index]) for index, one in enumerate(documents)]
    wanted = [one for index, value in enumerate(values) for one in with_appended(value, appended.get(index, []))]
    assert same([one.value for one in read(new, "f").documents], wanted)


def shape(span: Span) -> object:
    if span.start == span.end:
        return None  # where nothing is written between braces, the parsers see it in different places
    names = [(entry.key, entry.merge, entry.name and shape(entry.name)) for entry in span.entries]
    inside = [shape(entry.value) for entry in span.entries]
    return (span.kind, span.start, span.content, span.end, span.style, span.anchor, names, inside)


@given(RANDOM)
@settings(max_examples=200)
def test_both_parsers_see_the_same(random: Random) -> None:
    text = Maker(random).text().removeprefix("\ufeff")
    if only_document(text) is not None:
        assert shape(read_spans(text).root) == shape(read_spans(text, pure=True).root), text


def test_both_parsers_see_the_same_in_fixtures() -> None:
    for text in texts_below(os.path.join(FIXTURES, "manifests")):
        for document in read(text, "f").documents:
            spans = [shape(read_spans(document.text, pure=pure).root) for pure in (False, True)]
            assert spans[0] == spans[1]

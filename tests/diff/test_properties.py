"""What holds for the differences of any two objects."""

from __future__ import annotations

import json
import random
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diff.compare import compare
from generator.diff.differences import differences
from generator.diff.field import Field, field_of
from generator.diff.masks import Masker
from generator.diff.telling import told
from generator.diff.yaml_rows import Half, Margin, Writer
from generator.documents.reading import read
from generator.schemas.bundle import versions
from tests.diff.applied import applied
from tests.diff.objects import scope, text_of
from tests.lint.mutations import VALUES, located, mutated, objects

NEWEST = versions()[-1]
OPERATIONS = [*range(len(VALUES)), "delete", "rename", "unknown", "graft"]
MUTATIONS = st.lists(st.tuples(st.integers(0, 999), st.sampled_from(OPERATIONS), st.integers(0, 999)), max_size=5)
SAFE_MUTATIONS = st.lists(st.tuples(st.integers(0, 999), st.sampled_from([1, 2, 4, "delete"]), st.just(0)), max_size=5)
STAYING = [*range(len(VALUES)), "delete", "unknown"]
IN_PLACE = st.lists(st.tuples(st.integers(0, 999), st.sampled_from(STAYING), st.integers(0, 999)), max_size=5)
"""Mutations that carry no value to another place."""
OBJECTS = st.sampled_from([one for one in objects() if "metadata" in one and "items" not in one])
SECRET = "hunter2hunter2"  # noqa: S105 - planted, to be hunted for


def shuffled(value: Any, seed: int) -> Any:
    """A copy with the keys of maps, and the items of some lists, in another order."""
    chance = random.Random(seed)  # noqa: S311 - hypothesis chooses the seed

    def copy(one: Any) -> Any:
        if isinstance(one, dict):
            keys = sorted(one, key=lambda _: chance.random())
            return {key: copy(one[key]) for key in keys}
        if isinstance(one, list):
            items = [copy(item) for item in one]
            if chance.random() < 0.5:
                chance.shuffle(items)
            return items
        return one

    return copy(value)


def field_for(value: dict[str, Any]) -> Field:
    kind, version = value.get("kind"), value.get("apiVersion")
    return field_of(version if isinstance(version, str) else "v1", kind if isinstance(kind, str) else "Pod", NEWEST)


@given(OBJECTS)
def test_nothing_differs_from_itself(value: dict[str, Any]) -> None:
    assert differences(value, deepcopy(value), field_for(value)) == ()
    backwards = dict(reversed(value.items()))
    assert differences(value, backwards, field_for(value)) == ()


@given(OBJECTS, MUTATIONS, MUTATIONS, st.integers())
def test_the_differences_carried_out_on_one_side_give_the_other(
    value: dict[str, Any], one: list[Any], other: list[Any], seed: int
) -> None:
    kind = {"apiVersion": value["apiVersion"], "kind": value["kind"]}
    before, after = {**mutated(value, one), **kind}, {**shuffled(mutated(value, other), seed), **kind}
    field = field_for(value)
    found = differences(before, after, field)
    assert differences(applied(before, found), after, field) == ()


@given(OBJECTS, OBJECTS)
def test_the_differences_of_two_objects_carried_out_on_one_give_the_other(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    before = {**before, "apiVersion": after["apiVersion"], "kind": after["kind"]}
    field = field_for(after)
    assert differences(applied(before, differences(before, after, field)), after, field) == ()


@given(OBJECTS, MUTATIONS, st.integers())
def test_two_objects_differ_in_both_directions_or_in_none(value: dict[str, Any], one: list[Any], seed: int) -> None:
    after = shuffled(mutated(value, one), seed)
    field = field_for(value)
    assert (differences(value, after, field) == ()) == (differences(after, value, field) == ())


def without_nulls(value: Any) -> Any:
    """A value without null entries, which no line stands for; maps that are empty then stay."""
    if isinstance(value, dict):
        return {key: without_nulls(child) for key, child in value.items() if child is not None}
    return [without_nulls(child) for child in value] if isinstance(value, list) else value


def unordered(value: Any) -> Any:
    """A value with its lists sorted: rows of lists whose order means nothing are in the order of the after side."""
    if isinstance(value, dict):
        return {key: unordered(child) for key, child in sorted(value.items())}
    return sorted(map(unordered, value), key=repr) if isinstance(value, list) else value


@given(OBJECTS, SAFE_MUTATIONS, st.integers())
def test_the_lines_of_either_side_are_the_object(value: dict[str, Any], one: list[Any], seed: int) -> None:
    field = field_for(value)
    before = without_nulls(field.visible(value))
    after = without_nulls(field.visible(shuffled(mutated(value, one), seed)))
    mask = Masker()
    shown = mask.masked(before), Masker(mask.secrets).masked(after)
    found = differences(before, after, field)
    writer = Writer(found)
    writer.maps(Half(before, shown[0], (), Margin("")), Half(after, shown[1], (), Margin("")), field, ())
    lines = [(row["before"], row["after"]) for row in writer.rows]
    for side in (0, 1):
        text = "".join(f"{line[side]}\n" for line in lines if line[side] is not None)
        documents = read(text, "side.yaml").documents
        assert unordered(documents[0].value if documents else {}) == unordered(shown[side])
    assert (found == ()) == ({row["mark"] for row in writer.rows} <= {"="})


@given(st.lists(OBJECTS, max_size=6), st.lists(OBJECTS, max_size=6))
def test_every_object_is_told_at_most_once(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    old, new = scope(text_of(*before)), scope(text_of(*after))
    (environment,) = compare({"": old}, {"": new}, ("a", "b")).environments
    for side, known in (("before", old.resources), ("after", new.resources)):
        told_once = [id(getattr(one, side)) for one in environment.objects if getattr(one, side) is not None]
        assert len(told_once) == len(set(told_once))
        assert set(told_once) <= {id(one) for one in known}
    both = sum(one.before is not None and one.after is not None for one in environment.objects)
    created = sum(one.action == "created" for one in environment.objects)
    deleted = sum(one.action == "deleted" for one in environment.objects)
    assert len(old.resources) - deleted == len(new.resources) - created >= both


@given(OBJECTS, IN_PLACE, st.integers(0, 999), st.sampled_from(["env", "args", "config", "secret"]))
def test_no_secret_is_in_the_report(value: dict[str, Any], one: list[Any], where: int, how: str) -> None:
    before = deepcopy(value)
    maps = [inside for _, inside, _ in located(before) if isinstance(inside, dict)]
    inside = maps[where % len(maps)]
    if how == "env":
        inside["env"] = [{"name": "DB_PASSWORD", "value": SECRET}]
    elif how == "args":
        inside["args"] = ["--port=1", f"--password={SECRET}", "--token", SECRET]
    elif how == "config":
        inside["data"] = {"a.conf": f"host=db\npassword={SECRET}\n", "API_KEY": SECRET}
    else:
        before |= {"apiVersion": "v1", "kind": "Secret", "data": {"a": SECRET}, "stringData": {"b": SECRET}}
    with_metadata = {**before, "metadata": {"name": "web"}}
    after = {**mutated(with_metadata, one), "apiVersion": before["apiVersion"], "kind": before["kind"]}
    after["metadata"] = {"name": "web", "labels": {"changed": "x"}}
    texts = [json.dumps(side) for side in (with_metadata, after)]
    diff = compare({"": scope(texts[0])}, {"": scope(texts[1])}, ("a", "b"))
    assert SECRET not in json.dumps(told(diff))


@pytest.mark.parametrize("value", [one for one in objects() if "metadata" in one])
def test_every_object_of_the_fixtures_can_be_created_and_deleted(value: dict[str, Any]) -> None:
    one = scope(text_of(value))
    for before, after in ((None, one), (one, None)):
        (environment,) = told(compare({"": before}, {"": after}, ("a", "b")))["environments"]
        assert len(environment["objects"]) == len(one.resources)
        assert all(each["lines"] for each in environment["objects"])

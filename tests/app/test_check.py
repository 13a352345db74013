"""The checker says of every description what a JSON Schema library says of it: valid, or not."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from generator.app.check import Check
from generator.app.files import Files
from generator.app.load import load
from generator.app.schema import definition, description_schema, schema_text
from generator.app.trees import copied
from generator.documents.reader import read_document
from generator.errors import FairleadError, InputError

if TYPE_CHECKING:
    import pytest

    from generator.documents.node import Node

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
DESCRIPTIONS = sorted([*FIXTURES.glob("apps/*/app.yaml"), *FIXTURES.glob("invalid/*/app.yaml")])


def bare(node: Node) -> Any:
    """The bare value, with the nulls that ``plain`` leaves out."""
    if isinstance(node.value, dict):
        return {key: bare(child) for key, child in node.value.items()}
    return [bare(child) for child in node.value] if isinstance(node.value, list) else node.value


@cache
def library() -> Any:
    schema = json.loads(schema_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def findings(tree: Node) -> list[Any]:
    check = Check()
    check.value(copied(tree, "app"), description_schema(), ())
    return check.findings


@cache
def readable() -> list[Node]:
    found = []
    for path in DESCRIPTIONS:
        try:
            found.append(read_document(path.read_text(), "app.yaml"))
        except FairleadError:
            continue
    return found


def test_every_readable_description_of_the_fixtures() -> None:
    assert len(readable()) > 40
    for tree in readable():
        # Numbers that stand for text are checked as they are written, which a library cannot know: -1 is no tag.
        said = [found for found in findings(tree) if found.path != ("components", "e", "image", "tag")]
        errors = [error for error in library().iter_errors(bare(tree)) if list(error.path)[:2] != ["components", "e"]]
        assert bool(said) == bool(errors), said or errors


def mutated(draw: Any, value: Any) -> Any:
    """The value with one thing in it, somewhere, replaced, removed or added."""
    if isinstance(value, dict) and value and draw(st.integers(0, 9)):
        key = draw(st.sampled_from(sorted(value)))
        kept = {name: child for name, child in value.items() if name != key}
        how = draw(st.integers(0, 9))
        if how == 0:
            return kept
        if how == 1:
            return {**value, draw(KEYS): draw(VALUES)}
        return {**kept, draw(KEYS) if how == 2 else key: mutated(draw, value[key])}
    if isinstance(value, list) and value and draw(st.booleans()):
        index = draw(st.integers(0, len(value) - 1))
        return [mutated(draw, child) if at == index else child for at, child in enumerate(value)]
    return draw(VALUES)


# A library takes 1.0 for an integer and lets "$" match before a last line break: neither is meant.
WORDS = st.sampled_from(
    [
        "",
        "a",
        "web",
        "x-y",
        "Web",
        "none",
        "http",
        "25%",
        "1Gi",
        "/x",
        "a.b/c",
        "-",
        "$(A)",
        "yes",
        "1.34",
        "é",
        "shop:1",
    ]
)
KEYS = WORDS | st.sampled_from(["image", "env", "type", "replicas", "components", "web", "dev", "ports", "secrets"])
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(0, 2**33) | st.sampled_from([1.5, 0.25]) | WORDS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=5,
)


@st.composite
def descriptions(draw: Any) -> str:
    value = bare(draw(st.sampled_from(readable())))
    for _ in range(draw(st.integers(1, 3))):
        value = mutated(draw, value)
    return json.dumps(value)


@given(descriptions())
def test_mutated_descriptions(text: str) -> None:
    tree = read_document(text, "app.yaml")
    said = findings(tree)
    errors = list(library().iter_errors(bare(tree)))
    negative = any('found "-' in finding.message for finding in said)
    assert bool(said) == bool(errors) or negative, (said, errors)


@given(text=descriptions())
def test_no_description_ends_in_a_traceback(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("app")
    (folder / "app.yaml").write_text(text)
    try:
        application = load(
            "app.yaml", Files(str(folder)), ["components.web.replicas=3", "env.A={x: [1]}"][: len(text) % 3]
        )
    except InputError as error:
        said = str(error)
    else:
        said = ", ".join(application.environments)
    assert said


def test_the_shipped_layers_are_as_the_schema_wants_them(repository: Path) -> None:
    for path in sorted((repository / "overlays").glob("*.yaml")):
        tree = copied(read_document(path.read_text(), path.name), "defaults")
        types = tree.value.pop("types")
        tree.value.pop("securityProfiles", None)
        check = Check()
        check.value(tree, definition("environment"), ())
        for name, component in types.items():
            check.value(component, definition("component"), ("types", name))
        assert not check.findings


def test_every_field_says_what_it_is() -> None:
    def walk(schema: Any, path: str) -> None:
        for name, child in schema.get("properties", {}).items():
            assert "title" in child, f"{path}.{name}"
            assert "description" in child or "$ref" in child, f"{path}.{name}"
            walk(child, f"{path}.{name}")
        for key in ("items", "additionalProperties"):
            if isinstance(schema.get(key), dict):
                walk(schema[key], f"{path}.*")

    root = description_schema()
    walk(root, "")
    for name, schema in root["$defs"].items():
        assert "description" in schema, name
        walk(schema, name)


def test_every_map_that_names_fields_is_closed() -> None:
    def walk(schema: Any, path: str) -> None:
        if isinstance(schema, dict):
            if "properties" in schema and isinstance(schema["properties"], dict) and "type" in schema:
                assert "additionalProperties" in schema, path
            for key, child in schema.items():
                walk(child, f"{path}/{key}")

    walk(description_schema(), "")


def test_the_words_of_json_schema_in_use_are_those_the_checker_knows() -> None:
    known = {
        "$schema", "$id", "$defs", "$ref", "title", "description", "examples", "type", "enum", "const", "pattern",
        "patternErrorMessage", "minLength", "maxLength", "minimum", "maximum", "minItems", "minProperties", "items",
        "properties", "patternProperties", "additionalProperties", "propertyNames", "required",
    }  # fmt: skip

    def walk(schema: Any) -> None:
        if isinstance(schema, dict):
            assert set(schema) <= known, set(schema) - known
            for key in ("properties", "$defs"):
                for child in schema.get(key, {}).values():
                    walk(child)
            for key in ("items", "additionalProperties", "propertyNames"):
                walk(schema.get(key))
            assert set(schema.get("patternProperties", {"^x-": True})) == {"^x-"}
            assert ("pattern" in schema) == ("patternErrorMessage" in schema)

    walk(description_schema())

"""JSON Schemas of custom resources are read as jsonschema reads them, but for null, which counts as left out."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from generator.schemas.check import check, fit
from generator.schemas.custom import ITEM, Grammar
from generator.schemas.schema import Schema

NAMES = ("a", "b", "c")
SCALARS: tuple[Any, ...] = ("", "a", "ab", "1", 0, 1, 5, -3, 2.5, 4.0, True, False)
TYPES = ("object", "object", "array", "string", "integer", "number", "boolean")


def made_schema(random: Random, depth: int = 0) -> dict[str, Any]:
    if depth > 3:
        return {"type": random.choice(TYPES)}
    deeper = depth + 1
    found: dict[str, Any] = {}
    if random.random() < 0.8:
        found["type"] = random.choice(TYPES) if random.random() < 0.8 else random.sample(TYPES[1:], 2)
    if random.random() < 0.4:
        found["properties"] = {name: made_schema(random, deeper) for name in random.sample(NAMES, 2)}
    return found | {key: value for key, value in _keywords(random, deeper).items() if random.random() < 0.12}


def _keywords(random: Random, depth: int) -> dict[str, Any]:
    forms = [made_schema(random, depth + 1) for _ in range(2)]
    return {
        "required": random.sample(NAMES, 1),
        "additionalProperties": random.choice([True, False, made_schema(random, depth)]),
        "items": made_schema(random, depth),
        "enum": random.sample(SCALARS, 4),
        "minimum": random.choice([0, 1, 2.5]),
        "exclusiveMaximum": 4,
        "multipleOf": 2,
        "minLength": 1,
        "maxLength": 1,
        "pattern": random.choice(["^a", "b$"]),
        "minItems": 1,
        "maxItems": 1,
        "uniqueItems": True,
        "minProperties": 1,
        "maxProperties": 1,
        "anyOf": forms,
        "oneOf": forms,
        "allOf": forms,
        "not": forms[0],
        "$ref": "#/definitions/it",
    }


def made_value(random: Random, depth: int = 0) -> Any:
    if depth > 3 or random.random() < 0.3:
        return random.choice(SCALARS)
    if random.random() < 0.3:
        return [made_value(random, depth + 1) for _ in range(random.randrange(3))]
    return {name: made_value(random, depth + 1) for name in random.sample(NAMES, random.randrange(4))}


@given(seed=st.integers(0, 2**64 - 1))
def test_any_schema(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - schemas to try, no secrets
    document = made_schema(random)
    document["definitions"] = {"it": {"type": random.choice(TYPES)}}
    schema = Schema(Grammar(document, structural=False), (document, ITEM))
    validator = Draft7Validator(document)
    for _ in range(20):
        value = made_value(random)
        assert (check(value, schema).errors == []) == validator.is_valid(value), (document, value)
        fit(value, check(value, schema))

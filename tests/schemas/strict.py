"""The published strict schemas, corrected, as jsonschema judges by them; documents, right ones and ones gone wrong."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from generator.objects.values import at
from generator.schemas import bundle
from generator.schemas.check import check
from generator.schemas.corrections import added, corrected
from generator.schemas.explanation import is_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from generator.schemas.check import Mismatch
    from generator.schemas.schema import Schema

Found = set[tuple[tuple[str | int, ...], str]]

_KINDS = {"type": "type", "oneOf": "type", "required": "required", "additionalProperties": "unknown", "enum": "enum"}


@cache
def folder(minor: int) -> Path:
    spec = find_spec("kubernetes_validate")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "kubernetes-json-schema" / f"v1.{minor}.0-local-strict"


@cache
def definitions(minor: int) -> Any:
    found = json.loads((folder(minor) / "_definitions.json").read_text())
    every = {**found["$defs"], **added(found["$defs"])}
    return {**found, "$defs": {name: corrected(raw, name, minor) for name, raw in every.items()}}


@cache
def names(minor: int) -> dict[tuple[str, str], str]:
    """The definition of each apiVersion and kind."""
    return {
        ("/".join(part for part in (one["group"], one["version"]) if part), one["kind"]): name
        for name, schema in definitions(minor)["$defs"].items()
        for one in schema.get("x-kubernetes-group-version-kind", ())
    }


@cache
def validator(minor: int, api_version: str, kind: str) -> Any:
    """A validator by the file that kubernetes-validate would choose, or by the definition for kinds it cannot find."""
    version = re.sub(r"^([^./]*)(?:\.[^/]*)?/", r"\1-", api_version)
    file = folder(minor) / f"{kind.lower()}-{version}.json"
    registry: Any = Resource.from_contents(definitions(minor)) @ Registry()
    name = names(minor).get((api_version, kind), "")
    if file.exists():
        return Draft202012Validator(corrected(json.loads(file.read_text()), name, minor), registry=registry)
    reference = {"$ref": f"{definitions(minor)['$id']}#/$defs/{name}"}
    return Draft202012Validator(reference, registry=registry) if name else None


def theirs(value: Any, minor: int) -> Found:
    """What jsonschema finds, apart from nulls: path and kind each, the worst only where several speak of one path."""
    found: Found = set()
    for error in validator(minor, value["apiVersion"], value["kind"]).iter_errors(value):
        path = tuple(error.absolute_path)
        if error.instance is None or (error.schema.get("format") == "byte" and is_bytes(error.instance)):
            continue
        if error.validator == "required":
            found |= {((*path, name), "required") for name in error.validator_value if name not in error.instance}
        elif error.validator == "additionalProperties":
            known = error.schema.get("properties", {})
            found |= {((*path, name), "unknown") for name in error.instance if name not in known}
        else:
            found.add((path, _KINDS[error.validator]))
    return {(path, kind) for path, kind in found if kind != "enum" or (path, "type") not in found}


def ours(value: Any, minor: int) -> Found:
    """What the check finds, apart from nulls, without what it knows beyond the published schemas."""
    schema = bundle.schema(minor, value["apiVersion"], value["kind"])
    assert schema is not None
    found = [one for one in check(value, schema).errors if one.kind != "limit" and not _is_null(value, one)]
    return {(one.path, one.kind) for one in found if one.kind != "enum" or _is_published(schema, one.path)}


def _is_null(value: Any, found: Mismatch) -> bool:
    return found.kind in ("type", "enum") and at(value, *found.path) is None


def _is_published(schema: Schema, path: tuple[str | int, ...]) -> bool:
    """Whether it is the schema itself that knows the values of a field."""
    found = bundle.field(schema, path)
    return found is not None and found.enum is not None


WRONG: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    7,
    -1,
    1.0,
    2.5,
    1e30,
    "",
    "5",
    "10%",
    [],
    [None],
    ["x"],
    {},
    {"x": None},
)


def grown(schema: Schema, random: Random, errors: float, depth: int = 0) -> Any:
    """A value for a schema, in which every part is wrong with the probability ``errors``."""
    if random.random() < errors:
        return random.choice(WRONG)
    if schema.enum is not None:
        return random.choice(schema.enum)
    names = sorted(schema.types)
    if depth > _DEEPEST:
        names = [name for name in names if name not in ("object", "array")] or names
    usual = [name for name in names if name != "null"]
    name = random.choice(usual if usual and random.random() > errors else names or ["null"])
    return _GROWN[name](schema, random, errors, depth)


_DEEPEST = 12


def _map(schema: Schema, random: Random, errors: float, depth: int) -> Any:
    names = [name for name in schema.properties if name in schema.required or random.random() < 3 / (depth + 4)]
    value = {name: grown(schema.properties[name], random, errors, depth + 1) for name in names}
    if schema.additional is not None:
        value.update({f"k{i}": grown(schema.additional, random, errors, depth + 1) for i in range(random.randrange(3))})
    if value and random.random() < errors:
        del value[random.choice(list(value))]
    if random.random() < errors:
        value[random.choice(["image", "nmae", "spec", "x"])] = random.choice(WRONG)
    return value


def _list(schema: Schema, random: Random, errors: float, depth: int) -> Any:
    items = schema.items
    return [grown(items, random, errors, depth + 1) for _ in range(random.randrange(3))] if items else []


_GROWN: dict[str, Callable[[Schema, Random, float, int], Any]] = {
    "object": _map,
    "array": _list,
    "string": lambda schema, random, *_: random.choice(schema.closed or ("a", "1Gi", "50%", "")),
    "integer": lambda _schema, random, *_: random.choice((0, 1, 80, 3.0)),
    "number": lambda _schema, random, *_: random.choice((0, 0.5, 3)),
    "boolean": lambda _schema, random, *_: random.choice((True, False)),
    "null": lambda *_: None,
}

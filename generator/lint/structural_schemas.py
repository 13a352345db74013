"""What makes the schema of a custom resource structural, which the API server insists on.

Source: k8s.io/apiextensions-apiserver pkg/apiserver/schema/validation.go (ValidateStructural) and
pkg/apis/apiextensions/validation (ValidateCustomResourceDefinitionOpenAPISchema).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path

_TYPES = ("array", "boolean", "integer", "number", "object", "string", "")  # no set: what stands there may have no hash
_FORBIDDEN = ("$ref", "additionalItems", "definitions", "dependencies", "id", "patternProperties")
_LOGIC = ("allOf", "anyOf", "oneOf")
_OUTSIDE = ("type", "default", "title", "description", "nullable")
_EITHER = [{"type": "integer"}, {"type": "string"}]
"""The one choice that may say types: that of what is an integer or a string."""
_OF_TYPE = {
    "x-kubernetes-embedded-resource": "object",
    "x-kubernetes-list-type": "array",
    "x-kubernetes-map-type": "object",
}
_CHECKED = frozenset(
    {
        *_FORBIDDEN,
        *_LOGIC,
        "not",
        "additionalProperties",
        "uniqueItems",
        "x-kubernetes-embedded-resource",
        "x-kubernetes-list-map-keys",
        "x-kubernetes-list-type",
        "x-kubernetes-map-type",
    }
)


def faults(schema: Mapping[str, Any], path: Path, *, is_root: bool = False) -> Iterator[Report]:
    """What keeps a schema at a path from being structural."""
    kind = schema.get("type") or ""
    is_either = schema.get("x-kubernetes-int-or-string") is True
    if is_root and kind != "object":
        found = f"is {kind}" if kind else "is missing"
        yield Report((*path, "type"), f"the type of the whole {found}, and must be object", "write type: object")
    elif not kind and not is_either and schema.get("x-kubernetes-preserve-unknown-fields") is not True:
        yield Report(path, f"{_name(path)} has no type", "write type", key=True)
    elif kind not in _TYPES:
        yield Report((*path, "type"), f"{kind!r} is no type: types are array, boolean, integer, number, object, string")
    if not _CHECKED.isdisjoint(schema):
        yield from _parts(schema, path)
    items, properties = schema.get("items"), schema.get("properties")
    if isinstance(items, dict):
        yield from faults(items, (*path, "items"))
    elif kind == "array":
        yield Report(path, f"{_name(path)} is an array without items", "write items", key=True)
    if isinstance(properties, dict):
        for name, value in properties.items():
            if isinstance(value, dict):
                yield from faults(value, (*path, "properties", name))


def _name(path: Path) -> str:
    return f"{path[-1]}" if path[-2] == "properties" else f"{path[-1]} of {path[-2]}"


def _parts(schema: Mapping[str, Any], path: Path) -> Iterator[Report]:
    """The parts that most schemas have none of."""
    for key in _FORBIDDEN:
        if schema.get(key):
            yield Report((*path, key), f"{key} is not allowed in the schema of a custom resource", key=True)
    if schema.get("uniqueItems") is True:
        cure = "write x-kubernetes-list-type: set"
        yield Report((*path, "uniqueItems"), "uniqueItems must not be true", cure, key=True)
    yield from _additional(schema, path)
    for word in _LOGIC:
        for index, part in enumerate(maps(schema.get(word))):
            if word == "allOf" and index == 0 and part.get("anyOf") == _EITHER:
                part = {key: value for key, value in part.items() if key != "anyOf"}  # noqa: PLW2901 - what is left
            if word != "anyOf" or schema["anyOf"] != _EITHER:
                yield from _nested(part, (*path, word, index))
    if isinstance(schema.get("not"), dict):
        yield from _nested(schema["not"], (*path, "not"))
    yield from _list(schema, path)


def _list(schema: Mapping[str, Any], path: Path) -> Iterator[Report]:
    """What is wrong with what is said of lists and maps, and with a list whose items are told apart by keys."""
    kind = schema.get("type") or ""
    for key, wanted in _OF_TYPE.items():
        if schema.get(key) not in (None, False) and kind != wanted:
            yield Report((*path, key), f"{key} is for type: {wanted}, and this is {kind or 'of no type'}", key=True)
    if schema.get("x-kubernetes-list-map-keys"):
        if schema.get("x-kubernetes-list-type") != "map":
            message = "x-kubernetes-list-map-keys without x-kubernetes-list-type: map"
            yield Report((*path, "x-kubernetes-list-map-keys"), message, "write the type", key=True)
        yield from _keys(schema, path)
    elif schema.get("x-kubernetes-list-type") == "map":
        message = "a list of type map has no x-kubernetes-list-map-keys"
        yield Report((*path, "x-kubernetes-list-type"), message, "write them")


def _keys(schema: Mapping[str, Any], path: Path) -> Iterator[Report]:
    """What is wrong with the keys of a list of type map."""
    items = schema.get("items")
    properties = items.get("properties") if isinstance(items, dict) else None
    if not isinstance(items, dict) or not isinstance(properties, dict):
        return
    for index, key in enumerate(schema["x-kubernetes-list-map-keys"]):
        where = (*path, "x-kubernetes-list-map-keys", index)
        known = properties.get(key)
        if known is None:
            yield Report(where, f"the key {key!r} is no property of the items")
        elif isinstance(known, dict) and known.get("default") is None and key not in (items.get("required") or ()):
            yield Report(where, f"the key {key!r} is neither required nor has a default", f"add {key} to required")


def _additional(schema: Mapping[str, Any], path: Path) -> Iterator[Report]:
    more = schema.get("additionalProperties")
    if more is False:
        cure = "remove it: fields that are not listed are refused or dropped anyway"
        yield Report((*path, "additionalProperties"), "additionalProperties must not be false", cure, key=True)
    elif more is not None and schema.get("properties"):
        message = "properties and additionalProperties stand together"
        yield Report((*path, "additionalProperties"), message, "keep one of them", key=True)
    if isinstance(more, dict):
        yield from faults(more, (*path, "additionalProperties"))


def _nested(part: Mapping[str, Any], path: Path) -> Iterator[Report]:
    """What may not stand within allOf, anyOf, oneOf and not: they add conditions to a structure, and are none."""
    for key in _OUTSIDE:
        value = part.get(key)
        if value is not None and value is not False and value != "":
            message = f"{key} within {_logic(path)}: it belongs outside, where the field is declared"
            yield Report((*path, key), message, "move it out of there", key=True)
    for word in _LOGIC:
        for index, inner in enumerate(maps(part.get(word))):
            yield from _nested(inner, (*path, word, index))
    for word in ("not", "items"):
        if isinstance(part.get(word), dict):
            yield from _nested(part[word], (*path, word))
    properties = part.get("properties")
    for name, inner in properties.items() if isinstance(properties, dict) else ():
        if isinstance(inner, dict):
            yield from _nested(inner, (*path, "properties", name))


def _logic(path: Path) -> str:
    return next(str(step) for step in reversed(path) if step in (*_LOGIC, "not"))

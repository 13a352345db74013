"""values.schema.json: what may stand in the values of this chart, and nothing else.

Closed at every level that the templates know, so that a misspelt ``--set`` is an error; ``global`` is Helm's own and
open. Known settings have the types of ``settings.schema.json``, all others the type that the values show.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from generator.app.data import read_data

if TYPE_CHECKING:
    from generator.documents.node import Plain

_CONTAINERS = ("initContainers", "sidecars")
_FREE = ("configMaps", "externalSecrets", "volumeClaims", "podVolumes", "extraManifests")
"""Maps whose values are passed on as they are: anything that Kubernetes takes below the known names."""


_TEXT_MAPS = ("annotations", "labels")
_TEXTS = {"type": "object", "additionalProperties": {"type": "string"}}


@cache
def known() -> dict[str, Plain]:
    """The types of known settings: {"top": …, "component": …, "$defs": …}."""
    found: dict[str, Plain] = json.loads(read_data("templates", "chart", "settings.schema.json"))
    return found


def values_schema(name: str, every: list[dict[str, Plain]]) -> dict[str, Plain]:
    """The JSON Schema of a chart whose values, with no environment and in each, are ``every``."""
    properties = {"global": {"type": "object", "description": "Helm's own: values shared with other charts."}}
    for key in _keys(every):
        properties[key] = _top(key, [values[key] for values in every if values.get(key) is not None])
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"Values of the chart {name}",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "definitions": _renamed(known()["$defs"]),
    }


def _keys(every: list[dict[str, Plain]]) -> list[str]:
    return list(dict.fromkeys(key for values in every for key in values))


def _top(key: str, found: list[Plain]) -> dict[str, Plain]:
    if key not in known()["top"]:
        return _component(found)
    schema: dict[str, Plain] = _renamed(known()["top"][key])
    if len(schema) > 1:
        return schema
    free = {name: {"type": "object"} for name in _keys(found)}
    return {**schema, **(_closed(free) if key in _FREE else _inferred(found))}


def _component(found: list[Plain]) -> dict[str, Plain]:
    """A component or a container: the known settings by name, the others as they look."""
    properties = {}
    for key in _keys(found):
        below = [values[key] for values in found if values.get(key) is not None]
        schema = _renamed(known()["component"].get(key, {}))
        if key in _CONTAINERS:
            inner = {name: _component([value[name] for value in below if name in value]) for name in _keys(below)}
            schema = {**schema, **_closed(inner)}
        elif not set(schema) & {"$ref", "type", "enum"}:
            schema = {**schema, **_inferred(below)}
        properties[key] = schema
    return _closed(properties)


def _closed(properties: dict[str, Plain]) -> dict[str, Plain]:
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _inferred(found: list[Plain]) -> dict[str, Plain]:
    """The schema of values that nothing is known of but what they look like."""
    if all(isinstance(value, dict) for value in found):
        keys = _keys(found)
        below = {key: [value[key] for value in found if value.get(key) is not None] for key in keys}
        return _closed({key: _TEXTS if key in _TEXT_MAPS else _inferred(values) for key, values in below.items()})
    types = sorted({_type(value) for value in found})
    return {"type": types[0] if len(types) == 1 else types}


def _type(value: Plain) -> str:
    match value:
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
    return "object"


def _renamed(schema: Plain) -> Plain:
    """The schema with draft 7's ``definitions``, the draft that every Helm reads."""
    if isinstance(schema, dict):
        return {
            key: value.replace("#/$defs/", "#/definitions/") if key == "$ref" else _renamed(value)
            for key, value in schema.items()
        }
    return [_renamed(item) for item in schema] if isinstance(schema, list) else schema

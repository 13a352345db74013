"""The JSON Schema of app.yaml: the words of the format, for the checker and for editors."""

from __future__ import annotations

import json
import os
from typing import Any, TypeAlias

Schema: TypeAlias = dict[str, Any]

_loaded: list[Schema] = []


def schema_text() -> str:
    """The schema as it is shipped."""
    with open(os.path.join(os.path.dirname(__file__), "description.schema.json"), encoding="utf-8") as stream:
        return stream.read()


def description_schema() -> Schema:
    """The parsed schema of a whole description; read once a process, not to be changed."""
    if not _loaded:
        _loaded.append(json.loads(schema_text()))
    return _loaded[0]


def definition(name: str) -> Schema:
    """One of the schema's definitions, as in ``definition("environment")``."""
    found: Schema = description_schema()["$defs"][name]
    return found


def resolved(schema: Any) -> Schema:
    """A schema with its reference followed; ``true`` is the schema that demands nothing."""
    while isinstance(schema, dict) and "$ref" in schema:
        schema = description_schema()["$defs"][schema["$ref"].rpartition("/")[2]]
    return schema if isinstance(schema, dict) else {}

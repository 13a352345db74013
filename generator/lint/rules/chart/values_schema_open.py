"""A `values.schema.json` that allows keys which it does not list.

A map with `properties` and without `additionalProperties: false` takes any other key as well: `replicaz: 3` passes,
and the chart uses its default. Close every map that lists its keys, and leave `global` allowed at the top, which helm
itself puts there.

```json
{"type": "object", "additionalProperties": false, "properties": {"replicas": {"type": "integer"}, "global": {}}}
```

Source: https://json-schema.org, "additionalProperties"; https://helm.sh/docs/topics/charts, "Schema Files".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.chart import ChartFolder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.node import Plain
    from generator.documents.source import Folder
    from generator.errors import Problem

_SCHEMA = "values.schema.json"
_CLOSING = ("additionalProperties", "unevaluatedProperties", "patternProperties", "$ref", "allOf", "anyOf", "oneOf")


def check(folder: Folder, _: Mapping[str, Plain]) -> Iterator[Problem]:
    """The maps that are open."""
    chart = ChartFolder(folder)
    found = list(_open(chart.value(_SCHEMA), ()))
    if found:
        message = f"{_named(found[0])} takes any key that properties does not list"
        if len(found) > 1:
            message += f", as do {len(found) - 1} others"
        yield chart.problem(_SCHEMA, (*found[0], "properties"), message, "write additionalProperties: false", key=True)


def _open(schema: Plain, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The paths of the schemas that list properties and allow others; below a schema its properties and items."""
    if not isinstance(schema, dict):
        return
    properties = schema.get("properties")
    if isinstance(properties, dict):
        if not any(key in schema for key in _CLOSING):
            yield path
        for name, inner in properties.items():
            yield from _open(inner, (*path, "properties", name))
    yield from _open(schema.get("items"), (*path, "items"))


def _named(path: tuple[str, ...]) -> str:
    """The value that a schema is about: ``web.image``; "the top" for all of them."""
    names = [step for before, step in zip(("", *path), path, strict=False) if before == "properties"]
    return ".".join(names) or "the top"

"""Checks a description against the JSON Schema, as a person would want to be told.

This is an interpreter of the few words of JSON Schema that the schema uses. A library would say the same about
valid and invalid (a test holds the two together), but it knows nothing of places in a file, of the nearest known
key, or of plain words, and loading it would take longer than the rest of the program.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.app.findings import at, at_key
from generator.app.schema import Schema, resolved
from generator.app.wording import choice, flow, found, known, nearest, quoted, type_words

if TYPE_CHECKING:
    from generator.app.findings import Finding
    from generator.app.paths import Path
    from generator.documents.node import Node

LITERALS = frozenset({"data", "stringData", "value", "values", "literal"})
"""What people write under a secret who want to put its value there."""

NO_VALUES = "a secret's value must not be in a description: secrets hold references only"
LITERAL_CURE = "existing: <name of a Secret>, or external: {store: ...} with keys"


class Check:
    """The findings about one tree, the paths that are broken, and what the schema says is text."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.broken: list[Path] = []
        self._doomed: list[tuple[Node, str]] = []

    def prune(self) -> None:
        """Take what is broken out of the tree, so that what follows meets only what the schema allows."""
        for parent, step in self._doomed:
            if isinstance(parent.value, dict):
                parent.value.pop(step, None)

    def value(self, node: Node, schema: Any, path: Path) -> bool:
        """Whether a value is as the schema wants it to be; numbers and booleans that are meant as text become text."""
        schema = resolved(schema)
        types = schema.get("type")
        value = node.value
        if types and not _is_of(value, types):
            return self._wrong_type(node, [types] if isinstance(types, str) else types, schema, path)
        if "enum" in schema and value not in schema["enum"]:
            return self._none_of(node, [word for word in schema["enum"] if word], path)
        if "const" in schema and value != schema["const"]:
            return self._fail(node, path, f"must be {schema['const']}, found {found(node)}")
        if isinstance(value, dict):
            return self._map(node, schema, path)
        if isinstance(value, list):
            return self._list(node, schema, path)
        return self._scalar(node, schema, path)

    def _fail(self, node: Node, path: Path, message: str, cure: str = "") -> bool:
        self.findings.append(at(node, path, message, cure))
        self.broken.append(path)
        return False

    def _none_of(self, node: Node, words: list[str], path: Path) -> bool:
        near = nearest(node.value, words) if isinstance(node.value, str) else ""
        cure = f"did you mean {near}?" if near else ""
        return self._fail(node, path, f"must be {choice(words)}, found {found(node)}", cure)

    def _wrong_type(self, node: Node, types: list[str], schema: Schema, path: Path) -> bool:
        if _is_secret(path):
            return self._fail(node, path, NO_VALUES, LITERAL_CURE)
        value = node.value
        cure = ""
        if "string" in types and isinstance(value, (bool, int, float)):
            fits = "pattern" not in schema or _pattern(schema["pattern"])(node.text or "")
            cure = f'write it in quotes: "{node.text}"' if fits else ""
        elif "array" in types and isinstance(value, (bool, int, float, str)):
            cure = f"write it as a list: [{value if isinstance(value, str) else node.text}]"
        return self._fail(node, path, f"must be {type_words(types)}, found {found(node)}", cure)

    def _scalar(self, node: Node, schema: Schema, path: Path) -> bool:
        value = node.value
        if isinstance(value, str):
            return self._text(node, schema, path)
        if value is None or isinstance(value, bool):
            pass
        elif value < schema.get("minimum", value):
            return self._fail(node, path, f"must be at least {schema['minimum']}, found {found(node)}")
        elif value > schema.get("maximum", value):
            return self._fail(node, path, f"must be at most {schema['maximum']}, found {found(node)}")
        types = schema.get("type", ())
        if value is not None and "string" in types and "number" in types:
            node.value = node.text if node.text is not None else str(value)
            return self._text(node, schema, path)
        return True

    def _text(self, node: Node, schema: Schema, path: Path) -> bool:
        value = node.value
        if len(value) < schema.get("minLength", 0):
            return self._fail(node, path, "must not be empty")
        if len(value) > schema.get("maxLength", len(value)):
            message = f"{quoted(value)} has {len(value)} characters; {schema['maxLength']} is the limit"
            return self._fail(node, path, message)
        if "pattern" in schema and not _pattern(schema["pattern"])(value):
            return self._fail(node, path, f"must be {schema['patternErrorMessage']}, found {quoted(value)}")
        return True

    def _list(self, node: Node, schema: Schema, path: Path) -> bool:
        items = schema.get("items")
        if len(node.value) < schema.get("minItems", 0):
            return self._fail(node, path, "must not be empty")
        if items is None:
            return True
        good = [self.value(item, items, (*path, str(index))) for index, item in enumerate(node.value)]
        node.value = [item for item, fine in zip(node.value, good, strict=True) if fine]
        return True

    def _map(self, node: Node, schema: Schema, path: Path) -> bool:
        if len(node.value) < schema.get("minProperties", 0):
            return self._fail(node, path, "must not be empty", _example(schema, path[-1]))
        properties = schema.get("properties", {})
        for key in schema.get("required", ()):
            if key not in node.value:
                cure = _example(properties.get(key), key)
                self.findings.append(at(node, (*path, key), "is missing", cure))
                self.broken.append((*path, key))
        for key, child in node.value.items():
            if not self._entry(key, child, schema, (*path, key)):
                self._doomed.append((node, key))
        return True

    def _entry(self, key: str, child: Node, schema: Schema, path: Path) -> bool:
        """Whether an entry of a map stays; False where it is broken, and where it is to be ignored."""
        properties = schema.get("properties", {})
        others = schema.get("additionalProperties", True)
        if "propertyNames" in schema and not self._name(key, child, schema["propertyNames"], path):
            return False
        if key in properties:
            return self.value(child, properties[key], path)
        if "patternProperties" in schema and key.startswith("x-"):
            return False
        if others is False:
            return self._unknown(key, child, properties, path)
        return others is True or self.value(child, others, path)

    def _name(self, key: str, child: Node, schema: Schema, path: Path) -> bool:
        if len(key) > schema.get("maxLength", len(key)):
            message = f"the name {quoted(key)} has {len(key)} characters; {schema['maxLength']} is the limit"
        elif "pattern" in schema and not _pattern(schema["pattern"])(key):
            message = f"{quoted(key)} is not {schema['patternErrorMessage']}"
        else:
            return True
        self.findings.append(at_key(child, path, message))
        self.broken.append(path)
        return False

    def _unknown(self, key: str, child: Node, properties: Schema, path: Path) -> bool:
        if _is_secret(path[:-1]) and key in LITERALS:
            self.findings.append(at_key(child, path, NO_VALUES, LITERAL_CURE))
            self.broken.append(path[:-1])
            return False
        cure = known(key, sorted(properties)) or "`fairlead schema` prints every key"
        self.findings.append(at_key(child, path, "unknown key", cure))
        self.broken.append((*path[:-1], nearest(key, properties) or key))
        return False


def _is_secret(path: Path) -> bool:
    """Whether a path is that of an entry of ``secrets``, of the description or of an environment."""
    bare = path[2:] if path[:1] == ("environments",) else path
    return len(bare) == 2 and bare[0] == "secrets"  # noqa: PLR2004 - secrets.<name>


def _is_of(value: Any, types: str | list[str]) -> bool:
    name = _type_of(value)
    return name in types or (name == "integer" and "number" in types)


def _type_of(value: Any) -> str:
    if value is None:
        return "null"
    return _NAMES.get(type(value), "string")


_NAMES = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}


def _example(schema: Any, key: str) -> str:
    schema = resolved(schema)
    example = schema.get("const") or next(iter(schema.get("examples", ())), None)
    return f"{key}: {flow(example)}" if example else ""


@cache
def _pattern(pattern: str) -> Any:
    r"""A compiled pattern of the schema: as in JSON Schema, ``$`` is the very end, not a line break before it."""
    return re.compile(re.sub(r"(?<!\\)\$", r"\\Z", pattern)).search

"""Schemas of custom resources: of CustomResourceDefinitions, and of plain JSON Schema files.

A CRD's schema is read as the API server reads it (apiextensions.k8s.io/v1, structural schemas): fields that it does not
name are unknown unless ``x-kubernetes-preserve-unknown-fields`` lets them be; ``apiVersion``, ``kind`` and ``metadata``
need no mention; a null entry of a map counts as left out. Rules in CEL
(``x-kubernetes-validations``) are not evaluated.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.schemas import bundle
from generator.schemas.schema import ANYTHING, Schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.node import Plain

ENTRY, ITEM, FORM, WHOLE = range(4)
"""Where a schema is used: for an entry of a map, where null counts as left out; for what must not be null, such as the
item of a list; for one form of several, which says nothing of unknown fields; for the whole object."""

_OPEN: dict[str, Plain] = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
_TYPES = frozenset({"object", "array", "string", "integer", "number", "boolean", "null"})
_NUMBERS = frozenset({
    "minimum", "maximum", "multipleOf", "minLength", "maxLength", "minItems", "maxItems", "minProperties",
    "maxProperties",
})  # fmt: skip
_EXCLUSIVE = frozenset({"exclusiveMinimum", "exclusiveMaximum"})
_OF_TEXT = frozenset({"pattern", "format"})
_RANGED = ("int32", "int64")


def schemas_of(definition: Plain) -> dict[tuple[str, str], Schema]:
    """The schema of every version that a CustomResourceDefinition has, served or not; {} for anything else."""
    spec = _map(_map(definition).get("spec"))
    group, kind = spec.get("group"), _map(spec.get("names")).get("kind")
    if not isinstance(group, str) or not isinstance(kind, str):
        return {}
    found = {}
    for version in _list(spec.get("versions")):
        name = _map(version).get("name")
        if isinstance(name, str):
            node = _map(_map(version).get("schema")).get("openAPIV3Schema")
            found[f"{group}/{name}", kind] = root(_map(node) or _OPEN)
    return found


def root(node: dict[str, Plain], *, structural: bool = True) -> Schema:
    """The schema of an object, from a CRD's schema or (not ``structural``) from a JSON Schema of its own."""
    return Schema(Grammar(node, structural=structural), ({**node, _OBJECT: True}, WHOLE))


_OBJECT = "x-kubernetes-embedded-resource"
"""Marks what has apiVersion, kind and metadata; the whole object has them without saying so."""


def rules_not_checked(node: Plain) -> int:
    """How many rules in CEL a CRD holds, or a part of one."""
    if isinstance(node, list):
        return sum(map(rules_not_checked, node))
    if not isinstance(node, dict):
        return 0
    rules = node.get("x-kubernetes-validations")
    own = len(rules) if isinstance(rules, list) else 0
    return own + sum(rules_not_checked(child) for key, child in node.items() if key != "x-kubernetes-validations")


class Grammar:
    """The source of the schemas below one document; what makes no sense in it is passed over."""

    def __init__(self, document: dict[str, Plain], *, structural: bool) -> None:
        self._document = document
        self._structural = structural

    def fill(self, schema: Schema, raw: Any, /) -> None:
        """Set what a part of the document says, used at one of ``ENTRY``, ``ITEM`` and ``FORM``."""
        node, use = raw
        node = self._resolved(node)
        if node is False:
            schema.enum = ()
        if not isinstance(node, dict):
            return
        free_null = use == ENTRY or node.get("nullable") is True
        types = _types(node)
        schema.types = types | {"null"} if types and free_null else types
        if isinstance(node.get("enum"), list):
            schema.enum = (*node["enum"], None) if free_null else tuple(node["enum"])
        if node.get("format") in _RANGED:
            schema.format = node["format"]
        self._fill_map(schema, node, use)
        if isinstance(node.get("items"), dict):
            schema.items = Schema(self, (node["items"], FORM if use == FORM else ITEM))
        schema.list_type = _text(node.get("x-kubernetes-list-type"))
        schema.list_keys = tuple(_texts(node.get("x-kubernetes-list-map-keys")))
        limits = dict(self._limits(node, schema))
        parts = schema.properties or schema.required or schema.items is not None or schema.additional is not ANYTHING
        schema.limits = limits if limits or (parts and not types) else None

    def _resolved(self, node: Plain) -> Plain:
        """A schema with its reference within the document followed; anything goes where that leads nowhere."""
        for _ in range(_DEPTH):
            reference = node.get("$ref") if isinstance(node, dict) else None
            if not isinstance(reference, str):
                return node
            node = self._document if reference.startswith("#") else {}
            for step in reference.split("/")[1:]:
                node = _map(node).get(step.replace("~1", "/").replace("~0", "~"), {})
        return {}

    def _fill_map(self, schema: Schema, node: dict[str, Plain], use: int) -> None:
        entries = FORM if use == FORM else ENTRY
        required = _texts(node.get("required"))
        properties = {
            name: Schema(self, (child, ITEM if name in required and entries == ENTRY else entries))
            for name, child in _map(node.get("properties")).items()
        }
        if node.get(_OBJECT) is True:
            self._add_object(properties)
            stored = ["metadata"] if self._structural and use == WHOLE else []
            required = [*dict.fromkeys([*required, "apiVersion", "kind", *stored])]
        schema.required = tuple(required)
        if properties:
            schema.properties = properties
        others = node.get("additionalProperties")
        if isinstance(others, dict):
            schema.additional = Schema(self, (others, entries))
        elif others is not False and (others is True or use == FORM or self._is_open(node)):
            schema.additional = ANYTHING

    def _add_object(self, properties: dict[str, Schema]) -> None:
        text = {"type": "string"}
        properties.setdefault("apiVersion", Schema(self, (text, ITEM)))
        properties.setdefault("kind", Schema(self, (text, ITEM)))
        config = bundle.schema(bundle.versions()[-1], "v1", "ConfigMap")
        if config is not None:
            properties["metadata"] = config.properties["metadata"]

    def _is_open(self, node: dict[str, Plain]) -> bool:
        """Whether keys that a schema does not speak of are fine."""
        if not self._structural or node.get("x-kubernetes-preserve-unknown-fields") is True:
            return True
        return not _types(node) and not node.get("properties")

    def _limits(self, node: dict[str, Plain], schema: Schema) -> Iterator[tuple[str, Any]]:
        for key in ("allOf", "anyOf", "oneOf"):
            forms = [Schema(self, (form, FORM)) for form in _list(node.get(key)) if isinstance(form, dict | bool)]
            if forms and not _is_int_or_string(node, key):
                yield key, forms
        if isinstance(node.get("not"), dict):
            yield "not", Schema(self, (node["not"], FORM))
        for key, value in node.items():
            if _is_limit(key, value, schema):
                yield key, value
        if schema.list_type == "set" or (schema.list_type == "map" and schema.list_keys):
            yield "listKeys", schema.list_keys if schema.list_type == "map" else ()


def _is_limit(key: str, value: Plain, schema: Schema) -> bool:
    if key in _NUMBERS:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if key in _EXCLUSIVE:
        return isinstance(value, int | float)
    if key in _OF_TEXT:
        return isinstance(value, str) and "string" in (schema.types or _TYPES)
    return key == "uniqueItems" and value is True


_DEPTH = 20
"""References that are followed one after the other."""


def _is_int_or_string(node: dict[str, Plain], key: str) -> bool:
    """Whether ``anyOf`` only repeats what ``x-kubernetes-int-or-string`` says."""
    return key == "anyOf" and node.get("x-kubernetes-int-or-string") is True and _types(node) == {"integer", "string"}


def _types(node: dict[str, Plain]) -> frozenset[str]:
    declared = node.get("type")
    names = [declared] if isinstance(declared, str) else _texts(declared)
    if not names and node.get("x-kubernetes-int-or-string") is True:
        names = ["integer", "string"]
    return frozenset(names) & _TYPES


def _map(value: Plain) -> dict[str, Plain]:
    return value if isinstance(value, dict) else {}


def _list(value: Plain) -> list[Plain]:
    return value if isinstance(value, list) else []


def _text(value: Plain) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Plain) -> list[str]:
    return [one for one in _list(value) if isinstance(one, str)]


def find(customs: Mapping[tuple[str, str], Schema], api_version: str, kind: str) -> Schema | None:
    """The schema of a custom resource among those of CRDs and of ``generator.schemas.folder``, None without one.

    The names of JSON Schema files tell kinds in small letters, and some of them only the first part of the group.
    """
    if not customs:
        return None
    exact = customs.get((api_version, kind))
    if exact is not None:
        return exact
    group, _, version = api_version.rpartition("/")
    kind = kind.lower()
    names = (api_version, f"{group.partition('.')[0]}/{version}", f"*/{version}")
    return next((customs[name, kind] for name in names if (name, kind) in customs), None)

"""Every mismatch of an object with its path, in words; and the object without what is ill-typed."""

from __future__ import annotations

from generator.documents.wording import nearest
from generator.lean import TYPE_CHECKING, Any
from generator.schemas.check import Mismatch
from generator.schemas.schema import RANGES
from generator.schemas.wording import choice, cure_of_type, known, quoted, shown, wanted, written

if TYPE_CHECKING:
    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.schemas.schema import Schema

_NUMBERS = ("quantity", "int-or-string")
_MANY_VALUES = 12
"""Allowed values that a message still lists."""
_BYTE = 256
_EMPTY: dict[str, Any] = {"string": "", "integer": 0, "number": 0, "boolean": False}


def is_of(value: Plain, types: frozenset[str]) -> bool:
    """Whether a value is of one of JSON's types; true is no number, 1.0 is a whole one."""
    if value is None:
        return "null" in types
    if isinstance(value, bool):
        return "boolean" in types
    if isinstance(value, str):
        return "string" in types
    if isinstance(value, dict):
        return "object" in types
    if isinstance(value, list):
        return "array" in types
    return "number" in types or ("integer" in types and (isinstance(value, int) or value.is_integer()))


def same(one: Plain, other: Plain) -> bool:
    """Whether two values are equal as JSON; true and 1 are not."""
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def is_bytes(value: Plain) -> bool:
    """Whether a value is a list that Go decodes as bytes: small numbers, null for 0."""
    if not isinstance(value, list):
        return False
    return all(
        one is None or (isinstance(one, int) and one is not True and one is not False and 0 <= one < _BYTE)
        for one in value
    )


def _needs_value(schema: Schema) -> bool:
    """Whether a required field that may be null by its type may not be: an empty map would lack fields, too."""
    return "null" in schema.types and ("object" not in schema.types or bool(schema.required))


class Explanation:
    """The mismatches of a value in the order in which they stand in it, and whether it holds nulls that are allowed."""

    def __init__(self) -> None:
        self.errors: list[Mismatch] = []
        self.nulls = False

    def root(self, value: Plain, schema: Schema) -> None:
        """Explain an object: null is none, whatever the schema says."""
        if value is None:
            self._add((), "type", "must be a map, found nothing")
        else:
            self.value(value, schema, ())

    def value(self, value: Plain, schema: Schema, path: Path) -> None:
        """Explain a value at a path."""
        if schema.types and not is_of(value, schema.types):
            if schema.format == "byte" and is_bytes(value):
                self.nulls = True  # so the list is replaced
                return
            message = f"must be {wanted(schema)}, found {shown(value)}"
            self._add(path, "type", message, cure_of_type(value, schema))
            return
        if schema.enum is not None and not any(same(value, one) for one in schema.enum):
            self._not_among(value, schema.enum, path)
            return
        if value is None:
            self.nulls = self.nulls or not schema.is_free
            return
        self._inside(value, schema, path)
        if schema.limits is not None:
            from generator.schemas.limits import beyond

            self.errors += beyond(value, schema.limits, path)

    def _inside(self, value: Plain, schema: Schema, path: Path) -> None:
        """What is right in type: the entries of a map, the items of a list, the value of a scalar."""
        if isinstance(value, dict):
            self._map(value, schema, path)
        elif isinstance(value, list):
            if schema.items is not None and not schema.items.is_free:
                for index, item in enumerate(value):
                    self._item(item, schema.items, (*path, index))
        elif isinstance(value, str):
            if schema.closed is not None and value not in schema.closed:
                self._not_among(value, schema.closed, path)
        elif schema.format in RANGES and not isinstance(value, bool):
            self._number(value, schema.format, path)

    def _item(self, item: Plain, schema: Schema, path: Path) -> None:
        if item is None and schema.null_is_empty and (schema.required or "" not in (schema.closed or ("",))):
            self._no_value(schema, path)
        else:
            self.value(item, schema, path)

    def _no_value(self, schema: Schema, path: Path) -> None:
        """Null where a value is needed, although the type would take it."""
        self._add(path, "type", f"must be {wanted(schema)}, found nothing")

    def _add(self, path: Path, kind: str, message: str, cure: str = "") -> None:
        self.errors.append(Mismatch(path, kind, message, cure))

    def _not_among(self, value: Plain, allowed: tuple[Plain, ...], path: Path) -> None:
        found = quoted(value) if isinstance(value, str) else shown(value)
        near = nearest(value, [one for one in allowed if isinstance(one, str)]) if isinstance(value, str) else ""
        cure = f"did you mean {near}?" if near else ""
        if len(allowed) > _MANY_VALUES:
            self._add(path, "enum", f"{found} is not one of the {len(allowed)} values allowed here", cure)
            return
        # An empty text is as good as no value: it is allowed, but nobody is told to write it.
        words = choice([written(one) for one in allowed if one not in ("", None)]) or "left out"
        self._add(path, "enum", f"must be {words}, found {found}", cure)

    def _number(self, value: float, name: str, path: Path) -> None:
        low, high = RANGES[name]
        if not low <= value <= high:
            self._add(path, "limit", f"must be between {low} and {high}, found {shown(value)}")

    def _map(self, value: dict[str, Plain], schema: Schema, path: Path) -> None:
        properties, additional = schema.properties, schema.additional
        if not properties and (additional is None or additional.is_free) and not schema.required:
            if additional is None:
                for key in value:
                    self._unknown(key, schema, path)
            return
        for key, child in value.items():
            field = properties.get(key, additional)
            if field is None:
                self._unknown(key, schema, path)
            elif not field.is_free:
                self.value(child, field, (*path, key))
        for name in schema.required:
            if name not in value:
                self._add((*path, name), "required", f"{name} is missing")
            elif value[name] is None and schema.null_is_empty and _needs_value(properties[name]):
                self._no_value(properties[name], (*path, name))

    def _unknown(self, key: str, schema: Schema, path: Path) -> None:
        where = f"{path[-1]} has" if path and isinstance(path[-1], str) else "there is"
        no = f"no field {quoted(key)}" if where != "there is" else f"no field {quoted(key)} here"
        self._add((*path, key), "unknown", f"{where} {no}", known(key, schema.properties.keys()))


def fitted(value: Plain, schema: Schema) -> Plain:
    """A copy of a value without nulls and without what the schema's types refuse."""
    if isinstance(value, list) and schema.format == "byte":
        from base64 import b64encode

        return b64encode(bytes(one if isinstance(one, int) else 0 for one in value)).decode()
    if isinstance(value, dict) and not schema.is_free:
        return _fitted_map(value, schema)
    if isinstance(value, list) and schema.items is not None and not schema.items.is_free:
        return [_item(item, schema.items) for item in value]
    return value


def _fitted_map(value: dict[str, Plain], schema: Schema) -> dict[str, Plain]:
    found = {}
    for key, child in value.items():
        field = schema.properties.get(key, schema.additional)
        if child is None and schema.null_is_empty and (key in schema.required or key not in schema.properties):
            if field is not None and field.types:
                found[key] = _item(None, field)
        elif child is not None and field is not None and _is_fit(child, field):
            found[key] = fitted(child, field)
    return found


def _is_fit(value: Plain, schema: Schema) -> bool:
    return not schema.types or is_of(value, schema.types) or (schema.format == "byte" and is_bytes(value))


def _item(value: Plain, schema: Schema) -> Plain:
    if value is not None and _is_fit(value, schema):
        return fitted(value, schema)
    if schema.format in _NUMBERS:
        return 0
    if "object" in schema.types:
        return {}
    if "array" in schema.types:
        return []
    return next((empty for name, empty in _EMPTY.items() if name in schema.types), value)

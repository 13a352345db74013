"""A schema: what may stand at one place of an object."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.documents.manifest import Path
    from generator.documents.node import Plain

NO_PROPERTIES: Mapping[str, Schema] = {}
_INT32 = (-(2**31), 2**31 - 1)
RANGES = {"int32": _INT32, "int64": (-(2**63), 2**63 - 1), "int-or-string": _INT32}
"""The least and the greatest whole number of the formats that have them."""
_NONE: frozenset[type] = frozenset()
_EVERY: frozenset[type] = frozenset({dict, list, str, int, float, bool, type(None)})


class Source(Protocol):
    """Where schemas come from: fills one in when it is first looked at."""

    def fill(self, schema: Schema, raw: Any, /) -> None:
        """Set what ``raw``, the schema as the source knows it, says."""


class Schema:
    """What may stand at a place of an object; filled in when it is first looked at, and shared.

    ``types`` are JSON's (object, array, string, integer, number, boolean, null), none of them where anything goes.
    ``properties`` are the fields of a map, ``additional`` what its other keys hold: None where it has no others.
    ``items`` is what a list holds, None for anything. ``enum`` are all allowed values, ``closed`` the only texts that
    the API server takes where the published schema allows any; None where there is no such limit. ``format`` is
    OpenAPI's or "": int32, int64, double, byte, date-time, and int-or-string or quantity. ``merge_key`` and
    ``merge_strategy`` ("merge", "replace", "retainKeys" or several with commas) say how a patch is merged,
    ``list_type`` ("map", "set", "atomic") and ``list_keys`` how server-side apply does; "" and () where nothing does.
    ``limits`` are keywords of JSON Schema beyond these (of custom resources), None without any. ``null_is_empty`` says
    that null is decoded as an empty value, as in all kinds of Kubernetes' own.

    For a check that wants to know at once: ``plain`` are the classes of values that need no further look, ``words`` the
    only texts, ``range`` that of whole numbers; ``nullable``, ``is_map`` and ``is_list`` say what may stand here.
    """

    __slots__ = (
        "_raw", "_source", "additional", "closed", "enum", "format", "is_list", "is_map", "items", "limits",
        "list_keys", "list_type", "merge_key", "merge_strategy", "null_is_empty", "nullable", "plain", "properties",
        "range", "required", "types", "words",
    )  # fmt: skip

    types: frozenset[str]
    properties: Mapping[str, Schema]
    additional: Schema | None
    items: Schema | None
    required: tuple[str, ...]
    enum: tuple[Plain, ...] | None
    closed: tuple[str, ...] | None
    format: str
    merge_key: str
    merge_strategy: str
    list_type: str
    list_keys: tuple[str, ...]
    limits: Mapping[str, Any] | None
    plain: frozenset[type]
    words: tuple[Plain, ...] | None
    range: tuple[int, int] | None
    null_is_empty: bool
    nullable: bool
    is_map: bool
    is_list: bool

    def __init__(self, source: Source, raw: Any) -> None:
        self._source = source
        self._raw = raw

    def __getattr__(self, name: str) -> Any:
        """Any of the slots, when it is asked for while nothing is filled in."""
        if name.startswith("_"):
            raise AttributeError(name)
        self.types = frozenset()
        self.properties = NO_PROPERTIES
        self.additional = self.items = self.enum = self.closed = self.limits = None
        self.required = self.list_keys = ()
        self.null_is_empty = False
        self.format = self.merge_key = self.merge_strategy = self.list_type = ""
        self._source.fill(self, self._raw)
        self._prepare()
        return object.__getattribute__(self, name)

    def __repr__(self) -> str:
        return f"Schema({self._raw!r})"

    @property
    def is_free(self) -> bool:
        """Whether anything at all may stand here."""
        return self.plain is _EVERY

    def _prepare(self) -> None:
        types = self.types
        self.plain = _NONE
        self.words = self.range = None
        self.nullable = self.is_map = self.is_list = False
        if self.limits is not None:
            return
        if not types and self.enum is None:
            self.plain = _EVERY
            return
        self.words = self.closed if self.enum is None else self.enum
        if self.words is not None:
            self.nullable = "null" in types and self.enum is None
            return
        self.nullable = "null" in types
        self.range = RANGES.get(self.format)
        self.is_map = "object" in types
        self.is_list = "array" in types and self.items is not None
        self.plain = frozenset(_plain(self))


def _plain(schema: Schema) -> set[type]:
    """The classes of values that a schema takes whatever the value is."""
    types = schema.types
    found: set[type] = set()
    if "string" in types:
        found.add(str)
    if "boolean" in types:
        found.add(bool)
    if "number" in types:
        found |= {int, float}
    elif "integer" in types and schema.range is None:
        found.add(int)
    if "array" in types and schema.items is None:
        found.add(list)
    free = schema.additional is not None and schema.additional.is_free
    if "object" in types and free and not schema.properties and not schema.required:
        found.add(dict)
    return found


class _Anything:
    """The source of the schema that takes everything."""

    def fill(self, schema: Schema, raw: Any, /) -> None:
        """Leave it as it is."""


ANYTHING = Schema(_Anything(), "anything")


def field(schema: Schema, path: Path) -> Schema | None:
    """The schema of what stands at a path below, None where nothing may."""
    found: Schema | None = schema
    for step in path:
        if found is None or found.is_free:
            return found
        if isinstance(step, int):
            found = (found.items or ANYTHING) if "array" in found.types else None
        else:
            found = found.properties.get(step, found.additional)
    return found

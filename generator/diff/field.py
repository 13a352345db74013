"""What is known of a place in an object: its shape, its schema, and the rule of a list."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from generator.diff.lists import rule_of
from generator.diff.model import ABSENT
from generator.diff.shape import Shape
from generator.diff.shapes import SHAPES
from generator.objects.resource import is_built_in
from generator.schemas import bundle
from generator.schemas.schema import ANYTHING

if TYPE_CHECKING:
    from generator.diff.lists import ListRule
    from generator.diff.model import Side
    from generator.documents.node import Plain
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope
    from generator.schemas.schema import Schema

_NONE = Shape()
_OBJECT = "Object"
_HASHED = frozenset({"Template", "BarePodSpec"})
"""Where another order of items is another hash of the pods, or refused."""


class Field:
    """A place in the objects of a kind; shared by all of them.

    ``schema`` is None where nothing is known. ``is_known`` says that Kubernetes itself defines it: there an empty list
    or map of free keys is no other thing than none. ``hashed`` says that it is part of a pod template.
    """

    __slots__ = ("_children", "_items", "_name", "_parent", "_rule", "hashed", "is_known", "schema", "shape", "type")

    def __init__(self, kind: str, schema: Schema | None, *, is_known: bool, hashed: bool = False) -> None:
        self.type = kind
        self.shape = SHAPES.get(kind, _NONE)
        self.schema = schema
        self.is_known = is_known and schema is not None
        self.hashed = hashed or kind in _HASHED
        self._parent = self._name = ""
        self._children: dict[str, Field] = {}
        self._items: Field | None = None
        self._rule: ListRule | None = None

    def child(self, key: str) -> Field:
        """The place under a key of a map."""
        known = self.schema
        if known is not None and key not in known.properties and key not in self.shape.fields:
            key = "*"
        found = self._children.get(key)
        if found is None:
            schema = known.properties.get(key, known.additional) if known is not None else None
            found = Field(self.shape.fields.get(key, ""), schema, is_known=self.is_known, hashed=self.hashed)
            found._parent, found._name = self.type, key
            self._children[key] = found
        return found

    @property
    def items(self) -> Field:
        """The place of the items of a list."""
        if self._items is None:
            schema = self.schema.items or ANYTHING if self.schema is not None else None
            self._items = Field(self.type, schema, is_known=self.is_known, hashed=self.hashed)
        return self._items

    @property
    def rule(self) -> ListRule:
        """How to compare the list that stands here."""
        if self._rule is None:
            self._rule = rule_of(self._parent, self._name, self.schema)
        return self._rule

    @property
    def is_quantity(self) -> bool:
        """Whether an amount stands here, which counts by its value."""
        return self.schema is not None and self.schema.format == "quantity"

    @property
    def is_of_any_keys(self) -> bool:
        """Whether a map such as labels stands here, where no keys are the same as no map."""
        return self.schema is not None and not self.schema.properties and not self.schema.is_free

    def says_nothing(self, value: dict[str, Plain]) -> bool:
        """Whether all that stands in a map is nothing to Kubernetes."""
        for key in value:  # noqa: SIM110 - a generator costs more than what it does here
            if self.value(value, key) is not ABSENT:
                return False
        return True

    def value(self, parent: dict[str, Plain], key: str) -> Side:
        """What a map says under a key, ABSENT where that is nothing to Kubernetes."""
        value = parent.get(key)
        if value is None:
            return ABSENT
        if not self.is_known:
            return value
        if value.__class__ is dict:
            return ABSENT if self.child(key).is_of_any_keys and self.child(key).says_nothing(value) else value
        if value:
            return value
        return ABSENT if value.__class__ is list or key in self.shape.empties else value

    def default(self, parent: dict[str, Plain], key: str) -> Side:
        """What the API server fills in under a key that a map lacks, ABSENT where it does not."""
        found = self.shape.defaults.get(key, ABSENT)
        return found(parent) if callable(found) else found

    def visible(self, value: Plain) -> Plain:
        """A value without what only servers write."""
        if not isinstance(value, dict) or not self.shape.ignored:
            return value
        return {key: self.child(key).visible(one) for key, one in value.items() if key not in self.shape.ignored}


def field_of(api_version: str, kind: str, minor: int, custom: Schema | None = None) -> Field:
    """The place of whole objects of a kind in Kubernetes 1.``minor``; ``custom`` is a custom resource's schema."""
    if custom is not None:
        return Field(_OBJECT, custom, is_known=False)
    return _field(api_version, kind, minor)


@lru_cache(maxsize=1 << 8)
def _field(api_version: str, kind: str, minor: int) -> Field:
    built_in = is_built_in(api_version.rpartition("/")[0])
    schema = bundle.schema(minor, api_version, kind)
    if schema is None and built_in:
        schema = next(
            (found for other in reversed(bundle.versions()) if (found := bundle.schema(other, api_version, kind))), None
        )
    return Field(kind if built_in and kind in SHAPES else _OBJECT, schema, is_known=built_in)


class Fields:
    """What is known of the kinds in an environment, with those that CustomResourceDefinitions in it define."""

    def __init__(self, before: Scope | None, after: Scope | None) -> None:
        scope = after or before
        self._minor = scope.minor if scope is not None else bundle.versions()[-1]
        self._customs: dict[tuple[str, str], Schema] = {}
        self._fields: dict[tuple[str, str], Field] = {}
        for one in (before, after):
            for definition in one.of("CustomResourceDefinition") if one is not None else ():
                from generator.schemas.custom import schemas_of

                self._customs.update(schemas_of(definition.value))

    def of(self, before: Resource, after: Resource) -> Field:
        """What is known of an object: by its API version after the change, or before where that is not served."""
        key = after.api_version, after.kind
        if key not in self._fields:
            field = field_of(*key, self._minor, self._customs.get(key))
            if field.schema is None:
                field = field_of(before.api_version, before.kind, self._minor, self._customs.get(key))
            self._fields[key] = field
        return self._fields[key]

"""The values that the API server takes where the published schemas allow any text."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.schemas.schema import Schema


def enums(schema: Schema, name: str) -> tuple[str, ...] | None:
    """The only values of a field, or of the items of one, of a map; None where there is no such limit.

    A value that is left out, or an empty text where the API server reads that as the default, is not among them.
    """
    field = schema.properties.get(name)
    if field is None:
        return None
    closed = field.closed if field.items is None else field.items.closed
    return None if closed is None else tuple(value for value in closed if value)

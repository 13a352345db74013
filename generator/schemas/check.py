"""What a schema says against an object, and the object without what is ill-typed.

Most objects are as they should be. So a walk that only answers whether one is, without paths and messages, comes
first; the one that tells what is wrong, and where, follows where there is something to tell.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, NamedTuple
from generator.schemas.schema import ANYTHING

if TYPE_CHECKING:
    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.schemas.schema import Schema

CLEAN, NULLS, WRONG = 0, 1, 2
"""What the first walk finds: nothing, nulls that are allowed, or something for the second one."""


class Mismatch(NamedTuple):
    """Something that the schema, or the API server beyond it, refuses.

    ``kind`` is "type", "required", "unknown", "enum" (none of the allowed values) or "limit" (out of range, and the
    other keywords of JSON Schema). ``path`` is the field's, also of one that is missing or unknown.
    """

    path: Path
    kind: str
    message: str
    cure: str = ""


class Checked(NamedTuple):
    """What was found in a value: all mismatches, and whether nulls stand where they are allowed."""

    schema: Schema
    errors: list[Mismatch]
    nulls: bool


def check(value: Plain, schema: Schema) -> Checked:
    """All that a schema has against an object. The verdict is JSON Schema's, closed values and ranges of numbers apart:

    null is fine where the schema takes null, 1.0 is a whole number, true is no number. Where null is an empty value, it
    is none for a field that is required, and a null in a list has none of the fields that are.
    """
    if first_look(value, schema) == CLEAN:
        return Checked(schema, [], nulls=False)
    from generator.schemas.explanation import Explanation

    explanation = Explanation()
    explanation.root(value, schema)
    return Checked(schema, explanation.errors, explanation.nulls)


def first_look(value: Plain, schema: Schema) -> int:
    """Whether an object is CLEAN, has NULLS where they are allowed, or anything WRONG, without telling what."""
    return _in_map(value, schema) if value.__class__ is dict and schema.is_map else WRONG


def fit(value: Plain, checked: Checked) -> Plain:
    """The value without what rules could trip over; the value itself where nothing is wrong and nothing is null.

    Ill-typed, unknown and null entries of maps are taken out; ill-typed and null items of lists become an empty value
    of the type that belongs there, so that the others keep their places. Where null is an empty value, it becomes one
    behind keys that are nobody's fields (labels, data) and in fields that are required.
    """
    if not checked.errors and not checked.nulls:
        return value
    from generator.schemas.explanation import fitted

    return fitted(value, checked.schema)


def _in_map(value: dict[str, Plain], schema: Schema) -> int:
    field_of = schema.properties.get
    additional = schema.additional
    found = CLEAN
    for key, child in value.items():
        field = field_of(key, additional)
        if field is None:
            return WRONG
        kind = child.__class__
        if kind in field.plain:
            continue
        if kind is dict and field.is_map:
            state = _in_map(child, field)
        elif kind is list and field.is_list:
            state = _in_list(child, field.items or ANYTHING)
        elif kind is str and field.words is not None:  # as _scalar says, without the call
            state = CLEAN if child in field.words else WRONG
        else:
            state = _scalar(child, field)
        if state:
            if state == WRONG:
                return WRONG
            found = NULLS
    return WRONG if schema.required and _lacks(value, schema.required) else found


def _lacks(value: dict[str, Plain], required: tuple[str, ...]) -> bool:
    for name in required:  # noqa: SIM110 - any() takes longer
        if name not in value:
            return True
    return False


def _in_list(value: list[Plain], items: Schema) -> int:
    found = CLEAN
    plain = items.plain
    for child in value:
        kind = child.__class__
        if kind in plain:
            continue
        if kind is dict and items.is_map:
            state = _in_map(child, items)
        elif kind is list and items.is_list:
            state = _in_list(child, items.items or ANYTHING)
        else:
            state = _scalar(child, items)
        if state:
            if state == WRONG:
                return WRONG
            found = NULLS
    return found


def _scalar(value: Plain, schema: Schema) -> int:
    """What the classes of values do not tell: texts out of a few, numbers in a range, null; and limits."""
    if value is None and schema.nullable:
        return NULLS
    kind = value.__class__
    if kind is str and schema.words is not None:
        return CLEAN if value in schema.words else WRONG
    if kind is int and schema.range is not None and schema.words is None:
        return CLEAN if schema.range[0] <= value <= schema.range[1] else WRONG
    if schema.limits is None:
        return WRONG
    from generator.schemas.explanation import Explanation

    explanation = Explanation()
    explanation.value(value, schema, ())
    return WRONG if explanation.errors else NULLS if explanation.nulls else CLEAN

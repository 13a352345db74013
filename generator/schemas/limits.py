"""What schemas of custom resources ask beyond types: ranges, lengths, patterns, formats, and choices of forms."""

from __future__ import annotations

import json
from functools import cache

from generator.lean import TYPE_CHECKING, Any
from generator.schemas.check import Mismatch
from generator.schemas.explanation import Explanation
from generator.schemas.wording import choice, quoted, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from re import Pattern

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.schemas.schema import Schema

KEYWORDS = frozenset({
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern",
    "format", "minItems", "maxItems", "uniqueItems", "listKeys", "minProperties", "maxProperties", "allOf", "anyOf",
    "oneOf", "not",
})  # fmt: skip
"""The keywords that ``beyond`` looks at. ``allOf``, ``anyOf``, ``oneOf`` and ``not`` hold Schemas, ``listKeys`` the
fields that tell the items of a list apart (() where the items themselves must differ)."""

LONGEST = 2000
"""Characters of a text that a pattern is tried on: Python's patterns may take for ever where Go's do not."""


def beyond(value: Plain, limits: Mapping[str, Any], path: Path) -> list[Mismatch]:
    """What is outside the limits of a schema; null is never."""
    if value is None:
        return []
    if isinstance(value, str):
        found = [*_text(value, limits)]
    elif isinstance(value, list):
        found = [*_sizes(len(value), limits, "Items", "item"), *_repeated(value, limits)]
    elif isinstance(value, dict):
        found = [*_sizes(len(value), limits, "Properties", "field")]
    elif isinstance(value, bool):
        found = []
    else:
        found = [*_number(value, limits)]
    return [*(Mismatch(path, "limit", message) for message in found), *_forms(value, limits, path)]


def _number(value: float, limits: Mapping[str, Any]) -> Iterator[str]:
    low, above = _bounds(limits, "Minimum")
    high, below = _bounds(limits, "Maximum")
    if low is not None and value < low:
        yield f"must be at least {low}, found {shown(value)}"
    if high is not None and value > high:
        yield f"must be at most {high}, found {shown(value)}"
    if above is not None and value <= above:
        yield f"must be more than {above}, found {shown(value)}"
    if below is not None and value >= below:
        yield f"must be less than {below}, found {shown(value)}"
    step = limits.get("multipleOf")
    if step and not _is_multiple(value, step):
        yield f"must be a multiple of {step}, found {shown(value)}"


def _is_multiple(value: float, step: float) -> bool:
    if isinstance(value, int) and isinstance(step, int):
        return value % step == 0
    try:
        return (value / step).is_integer()
    except OverflowError:
        return True


def _bounds(limits: Mapping[str, Any], name: str) -> tuple[float | None, float | None]:
    """The bound that a number may reach, and the one that it may not."""
    bound, exclusive = limits.get(name.lower()), limits.get(f"exclusive{name}")
    if exclusive is True:
        # OpenAPI 3.0, and so CRDs, say true beside the bound; newer JSON Schemas say the bound itself.
        return None, bound
    return bound, None if exclusive is False else exclusive


def _sizes(size: int, limits: Mapping[str, Any], suffix: str, word: str) -> Iterator[str]:
    low, high = limits.get(f"min{suffix}"), limits.get(f"max{suffix}")
    if low is not None and size < low:
        yield f"must have at least {low} {word}{'' if low == 1 else 's'}, found {size}"
    if high is not None and size > high:
        yield f"must have at most {high} {word}{'' if high == 1 else 's'}, found {size}"


def _text(value: str, limits: Mapping[str, Any]) -> Iterator[str]:
    yield from _sizes(len(value), limits, "Length", "character")
    source = limits.get("pattern")
    pattern = compiled(source) if source is not None and len(value) <= LONGEST else None
    if pattern is not None and not pattern.search(value):
        yield f"must match {source}, found {quoted(value)}"
    form = limits.get("format")
    if form is not None:
        from generator.schemas.formats import FORMATS

        fits, words = FORMATS.get(form, (None, ""))
        if fits is not None and not fits(value):
            yield f"must be {words}, found {quoted(value)}"


@cache
def compiled(source: str) -> Pattern[str] | None:
    """Go's pattern as one of Python's, None where Python has nothing like it."""
    import re
    import warnings

    from generator.schemas.patterns import translated

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(translated(source), re.ASCII)
    except (re.error, OverflowError, RecursionError):
        return None


def _repeated(value: list[Plain], limits: Mapping[str, Any]) -> Iterator[str]:
    keys = limits.get("listKeys")
    if keys is None and not limits.get("uniqueItems"):
        return
    seen = set()
    for item in value:
        told = {key: item.get(key) for key in keys} if keys and isinstance(item, dict) else item
        text = json.dumps(told, sort_keys=True)
        if text in seen:
            yield f"must not have two items with {text}" if keys else f"must not have {text} twice"
            return
        seen.add(text)


def _forms(value: Plain, limits: Mapping[str, Any], path: Path) -> Iterator[Mismatch]:
    for schema in limits.get("allOf", ()):
        yield from errors_of(value, schema, path)
    if "anyOf" in limits:
        tried = [errors_of(value, schema, path) for schema in limits["anyOf"]]
        if all(tried):
            yield _none_fits(tried, limits["anyOf"], path, "at least one of")
    if "oneOf" in limits:
        tried = [errors_of(value, schema, path) for schema in limits["oneOf"]]
        fitting = tried.count([])
        if not fitting:
            yield _none_fits(tried, limits["oneOf"], path, "one of")
        elif fitting > 1:
            fields = _fields([one for one, errors in zip(limits["oneOf"], tried, strict=True) if not errors])
            message = f"only one of {choice(fields)} may be set" if fields else _SEVERAL.format(fitting, len(tried))
            yield Mismatch(path, "limit", message)
    if "not" in limits and not errors_of(value, limits["not"], path):
        fields = _fields([limits["not"]])
        message = f"must not have {choice(fields)}" if fields else "must not be as it is: the schema excludes it"
        yield Mismatch(path, "limit", message)


_SEVERAL = "fits {} of the {} forms of which exactly one is allowed"


def errors_of(value: Plain, schema: Schema, path: Path) -> list[Mismatch]:
    """What one form has against a value."""
    explanation = Explanation()
    explanation.value(value, schema, path)
    return explanation.errors


def _none_fits(tried: list[list[Mismatch]], forms: Sequence[Schema], path: Path, word: str) -> Mismatch:
    """The message for no form: the fields to choose from, or the complaint of the form that comes nearest."""
    fields = _fields(forms)
    if fields and len(fields) == len(forms):
        return Mismatch(path, "limit", f"{word} {choice(fields)} must be set")
    nearest = min(tried, key=lambda errors: (len(errors), -max(len(error.path) for error in errors)))
    if len(forms) == 1 or all(errors[0].message == nearest[0].message for errors in tried):
        return nearest[0]
    return Mismatch(nearest[0].path, "limit", f"fits none of {len(forms)} allowed forms: {nearest[0].message}")


def _fields(forms: Sequence[Schema]) -> list[str]:
    """The fields that each form asks for, [] where one asks for something else."""
    fields = [" and ".join(form.required) for form in forms]
    return fields if all(fields) else []

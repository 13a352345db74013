"""How messages speak of types and values in objects."""

from __future__ import annotations

import json

from generator.documents.wording import nearest
from generator.lean import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from generator.schemas.schema import Schema

LONGEST = 60
"""Characters of a value that a message repeats."""
MANY = 12
"""Names that a cure still lists."""

_TYPES = {
    "object": "a map",
    "array": "a list",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "string": "text",
}


def wanted(schema: Schema) -> str:
    """``a whole number or text``: what may stand somewhere."""
    if schema.format == "quantity":
        return "a quantity such as 500m or 1Gi"
    types = schema.types - {"integer"} if "number" in schema.types else schema.types
    return choice([words for name, words in _TYPES.items() if name in types]) or "nothing"


def choice(words: Sequence[str]) -> str:
    """``a, b or c``."""
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def shown(value: Any) -> str:
    """``text "5"``, ``the number 5``, ``a map``: a value in a message, cut short where it is long."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"text {quoted(value)}"
    return f"the number {value}"


def quoted(text: str) -> str:
    """Text in double quotes on one line, cut short where it is long."""
    return json.dumps(text if len(text) <= LONGEST else text[: LONGEST - 3] + "...", ensure_ascii=False)


def written(value: Any) -> str:
    """An allowed value in a list of them: text as it is, except nothing."""
    return value if isinstance(value, str) and value else json.dumps(value)


def cure_of_type(value: Any, schema: Schema) -> str:
    """How a value of the wrong type becomes one of the right type, where that is plain to see."""
    types = schema.types
    if isinstance(value, bool | int | float) and "string" in types and not schema.format:
        return "write it in quotes" if isinstance(value, bool | float) else f'write it in quotes: "{value}"'
    if isinstance(value, str) and _reads_as(value, types):
        return f"write it without quotes: {value}"
    if isinstance(value, dict) and "array" in types:
        return "write it as a list: begin each item with a dash"
    if isinstance(value, str | int) and "array" in types and len(str(value)) <= LONGEST:
        return f"write it as a list: [{json.dumps(value, ensure_ascii=False)}]"
    return ""


def _reads_as(text: str, types: Collection[str]) -> bool:
    if "boolean" in types:
        return text in ("true", "false")
    digits = text.removeprefix("-")
    return bool({"integer", "number"} & set(types)) and digits.isascii() and digits.isdigit() and len(digits) < MANY


def known(key: str, names: Collection[str]) -> str:
    """The cure for a name that is not known: the nearest one that is, else all of them, where they are few."""
    near = nearest(key, names)
    if near:
        return f"did you mean {near}?"
    return f"known here: {', '.join(sorted(names))}" if 0 < len(names) <= MANY else ""

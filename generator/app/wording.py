"""How messages speak of values: in plain words, never in Python's."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.documents.wording import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.documents.node import Node, Plain

__all__ = ["choice", "flow", "found", "known", "listing", "nearest", "quoted", "type_words"]

LONGEST = 80
"""Characters of a value that a message repeats."""

MANY = 20
"""Names that a cure still lists."""

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "object": "a map",
    "array": "a list",
}


def type_words(types: Sequence[str]) -> str:
    """``text or a map`` for ``["string", "object", "null"]``."""
    # Where text and numbers are both welcome, the number is text that needs no quotes.
    text = ("number", "boolean") if "string" in types else ()
    return choice(_TYPES[name] for name in types if name != "null" and name not in text)


def choice(words: Iterable[str]) -> str:
    """``a, b or c``."""
    listed = list(words)
    return " or ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)


def listing(words: Iterable[str]) -> str:
    """``a, b and c``."""
    listed = list(words)
    return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)


def found(node: Node) -> str:
    """What stands there, as written, cut short where it is long."""
    value = node.value
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return f"{'true' if value else 'false'}" + (f" (written {node.text})" if _other(node, value) else "")
    if isinstance(value, str):
        return f"text {quoted(value)}"
    return f"the number {node.text or value}"


def _other(node: Node, value: bool) -> bool:  # noqa: FBT001 - it is the value spoken of
    return node.text is not None and node.text != ("true" if value else "false")


def quoted(text: Plain) -> str:
    """Text in double quotes on one line, cut short where it is long."""
    shown = str(text)
    return json.dumps(shown if len(shown) <= LONGEST else shown[: LONGEST - 3] + "...", ensure_ascii=False)


def flow(value: Plain) -> str:
    """A small value of maps, lists and text as a person writes it on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(child)}" for key, child in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    return str(value)


def known(key: str, names: Iterable[str]) -> str:
    """The cure for a name that is not known: the nearest one that is, else all of them, where they are few."""
    listed = list(names)
    near = nearest(key, listed)
    if near:
        return f"did you mean {near}?"
    return f"known here: {', '.join(listed)}" if 0 < len(listed) <= MANY else ""

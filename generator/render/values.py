"""values.yaml with its comments, and what an environment changes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.documents.emitter import block

if TYPE_CHECKING:
    from generator.documents.node import Plain


def delta(base: dict[str, Plain], environment: dict[str, Plain]) -> dict[str, Plain]:
    """What a later values file says so that Helm turns ``base`` into ``environment``: null removes a key."""
    changed: dict[str, Plain] = {}
    for key, value in environment.items():
        old = base.get(key)
        if isinstance(value, dict) and isinstance(old, dict):
            inner = delta(old, value)
            if inner:
                changed[key] = inner
        elif key not in base or not same(old, value):
            changed[key] = value
    removed = [key for key in base if key not in environment]
    return {**changed, **dict.fromkeys(removed)}


def same(left: Plain, right: Plain) -> bool:
    """Whether two values are the same to JSON: 1 and true differ, 1 and 1.0 do not."""
    if isinstance(left, bool) != isinstance(right, bool):
        return False
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(same(a, b) for a, b in zip(left, right, strict=True))
    return bool(left == right)


def commented(values: dict[str, Plain], documentation: dict[str, Plain], head: list[str]) -> str:
    """The text of values.yaml: ``documentation`` is a JSON Schema whose descriptions become comments."""
    lines = [f"# {line}".rstrip() for line in head]
    for key, value in values.items():
        schema = (documentation.get("properties") or {}).get(key, {})
        lines += ["", *_comment(schema.get("description", ""), 0), *_lines(key, value, schema, 0)]
    return "\n".join(lines) + "\n"


def _lines(key: str, value: Plain, schema: dict[str, Plain], indent: int) -> list[str]:
    properties = schema.get("properties") or {}
    if not (
        isinstance(value, dict)
        and value
        and any(isinstance(item, dict) and "description" in item for item in properties.values())
    ):
        return block({key: value}, indent)
    lines = block({key: {"": None}}, indent)[:1]
    for name, child in value.items():
        below = properties.get(name, {})
        lines += [*_comment(below.get("description", ""), indent + 2), *_lines(name, child, below, indent + 2)]
    return lines


def _comment(text: str, indent: int) -> list[str]:
    return [f"{' ' * indent}# {text}"] if text else []

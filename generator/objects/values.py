"""Looking into values of which little is known."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.documents.node import Plain


def maps(value: Any) -> list[dict[str, Plain]]:
    """The maps of a list; [] for what is no list, which only objects without a schema can hold here."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def at(value: Any, *steps: str | int) -> Any:
    """The value below another one, None where there is none: ``at(spec, "template", "spec", "containers", 0)``."""
    for step in steps:
        if isinstance(step, str):
            value = value.get(step) if isinstance(value, dict) else None
        else:
            value = value[step] if isinstance(value, list) and -len(value) <= step < len(value) else None
        if value is None:
            return None
    return value

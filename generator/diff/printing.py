"""Texts without what a terminal or a log would obey."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.documents.node import Plain

_KEPT = frozenset("\t")
_KEPT_IN_VALUES = frozenset("\t\n")


def printable(text: str, kept: frozenset[str] = _KEPT) -> str:
    """The text with control characters, line breaks and marks that turn its direction written as escapes."""
    if text.isprintable():
        return text
    shown = (one if one.isprintable() or one in kept else one.encode("unicode_escape").decode() for one in text)
    return "".join(shown)


def printable_value(value: Plain) -> Plain:
    """A plain value with all its texts printable; line breaks stay."""
    if isinstance(value, str):
        return printable(value, _KEPT_IN_VALUES)
    if isinstance(value, dict):
        return {printable(key): printable_value(child) for key, child in value.items()}
    return [printable_value(child) for child in value] if isinstance(value, list | tuple) else value

"""The data of Secrets as one: ``stringData`` is ``data`` that is not yet base64, and wins where both have a key.

Source: pkg/apis/core/v1/conversion.go of Kubernetes (Convert_v1_Secret_To_core_Secret).
"""

from __future__ import annotations

from binascii import Error, a2b_base64
from types import NoneType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from generator.documents.manifest import Path
    from generator.documents.node import Plain

FIELDS = ("data", "stringData")


class Entry(NamedTuple):
    """A value of a Secret: the text behind the base64, or what was written where that is no text, and its path."""

    value: Plain
    path: Path


def has_entries(secret: dict[str, Plain]) -> bool:
    """Whether what a Secret holds can be read as entries: whether its fields are maps, where they are there."""
    return all(isinstance(secret.get(field), dict | NoneType) for field in FIELDS)


def entries(secret: dict[str, Plain]) -> dict[str, Entry]:
    """The entries of a Secret by key, from both fields."""
    found: dict[str, Entry] = {}
    for field in FIELDS:
        for key, value in (secret.get(field) or {}).items():
            if value is not None:
                found[key] = Entry(decoded(value) if field == "data" else value, (field, key))
    return found


def decoded(value: Plain) -> Plain:
    """The text that base64 stands for; the value itself where it is no base64 or stands for no text."""
    if not isinstance(value, str):
        return value
    try:
        return a2b_base64(value.replace("\n", "").replace("\r", ""), strict_mode=True).decode()
    except (Error, ValueError):
        return value

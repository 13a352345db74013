"""The data of Secrets as one: ``stringData`` is ``data`` that is not yet base64, and wins where both have a key.

Source: pkg/apis/core/v1/conversion.go of Kubernetes (Convert_v1_Secret_To_core_Secret).
"""

from __future__ import annotations

from binascii import Error, a2b_base64
from typing import TYPE_CHECKING, NamedTuple

from generator.diff.model import ABSENT

if TYPE_CHECKING:
    from generator.diff.field import Field
    from generator.documents.manifest import Path
    from generator.documents.node import Plain

FIELDS = ("data", "stringData")


class Entry(NamedTuple):
    """A value of a Secret: the text behind the base64, or what was written where that is no text, and its path."""

    value: Plain
    path: Path


def fields_of_entries(before: dict[str, Plain], after: dict[str, Plain]) -> tuple[str, ...]:
    """Those of the fields that are maps on both sides, or are not there: what else they are has no entries."""
    return tuple(
        name for name in FIELDS if isinstance(before.get(name) or {}, dict) and isinstance(after.get(name) or {}, dict)
    )


def entries(secret: dict[str, Plain], fields: tuple[str, ...], field: Field) -> dict[str, Entry]:
    """The entries of a Secret by key, from some of its fields; ``field`` is the Secret's own."""
    found: dict[str, Entry] = {}
    for name in fields:
        values, place = secret.get(name) or {}, field.child(name)
        for key in values:
            value = place.value(values, key)
            if value is not ABSENT:
                found[key] = Entry(decoded(value) if name == "data" else value, (name, key))
    return found


def decoded(value: Plain) -> Plain:
    """The text that base64 stands for; the value itself where it is no base64 or stands for no text."""
    if not isinstance(value, str):
        return value
    try:
        return a2b_base64(value.replace("\n", "").replace("\r", ""), strict_mode=True).decode()
    except (Error, ValueError):
        return value

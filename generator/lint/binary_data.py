"""Bytes as Kubernetes takes them in YAML: base64 text (fields of type ``[]byte``).

Source: encoding/json and encoding/base64 (StdEncoding) of Go, which ignores line breaks and wants the padding.
"""

from __future__ import annotations

from generator.lean import remembered

_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")


@remembered
def fault(text: str) -> str | None:
    """Why a text is no base64, None where it is."""
    bare = text.replace("\n", "").replace("\r", "")
    body = bare.rstrip("=")
    if not _LETTERS.issuperset(body):
        found = next(one for one in body if one not in _LETTERS)
        return "'=' may stand at the end alone" if found == "=" else f"it has {_shown(found)}"
    if len(bare) % 4:
        return f"it has {len(bare)} characters, which is no multiple of 4"
    return "it ends with too many '='" if len(bare) - len(body) > 2 else None  # noqa: PLR2004


def _shown(character: str) -> str:
    return {" ": "a blank", "\t": "a tab", "-": "'-', as base64 for URLs has", "_": "'_', as base64 for URLs has"}.get(
        character, repr(character)
    )


def size(text: str) -> int:
    """The number of bytes that a base64 text stands for."""
    bare = text.replace("\n", "").replace("\r", "")
    return len(bare) * 3 // 4 - (len(bare) - len(bare.rstrip("=")))


def decoded(text: str) -> bytes:
    """The bytes of a base64 text without faults."""
    from binascii import a2b_base64

    return a2b_base64(text)

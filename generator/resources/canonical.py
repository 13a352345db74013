"""JSON as Go's encoding/json writes it, so that a checksum is the same in a chart's template and here.

Source: Go's encoding/json, `appendString` and `floatEncoder` (Go 1.22 and later, as in Helm 3.15 and later).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from generator.documents.node import Plain

_SHORT: Final = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED: Final = {"<", ">", "&", "\u2028", "\u2029"}
_LARGE: Final = 1e21
_SMALL: Final = 1e-6


def canonical_json(value: Plain) -> str:
    """The text of ``{{ toJson }}`` for a value: sorted keys, no blanks, ``<``, ``>`` and ``&`` escaped."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return _string(value)
        case int() | float():
            return _number(value)
        case dict():
            return "{" + ",".join(f"{_string(key)}:{canonical_json(value[key])}" for key in _sorted(value)) + "}"
        case _:
            return "[" + ",".join(canonical_json(item) for item in value) + "]"


def _sorted(keys: dict[str, Plain]) -> list[str]:
    return sorted(keys, key=lambda key: key.encode())


def _string(text: str) -> str:
    return '"' + "".join(_character(character) for character in text) + '"'


def _character(character: str) -> str:
    if character in _SHORT:
        return _SHORT[character]
    if character < " " or character in _ESCAPED:
        return f"\\u{ord(character):04x}"
    return character


def _number(value: float) -> str:
    """A number as float64, which is what Helm holds: plain digits, an exponent only outside 1e-6 … 1e21."""
    number = float(value)
    size = abs(number)
    if size and (size < _SMALL or size >= _LARGE):
        mantissa, _, exponent = repr(number).partition("e")
        sign, digits = exponent[0], exponent[1:].lstrip("0")
        return (
            f"{mantissa.removesuffix('.0')}e{sign}{digits}"
            if sign == "-"
            else f"{mantissa.removesuffix('.0')}e+{digits}"
        )
    text = repr(number).removesuffix(".0")
    return text if "e" not in text else _spelled_out(text)


def _spelled_out(text: str) -> str:
    from decimal import Decimal

    return format(Decimal(text), "f")

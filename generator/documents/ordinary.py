"""Scalars that mean what they say: to Kubernetes, to every YAML specification and to the reader's eye.

All others are left to the exact reader, which knows what Kubernetes makes of them.
"""

from __future__ import annotations

from generator.lean import Any, Final, Pattern

MISS: Final = object()
"""What stands for "not ordinary: ask the exact reader" where there could be any value."""


class OddError(Exception):
    """The same, where it ends the reading."""


WORDS: dict[str, Any] = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "True", "TRUE", "on", "On", "ON", "Null", "NULL"), MISS),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "False", "FALSE", "off", "Off", "OFF"), MISS),
    "true": True,
    "false": False,
    "null": None,
    "~": None,
}
_INFINITE = frozenset((".inf", "-.inf", ".nan"))
_DIGITS = 19  # so many may be too many for a whole number
_TEXT_BEGINS = "_/$(~^\\=;<:"

# What ends with anything else is no number and no date.
_NUMERIC = frozenset("0123456789+-.:_xXoObBaAcCdDeEfF")

# Whole numbers, decimal fractions, versions and options (-f); behind them whatever some reader takes for a number or
# a date. What matches none of it is text.
_NUMBER = Pattern(
    r"(-?(?:0|[1-9][0-9]{0,17}))|(-?(?:0|[1-9][0-9]{0,8})\.[0-9]{1,6})|([0-9]+\.[0-9]+\.[0-9.]*|[^0-9]*)"
    r"|[-+]?0[xXoObB][-+0-9a-fA-F]*|[-+]?[0-9.]+(?:[eE][-+]?[0-9.]*)?|[-+]?[0-9]+(?::[0-9]+)+\.?[0-9]*"
    r"|[0-9]+(?:-[0-9]*)+"
)
_INSIDE = {'"': Pattern(r'[^"\\]*(?:\\["\\nt][^"\\]*)*'), "'": Pattern("[^']*(?:''[^']*)*")}
_BESIDE_TEXT = {'"': "\\", "'": "''"}
_ESCAPE = Pattern(r"\\.")
_ESCAPES = {'\\"': '"', "\\\\": "\\", "\\n": "\n", "\\t": "\t"}


def plain_value(text: str) -> Any:
    """The value of an unquoted scalar, or MISS where it could mean something else than it says."""
    first = text[0]
    if first.isalpha() or first in _TEXT_BEGINS:
        return WORDS.get(text, text)
    if first not in "0123456789-." or text[:2] == "- " or text == "-":
        return MISS
    if text[-1] not in _NUMERIC:
        return MISS if text.lower() in _INFINITE else text
    return _number(text)


def _number(text: str) -> Any:
    """The number that a text with the beginning and the end of one is, or the text where it is none, or MISS."""
    if text.isdigit() and text.isascii() and len(text) < _DIGITS and (text[0] != "0" or text == "0"):
        return int(text)
    found = _NUMBER.fullmatch(text.replace("_", ""))  # which YAML 1.1 allows in numbers
    whole, fraction, other = found.groups() if found else (None, None, text)
    if other is not None:
        return MISS if text.lower() in _INFINITE else text
    if whole and "_" not in text:
        return int(whole)
    if not fraction or "_" in text:
        return MISS
    value = float(fraction)
    # JSON, which Kubernetes makes of it, knows no difference between 1.0 and 1.
    return int(value) if value.is_integer() else value


def quoted_part(text: str, quote: str) -> tuple[str, bool] | None:
    """What stands within quotes from here on, as written, and whether they end in this line; None for a MISS."""
    if _BESIDE_TEXT[quote] in text:
        found = _INSIDE[quote].match(text)
        end = found.end() if found else 0
    else:
        end = text.find(quote)
    if end in {-1, len(text)}:
        return text, False
    rest = text[end + 1 :]
    odd = text[end] != quote or (rest and (rest[0] != " " or rest.lstrip(" ")[0] != "#"))
    return None if odd else (text[:end], True)


def unquoted(text: str, quote: str) -> str:
    """The text that is written like this within quotes."""
    if quote == "'":
        return text.replace("''", "'")
    return _ESCAPE.sub(lambda found: _ESCAPES[found[0]], text) if "\\" in text else text

"""What a scalar means: as Kubernetes reads it, and whether text survives unquoted.

Kubernetes converts YAML to JSON (sigs.k8s.io/yaml, a YAML 1.1 reader with exceptions of its own) before it looks at
anything, so these rules, and not those of a YAML specification, decide what a value is.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Pattern, TypeAlias

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

Scalar: TypeAlias = str | int | float | bool | None

CORE = "tag:yaml.org,2002:"

_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
}
_INTEGER = Pattern(
    r"([-+]?)(?:(0[xX][0-9a-fA-F]+)|(0[bB][01]+)|0([oO]?[0-7]+)|(0|[1-9][0-9]*))|(0b[-+][01]+)",
)
_FLOAT = Pattern(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_POINT_FLOAT = Pattern(r"\.[0-9](?:_?[0-9])*(?:[eE][-+]?[0-9](?:_?[0-9])*)?")
_TWO = "([0-9]{1,2})"
_CLOCK = rf"{_TWO}:{_TWO}:{_TWO}(?:[.,][0-9]+)?"
_TIMESTAMP = Pattern(rf"([0-9]{{4}})-{_TWO}-{_TWO}(?:[Tt]{_CLOCK}(?:Z|[-+][0-9]{{2}}:[0-9]{{2}})| +{_CLOCK})?")
_BASE64 = Pattern(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_ESCAPED_BYTE = Pattern("[\udc80-\udcff]")

# What may stand unquoted. An allowlist: letters first, because everything that some reader takes for a number, date,
# comparison or mark begins otherwise; quantities (500m, 1.5Gi, 30s, 25%) are let in because they are everywhere and
# no reader takes them for a number. Versions such as 1.2.3 are not: the float of the YAML 1.1 specification may have
# several dots. Brackets and braces stay out, so that no text can meet a template's or a flow collection's marks.
_PLAIN = Pattern(
    r"(?ai)(?!(?:y|n|yes|no|on|off|true|false|null|nan|inf|infinity)$)"
    r"(?:[a-z_/$(](?:[-a-z0-9_./+@%^$();~<>=!&*?|\\,'\"]|:(?=[^ ])| (?=[^ #]))*"
    r"|[0-9]+(?:\.[0-9]+)?(?:m|k|[kmgtp]i|g|t|p|s|ms|h|%))",
)

_LARGEST_UNSIGNED = 2**64 - 1
_SMALLEST_SIGNED = -(2**63)


def resolve(text: str, tag: str | None, plain: bool) -> Scalar:  # noqa: FBT001 - the parser's own flag
    """The JSON value of a scalar with this text, tag and style.

    ``plain`` says that it was written without quotes. Infinity and NaN come back as floats, which JSON cannot hold:
    the reader refuses them. ValueError, with the reason in plain words, where tag and text do not fit.
    """
    if tag is None:
        return json_number(_native(text)) if plain else text
    return json_number(_tagged(text, tag))


def key_text(text: str, tag: str | None, plain: bool) -> str:  # noqa: FBT001 - the parser's own flag
    """The JSON key that a scalar key becomes (``yes`` and ``1`` become "true" and "1"), or ValueError."""
    if tag is None and not plain:
        return text
    value = _native(text) if tag is None else _tagged(text, tag)
    if isinstance(value, str):
        return value
    if value is None or (isinstance(value, int) and value >= 2**63):
        raise ValueError("Kubernetes accepts no null and no number of more than 63 bits as a key")
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else _float_key(value)


def reads_as_string(text: str) -> bool:
    """Whether every YAML 1.1 and 1.2 reader takes this text, unquoted in block context, for exactly this string.

    When in doubt, no.
    """
    return _PLAIN.fullmatch(text) is not None


def is_infinite(value: float) -> bool:
    """Whether this is an infinity or NaN, which JSON cannot hold."""
    return value - value != 0


def json_number(value: Scalar) -> Scalar:
    """A value as it is after Kubernetes' way through JSON: whole floats of at most 64 bits are integers."""
    if type(value) is not float or not value.is_integer():
        return value
    # JSON gets the shortest digits that read back as this float, which are not its exact value above 2**53.
    whole = int(value) if abs(value) < 1e16 else _shortest_whole(value)  # noqa: PLR2004 - from here repr has an exponent
    return whole if _SMALLEST_SIGNED <= whole <= _LARGEST_UNSIGNED else value


def _shortest_whole(value: float) -> int:
    mantissa, _, exponent = repr(value).partition("e")
    whole, _, decimals = mantissa.partition(".")
    return int(whole + decimals + "0" * (int(exponent) - len(decimals)))


def _native(text: str) -> Scalar:
    """The value of an untagged plain scalar, by its first character as the reader of Kubernetes does it."""
    reading = _FIRST.get(text[:1])
    return text if reading is None else reading(text)


def _word(text: str) -> Scalar:
    return _WORDS.get(text, text)


def _point(text: str) -> Scalar:
    if text in _WORDS:
        return _WORDS[text]
    return _float(text) if _POINT_FLOAT.fullmatch(text) else text


def _number(text: str) -> Scalar:
    if text in _WORDS:
        return _WORDS[text]
    digits = text.replace("_", "")
    found = _INTEGER.fullmatch(digits)
    if found:
        whole = _integer(found)
        signed = found[1] != "" or found[6] is not None
        if _SMALLEST_SIGNED <= whole <= (_LARGEST_UNSIGNED >> 1 if signed else _LARGEST_UNSIGNED):
            return whole
    value = _float(digits) if _FLOAT.fullmatch(digits) else digits
    return text if isinstance(value, str) else value


def _integer(found: re.Match[str]) -> int:
    sign, hexadecimal, binary, octal, decimal, odd_binary = found.groups("")
    size: int
    if odd_binary:
        return int(odd_binary[3:], 2) * (-1 if odd_binary[2] == "-" else 1)
    if decimal:
        # int() refuses thousands of digits; so many do not fit anyway.
        size = int(decimal) if len(decimal) < 30 else _LARGEST_UNSIGNED + 1  # noqa: PLR2004 - more than 64 bits have
    elif octal:
        size = int(octal.lstrip("oO"), 8)
    else:
        size = int(hexadecimal, 16) if hexadecimal else int(binary, 2)
    return -size if sign == "-" else size


def _float(text: str) -> float | str:
    """The number, or the text itself where it is beyond what 64 bits hold."""
    value = float(text)
    return text if is_infinite(value) else value


_FIRST: dict[str, Callable[[str], Scalar]] = {
    **dict.fromkeys("0123456789+-", _number),
    **dict.fromkeys("yYnNtTfFoO~", _word),
    ".": _point,
    "": _word,
}


def _tagged(text: str, tag: str) -> Scalar:
    kind = tag.removeprefix(CORE) if tag.startswith(CORE) else ""
    if kind == "binary":
        return _binary(text)
    if kind == "timestamp" and not _is_timestamp(text):
        raise ValueError(f"{text!r} is no timestamp")
    if kind not in _TYPES:
        return text
    value = _native(text)
    if kind == "float" and type(value) is int and value < 2**63:
        return float(value)
    if type(value) is not _TYPES[kind]:
        raise ValueError(f"{text!r} is no !!{kind}")
    return value


_TYPES: dict[str, type] = {"int": int, "float": float, "bool": bool, "null": type(None)}


def _is_timestamp(text: str) -> bool:
    """Whether Go's parser takes this for one; the value stays text all the same."""
    import datetime as dt

    found = _TIMESTAMP.fullmatch(text)
    if not found:
        return False
    year, month, day, *clock = (int(part or 0) for part in found.groups())
    try:
        # The calendar repeats every 400 years, and Python's has no year 0.
        dt.date(2000 + year % 400, month, day)
    except ValueError:
        return False
    return all(part < limit for part, limit in zip(clock, (24, 60, 60, 24, 60, 60), strict=False))


def _binary(text: str) -> str:
    import base64

    packed = text.replace("\r", "").replace("\n", "")
    if not _BASE64.fullmatch(packed):
        raise ValueError("this is no base64 text")
    # Go turns every byte that is no UTF-8 into one replacement character; "replace" would join some.
    return _ESCAPED_BYTE.sub("\ufffd", base64.b64decode(packed).decode("utf-8", "surrogateescape"))


def _float_key(value: float) -> str:
    """A float key as Kubernetes writes it: the shortest digits that give the same 32-bit float."""
    import struct

    try:
        single = struct.unpack("f", struct.pack("f", value))[0]
    except OverflowError:
        single = value * float("inf")
    if is_infinite(single):
        return ".inf" if single > 0 else "-.inf" if single < 0 else ".nan"
    shortest = next(text for text in (f"{single:.{digits}e}" for digits in range(9)) if _same_single(text, single))
    return _go_general(shortest)


def _same_single(text: str, single: float) -> bool:
    import struct

    try:
        return bool(struct.unpack("f", struct.pack("f", float(text)))[0] == single)
    except OverflowError:
        return False


def _go_general(scientific: str) -> str:
    """``1.5e+00`` in Go's shortest general form: an exponent only below -4 and from 6 on."""
    mantissa, _, exponent = scientific.partition("e")
    power = int(exponent)
    if power < -4 or power >= 6:  # noqa: PLR2004 - Go's limits
        return f"{mantissa}e{'-' if power < 0 else '+'}{abs(power):02d}"
    return f"{float(scientific):.{max(len(mantissa.partition('.')[2]) - power, 0)}f}"

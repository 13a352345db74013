"""Quantities: amounts of CPU, memory, storage or anything else that is counted, such as ``500m``, ``1.5Gi``, ``2e3``.

Source: k8s.io/apimachinery pkg/api/resource (ParseQuantity, Quantity.UnmarshalJSON, suffix.go).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, remembered

if TYPE_CHECKING:
    from fractions import Fraction

    from generator.documents.node import Plain

DECIMAL = {"n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
BINARY = {"Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60}
_DIGITS = "0123456789"
_FURTHEST = 400  # beyond this an exponent only says "huge" or "tiny"; powers of it would take for ever
_LONGEST = 400
_FINEST = 10**9


def parse(value: Plain) -> Fraction | None:
    """The amount that a quantity stands for, exactly, or None for what is no quantity.

    As in Kubernetes, amounts finer than a billionth are rounded up, blanks around the text do not count, a sign is
    part of it, and a suffix without digits is 0. Numbers (YAML's ``2`` and ``0.5``) are read as their JSON text.
    """
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return _parse(value if isinstance(value, str) else repr(value))


def fault(value: Plain) -> str | None:
    """Why a value is no quantity, with what may have been meant; None where it is one."""
    if parse(value) is not None:
        return None
    text = str(value).strip()
    unit = text.lstrip("+-0123456789. ")
    number = text[: len(text) - len(unit)].strip()
    if number and unit:
        meant = number + (unit if parse(number + unit) is not None else _meant(unit) or "?")
        hint = "units are m, k, M, G, T and Ki, Mi, Gi, Ti" if parse(meant) is None else f"write {meant}"
        return f"{value!r} is no quantity: {hint}"
    return f"{value!r} is no quantity: it is a number with a unit, such as 500m or 2Gi"


def _meant(unit: str) -> str:
    """The suffix that a unit of everyday writing (``GB``, ``gib``, ``g``) probably means, "" where nobody can say."""
    letter = unit[:1].lower()
    if letter not in "kmgtpe" or unit.lower()[1:] not in ("", "b", "i", "ib"):
        return ""
    binary = "i" in unit.lower()
    upper = "k" if letter == "k" and not binary else letter.upper()
    return f"{upper}i" if binary else upper


@remembered
def _parse(text: str) -> Fraction | None:
    from fractions import Fraction

    text = text.strip(" \t\n\v\f\r\x85\xa0")
    unsigned = text[1:] if text[:1] in ("+", "-") else text
    whole = _leading_digits(unsigned)
    rest = unsigned[len(whole) :]
    part = _leading_digits(rest[1:]) if rest.startswith(".") else ""
    suffix = rest[len(part) + 1 :] if rest.startswith(".") else rest
    if not text or len(text) > _LONGEST:
        return None
    scale = _scale(suffix)
    if scale is None:
        return None
    amount = scale * Fraction(int((whole + part) or "0"), int("1" + "0" * len(part)))
    if _FINEST % amount.denominator:
        amount = Fraction(-(-amount.numerator * _FINEST // amount.denominator), _FINEST)
    return -amount if text.startswith("-") else amount


def _leading_digits(text: str) -> str:
    return text[: len(text) - len(text.lstrip(_DIGITS))]


def _scale(suffix: str) -> Fraction | None:
    """What a suffix multiplies with; None for what is none."""
    from fractions import Fraction

    if suffix in DECIMAL:
        return _power(DECIMAL[suffix])
    if suffix in BINARY:
        return Fraction(2 ** BINARY[suffix])
    exponent = suffix[1:]
    digits = exponent[1:] if exponent[:1] in ("+", "-") else exponent
    if suffix[:1] not in ("e", "E") or not (digits.isascii() and digits.isdigit()):
        return None
    far = min(int(digits[:_FURTHEST]), _FURTHEST)
    return _power(-far if exponent.startswith("-") else far)


def _power(exponent: int) -> Fraction:
    """A power of ten, exactly."""
    from fractions import Fraction

    return Fraction(10**exponent) if exponent >= 0 else Fraction(1, 10**-exponent)

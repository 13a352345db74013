"""Fields that take a number or a percentage: ``1``, ``"25%"``.

Source: kubernetes pkg/apis/apps/validation (ValidatePositiveIntOrPercent, getIntOrPercentValue).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.documents.node import Plain


def fault(value: Plain, most: int | None = None) -> str | None:
    """Why a value is neither a number from 0 on nor a percentage (of at most ``most``), None where it is one."""
    if isinstance(value, str):
        digits = value.removesuffix("%")
        if digits == value or not (digits.isascii() and digits.isdigit()):
            return f'"{value}" is no percentage' + (": a number is written without quotes" if value.isdecimal() else "")
        if most is not None and int(digits[-9:]) > most:
            return f"{value} is more than {most}%"
    elif isinstance(value, int) and value < 0:
        return f"{value} is negative"
    return None


def is_zero(value: Plain) -> bool:
    """Whether a number or a percentage is 0; text that is no percentage counts as 0, as it does for the API server."""
    if isinstance(value, str):
        digits = value.removesuffix("%")
        return digits == value or not digits.isdecimal() or int(digits[-9:]) == 0
    return not value

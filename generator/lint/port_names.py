"""Ports as containers, probes and hooks name them.

Source: kubernetes pkg/apis/core/validation (ValidatePortNumOrName).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import syntax

if TYPE_CHECKING:
    from generator.documents.node import Plain

LARGEST = 65535


def number_fault(port: int) -> str | None:
    """Why a number is no port."""
    return None if 1 <= port <= LARGEST else f"{port} is no port: ports are 1 to {LARGEST}"


def fault(port: Plain) -> str | None:
    """Why a value is neither a port's number nor its name."""
    if isinstance(port, str):
        reason = syntax.port_name(port)
        quoted = port.isdecimal()
        return (
            f"{port!r} is no port name: {reason}" + (" (a number is written without quotes)" if quoted else "")
            if reason
            else None
        )
    return number_fault(port) if isinstance(port, int) else None

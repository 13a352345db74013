"""How messages speak of names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


MANY = 150
"""Names beyond which only those that begin alike and are about as long are compared."""
FAR = 3
"""Characters by which these may be longer or shorter."""


def nearest(key: str, known: Iterable[str]) -> str:
    """The known key that looks most like a mistyped one, or ""."""
    import difflib

    lowered = {name.lower(): name for name in known}
    if len(lowered) > MANY:  # comparing takes time; hardly anybody mistypes the beginning, and much besides
        lowered = {
            low: name
            for low, name in lowered.items()
            if low[:1] == key[:1].lower() and abs(len(low) - len(key)) <= FAR and low != key
        }
    close = difflib.get_close_matches(key.lower(), lowered, n=1, cutoff=0.6)
    return lowered[close[0]] if close else ""

"""How messages speak of names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(key: str, known: Iterable[str]) -> str:
    """The known key that looks most like a mistyped one, or ""."""
    import difflib

    lowered = {name.lower(): name for name in known}
    close = difflib.get_close_matches(key.lower(), lowered, n=1, cutoff=0.6)
    return lowered[close[0]] if close else ""

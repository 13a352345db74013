"""How messages speak of names."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


MANY = 150
"""Names beyond which only those that begin alike and are about as long are compared."""
LIKE = 0.6
"""How alike two names must be to take one for the other: difflib's measure, and what it takes as close."""
FAR = 3
"""Characters by which these may be longer or shorter."""


def nearest(key: str, known: Iterable[str]) -> str:
    """The known key that looks most like a mistyped one, or ""."""
    lowered = {name.lower(): name for name in known}
    if len(lowered) > MANY:  # comparing takes time; hardly anybody mistypes the beginning, and much besides
        lowered = {
            low: name
            for low, name in lowered.items()
            if low[:1] == key[:1].lower() and abs(len(low) - len(key)) <= FAR and low != key
        }
    close = _closest(key.lower(), lowered)
    return lowered[close] if close is not None else ""


def _closest(key: str, names: Iterable[str]) -> str | None:
    """What difflib.get_close_matches gives first; it also works out the rest, of which nobody asks."""
    from difflib import SequenceMatcher

    best: tuple[float, str] | None = None
    least = LIKE
    matcher = SequenceMatcher()
    matcher.set_seq2(key)
    for name in names:
        matcher.set_seq1(name)
        if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least and matcher.ratio() >= least:
            least = matcher.ratio()
            best = max(best or (least, name), (least, name))
    return best[1] if best else None

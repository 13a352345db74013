"""What a schema says against an object, as the reports of rules."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.schemas.check import Mismatch

_AT_KEY = frozenset({"unknown", "required"})


def of_kind(mismatches: list[Mismatch], kind: str) -> Iterator[Report]:
    """The mismatches of a kind; those about a key point at the key."""
    for mismatch in mismatches:
        if mismatch.kind == kind:
            yield Report(mismatch.path, mismatch.message, mismatch.cure, key=kind in _AT_KEY)

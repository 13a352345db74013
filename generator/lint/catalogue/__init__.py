"""The catalogue: every rule there is, a row each, one module a family of groups."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.lint.rule import Entry


@cache
def entries() -> tuple[Entry, ...]:
    """All rows, in the order in which their findings are said."""
    from generator.lint.catalogue import broken, invalid_objects, invalid_pods, schema, security, sources, workloads

    return (
        *sources.ENTRIES,
        *schema.ENTRIES,
        *invalid_objects.ENTRIES,
        *invalid_pods.ENTRIES,
        *broken.ENTRIES,
        *workloads.ENTRIES,
        *security.ENTRIES,
    )


def entry(rule: str) -> Entry | None:
    """The row of a rule, or None where there is no such rule."""
    return next((row for row in entries() if row.id == rule), None)

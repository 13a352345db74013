"""The catalogue: every rule there is, a row each, one module a family of groups."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.lint.rule import Entry


_ENTRIES: list[Entry] = []
"""All rows, once they were asked for."""


def entries() -> Sequence[Entry]:
    """All rows, in the order in which their findings are said."""
    if not _ENTRIES:
        from generator.lint.catalogue import broken, invalid_objects, invalid_pods, schema, security, sources, workloads

        _ENTRIES.extend(
            (
                *sources.ENTRIES,
                *schema.ENTRIES,
                *invalid_objects.ENTRIES,
                *invalid_pods.ENTRIES,
                *broken.ENTRIES,
                *workloads.ENTRIES,
                *security.ENTRIES,
            )
        )
    return _ENTRIES


def is_known(name: str) -> bool:
    """Whether there is a rule, or a group of rules, of this name."""
    return any(name in (row.id, row.group) for row in entries())


def entry(rule: str) -> Entry | None:
    """The row of a rule, or None where there is no such rule."""
    return next((row for row in entries() if row.id == rule), None)

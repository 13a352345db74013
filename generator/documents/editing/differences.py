"""What differs between a map or list as it is written and as it shall be, entry by entry."""

from __future__ import annotations

from generator.documents.editing.amendments import Items, same
from generator.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.documents.editing.spans import Row
    from generator.documents.node import Plain


class Changed(NamedTuple):
    """An entry that stays, by its index (``at``) among those that are written, with its value before and after."""

    at: int
    step: str | int
    old: Plain
    new: Plain


class Difference(NamedTuple):
    """Entries by their index among those that are written.

    ``added`` are new ones, keys (None in a list) with values, before the entry with this index, which stays; those
    at the end have the number of entries as index.
    """

    changed: list[Changed]
    removed: list[int]
    added: dict[int, list[tuple[str | None, Plain]]]


def of_map(rows: list[Row], old: dict[str, Plain], new: dict[str, Plain], hidden: set[str]) -> Difference:
    """How a map differs; the keys that are ``hidden`` come into it by merges, and need no entry."""
    written: dict[str, int] = {}
    for index, row in enumerate(rows):
        if row.entry.key is not None and not row.entry.merge:
            written.setdefault(row.entry.key, index)
    found = Difference([], [index for key, index in written.items() if key not in new], {})
    for key, index in written.items():
        if key in new and old[key] is not new[key] and not same(old[key], new[key]):
            found.changed.append(Changed(index, key, old[key], new[key]))
    before = len(rows)
    for key in reversed(new):
        if key in written:
            before = written[key]
        elif key not in hidden:
            found.added.setdefault(before, []).insert(0, (key, new[key]))
    return found


def of_list(old: list[Plain], new: list[Plain]) -> Difference:
    """How a list differs: by where its items come from if that is known, else by what is alike at both ends."""
    origins = new.origins if isinstance(new, Items) else None
    if origins is None:
        origins = _aligned(old, new)
    kept = {origin for origin in origins if origin is not None}
    found = Difference([], [index for index in range(len(old)) if index not in kept], {})
    before = len(old)
    for origin, item in reversed(list(zip(origins, new, strict=True))):
        if origin is None:
            found.added.setdefault(before, []).insert(0, (None, item))
            continue
        before = origin
        if not same(old[origin], item):
            found.changed.insert(0, Changed(origin, origin, old[origin], item))
    return found


def _aligned(old: list[Plain], new: list[Plain]) -> list[int | None]:
    """For each new item the old one it comes from: those that are the same at both ends, and then one by one."""
    shorter = min(len(old), len(new))
    first = _alike(zip(old, new, strict=False))
    last = min(_alike(zip(reversed(old), reversed(new), strict=False)), shorter - first)
    middle: list[int | None] = [index if index < len(old) - last else None for index in range(first, len(new) - last)]
    return [*range(first), *middle, *range(len(old) - last, len(old))]


def _alike(pairs: Iterable[tuple[Plain, Plain]]) -> int:
    """How many pairs are the same before the first that is not."""
    count = 0
    for one, other in pairs:
        if not same(one, other):
            break
        count += 1
    return count

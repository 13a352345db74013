"""Values with changes: the value that was given stays as it is, and shares what is not changed."""

from __future__ import annotations

from generator.documents.edits import REMOVED
from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.changes import Removed
    from generator.documents.manifest import Path
    from generator.documents.node import Plain


def amended(value: Plain, path: Path, new: Plain | Removed) -> Plain:
    """A value with another one at a path; maps that are missing on the way are made, REMOVED takes a key out.

    An index that is the list's length appends.
    """
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        items = list(value or ())
        if step == len(items):
            return [*items, amended(None, rest, new)]
        items[step] = amended(items[step], rest, new)
        return items
    found = dict(value) if isinstance(value, dict) else {}
    if rest:
        if new is REMOVED and step not in found:
            return found
        found[step] = amended(found.get(step), rest, new)
    elif new is REMOVED:
        found.pop(step, None)
    else:
        found[step] = new
    return found


def lacking(value: Plain, wanted: Plain, path: Path = ()) -> Iterator[tuple[Path, Plain]]:
    """What has to be put into a value so that it has all that is wanted, and keeps what it says otherwise."""
    if value is None or value in ({}, []):
        if wanted not in (None, {}):
            yield path, wanted
    elif isinstance(value, dict) and isinstance(wanted, dict):
        for key, one in wanted.items():
            yield from lacking(value.get(key), one, (*path, key))

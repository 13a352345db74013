"""What on disk is not what a render would write: as a unified diff, with the reason for each file."""

from __future__ import annotations

import os
from io import StringIO
from typing import NamedTuple

from generator.errors import ProgramError
from generator.render.units import Status, Unit, statuses, survey

REASONS: dict[Status, str] = {
    "stale": "stale: the description gives something else now",
    "deleted": "deleted by hand",
    "edited": "edited by hand",
    "foreign": "not written by fairlead",
}


class Staleness(NamedTuple):
    """One file that differs: where, why (a text of REASONS), and the diff from what is there to what would be."""

    path: str
    reason: str
    difference: str


def compare(tree: dict[str, bytes], folder: str, left: tuple[str, ...] = ()) -> list[Staleness]:
    """Every file of the folder's units that a write would change; nothing is written.

    Raises ProgramError where the folder cannot be read.
    """
    try:
        return [found for unit in survey(tree, folder, left) for found in _compared(unit, folder)]
    except OSError as error:
        raise ProgramError(f"{error.filename or folder}: cannot be read: {error.strerror or error}") from error


def _compared(unit: Unit, folder: str) -> list[Staleness]:
    found = []
    for path, status in statuses(unit).items():
        if status == "same":
            continue
        place = "/".join(part for part in (folder, unit.name, path) if part)
        reason = REASONS[status]
        if status == "stale" and path not in unit.present:
            reason = "stale: not rendered yet"
        elif status == "stale" and path not in unit.wanted:
            reason = "stale: no longer rendered"
        found.append(Staleness(place, reason, _difference(place, unit.wanted.get(path))))
    return found


def _difference(place: str, wanted: bytes | None) -> str:
    from difflib import unified_diff

    present = _content(place)
    try:
        before, after = _lines(present or b""), _lines(wanted or b"")
    except UnicodeDecodeError:
        return f"Binary files {place} and rendered/{place} differ\n"
    old = place if present is not None else "/dev/null"
    new = f"rendered/{place}" if wanted is not None else "/dev/null"
    lines = unified_diff(before, after, old, new)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(content: bytes) -> list[str]:
    """The lines of a text, each with its line feed; nothing else ends a line, as in diff and patch."""
    return list(StringIO(content.decode(), newline="\n"))


def _content(place: str) -> bytes | None:
    if not os.path.isfile(place) or os.path.islink(place):
        return None
    with open(place, "rb") as file:
        return file.read()

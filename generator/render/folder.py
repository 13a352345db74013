"""A FileTree on disk: every unit appears whole or not at all, and nothing that is not fairlead's is lost.

A unit is written into a sibling folder ``.<unit>.fairlead-new`` and takes the unit's place by a rename; what stood
there is removed afterwards. Where the system can exchange two folders in one step (Linux), there is no moment without
the unit; elsewhere the old one steps aside as ``.<unit>.fairlead-old`` first. A run that was killed in between leaves
such siblings, and the next run puts back or clears away what it finds.
"""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, NamedTuple

from generator.errors import InputError, Place, Problem, ProgramError
from generator.render.exchange import exchange, step_aside
from generator.render.units import MARKER, PARENTS, Unit, marker_of, statuses, survey

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NEW, OLD, COPY = ".fairlead-new", ".fairlead-old", ".fairlead-copy"
MOST_NAMED = 20
"""So many files of a unit are named when it is refused; a folder that is not ours may hold thousands."""


class Written(NamedTuple):
    """What happened to one unit: how many files it has, and how many of them are new, changed or gone."""

    unit: str
    files: int
    changed: int


def write(
    tree: dict[str, bytes], folder: str, app: str, left: Iterable[str] = (), *, force: bool = False
) -> list[Written]:
    """Write the units of a tree into a folder, remove those that are left over, leave those alone that are as wanted.

    Raises InputError, before anything is written, where that would lose what is not fairlead's (``force``: it may),
    and ProgramError where the system refuses. Runs on the same folder wait for each other.
    """
    try:
        os.makedirs(folder, exist_ok=True)
        with Lock(folder):
            recover(folder)
            units = survey(tree, folder, left)
            problems = [] if force else [problem for unit in units for problem in losses(unit, folder, app)]
            if problems:
                raise InputError(problems)
            _replace([unit for unit in units if not _is_current(unit, folder, app)], folder, app)
    except (FileExistsError, NotADirectoryError) as error:
        place = Place(str(error.filename), 0, 0)
        message, cure = "is not a folder, so nothing can be written into it", "name another folder with -o"
        raise InputError([Problem(place, "", message, cure)]) from error
    except OSError as error:
        raise ProgramError(f"{error.filename or folder}: cannot be written: {error.strerror or error}") from error
    return [Written(unit.name, len(unit.wanted), _count_changed(unit)) for unit in units]


def _count_changed(unit: Unit) -> int:
    return sum(status != "same" for status in statuses(unit).values())


def _is_current(unit: Unit, folder: str, app: str) -> bool:
    """Whether files and marker of a unit are already what would be written."""
    if not unit.wanted:
        return not unit.exists
    try:
        with open(os.path.join(folder, unit.name, MARKER), "rb") as file:
            marker = file.read()
    except OSError:
        return False
    return marker == marker_of(app, unit.wanted) and not _count_changed(unit)


def losses(unit: Unit, folder: str, app: str) -> list[Problem]:
    """What of a unit on disk would be lost if it were written: files of other people, edits, another app's output."""
    place = os.path.join(folder, unit.name)
    if unit.app and unit.app != app:
        message = f"was rendered from the app {unit.app!r}, not from {app!r}"
        cure = "render into another folder with -o, remove it, or replace it with --force"
        return [Problem(Place(place, 0, 0), "", message, cure)]
    reasons = {"edited": "was edited by hand since it was rendered", "foreign": "was not written by fairlead"}
    found = [(path, reasons[status]) for path, status in statuses(unit).items() if status in reasons]
    cure = "move it out of the output folder, or have it replaced with --force"
    problems = [
        Problem(Place(os.path.join(place, path) if path else place, 0, 0), "", reason, cure)
        for path, reason in found[:MOST_NAMED]
    ]
    if len(found) > MOST_NAMED:
        problems.append(Problem(Place(place, 0, 0), "", f"and {len(found) - MOST_NAMED} more files", cure))
    return problems


def _replace(units: list[Unit], folder: str, app: str) -> None:
    """Stage every unit, and only when all are complete let each take its place."""
    try:
        for unit in units:
            if unit.wanted:
                _stage(unit, folder, app)
        for unit in units:
            _swap(folder, unit)
    except BaseException:
        try:
            recover(folder)
        except OSError:
            pass  # the next run tries again; what is said is why this one failed
        raise


def _stage(unit: Unit, folder: str, app: str) -> None:
    staged = _beside(folder, unit.name, NEW)
    os.makedirs(staged)
    for path, content in {**unit.wanted, MARKER: marker_of(app, unit.wanted)}.items():
        place = os.path.join(staged, path)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "wb") as file:
            file.write(content)


def _swap(folder: str, unit: Unit) -> None:
    place = os.path.join(folder, unit.name)
    staged, old = _beside(folder, unit.name, NEW), _beside(folder, unit.name, OLD)
    if not unit.wanted:
        _retire(place, staged)
    elif not unit.exists:
        os.rename(staged, place)
    elif not exchange(staged, place):
        step_aside(place, old, _beside(folder, unit.name, COPY))
        os.rename(staged, place)
        remove(old)
    remove(staged)


def _retire(place: str, litter: str) -> None:
    """Remove a unit; a run that is killed on the way leaves what the next one recognises: litter, or the marker."""
    try:
        os.rename(place, litter)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        for name in os.listdir(place):
            if name != MARKER:
                remove(os.path.join(place, name))
        remove(place)


def recover(folder: str) -> None:
    """Finish or undo what a killed run left in a folder: no unit stays away, no sibling stays behind."""
    for parent, name in _leftovers(folder):
        sibling = os.path.join(parent, name)
        place = os.path.join(parent, name[1 : -len(OLD)])
        if not name.endswith(OLD) or os.path.exists(os.path.join(place, MARKER)):
            remove(sibling)
            continue
        remove(place)  # absent, or removed half-way by a step aside that had to copy: the sibling is the whole one
        os.rename(sibling, place)


def _leftovers(folder: str) -> Iterator[tuple[str, str]]:
    for parent in (os.path.join(folder, parent) for parent in PARENTS):
        if os.path.isdir(parent):
            for name in sorted(os.listdir(parent)):
                if name.startswith(".") and name.endswith((NEW, OLD, COPY)):
                    yield parent, name


def _beside(folder: str, unit: str, ending: str) -> str:
    parent, name = os.path.split(os.path.join(folder, unit))
    return os.path.join(parent, f".{name}{ending}")


def remove(place: str) -> None:
    """Remove a file, link or folder; nothing happens where nothing is."""
    if os.path.isdir(place) and not os.path.islink(place):
        from shutil import rmtree

        rmtree(place)
    elif os.path.lexists(place):
        os.unlink(place)


class Lock:
    """Holds the output folder for this process; the system lets go of it when the process ends, however it ends."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.descriptor = -1

    def __enter__(self) -> None:
        try:
            import fcntl

            self.descriptor = os.open(self.folder, os.O_RDONLY)
            fcntl.flock(self.descriptor, fcntl.LOCK_EX)
        except (ImportError, OSError):
            # No such locks on this system or file system: two runs at once are then up to the caller.
            return

    def __exit__(self, *_: object) -> None:
        if self.descriptor >= 0:
            os.close(self.descriptor)

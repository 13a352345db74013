"""A release on disk: a folder of its own, which appears whole or not at all.

It is written into a sibling ``.<name>.fairlead-new`` and takes its place by a rename. A release of the same name
changes places with it in one step where the system can do that, and steps aside as ``.<name>.fairlead-old`` elsewhere.
What a killed run left is put back or cleared away by the next one. Other releases in the same folder stay.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from generator.errors import InputError, Place, Problem, ProgramError
from generator.package import checksums
from generator.render.exchange import exchange, step_aside
from generator.render.folder import COPY, MOST_NAMED, NEW, OLD, Lock, remove

if TYPE_CHECKING:
    from collections.abc import Mapping

CREATED, REPLACED, UNCHANGED = "created", "replaced", "unchanged"


def place(folder: str, name: str, files: Mapping[str, bytes], epoch: int, *, force: bool = False) -> str:
    """Put a release into ``<folder>/<name>``, every file with the time ``epoch``; CREATED, REPLACED or UNCHANGED.

    Raises InputError, before anything is written, where files of other people would be lost (``force``: they may), and
    ProgramError where the system refuses. Runs on the same folder wait for each other.
    """
    try:
        os.makedirs(folder, exist_ok=True)
        with Lock(folder):
            recover(folder)
            return _placed(os.path.join(folder, name), files, epoch, force=force)
    except (FileExistsError, NotADirectoryError) as error:
        problem = Problem(Place(str(error.filename), 0, 0), "", "is no folder", "name another folder with -o")
        raise InputError([problem]) from error
    except OSError as error:
        raise ProgramError(f"{error.filename or folder}: cannot be written: {error.strerror or error}") from error


def _placed(target: str, files: Mapping[str, bytes], epoch: int, *, force: bool) -> str:
    if all(_content(os.path.join(target, name)) == content for name, content in files.items()):
        for name in files:
            os.utime(os.path.join(target, name), (epoch, epoch))
        return UNCHANGED
    exists = os.path.lexists(target)
    lost = [] if force or not exists else foreign(target)
    if lost:
        cure = "move it away, or have it removed with --force"
        message = "is in the folder of the release and not part of it"
        raise InputError([Problem(Place(path, 0, 0), "", message, cure) for path in lost[:MOST_NAMED]])
    try:
        _stage(_beside(target, NEW), files, epoch)
        _swap(target, exists=exists)
    except BaseException:
        try:
            recover(os.path.dirname(target))
        except OSError:
            pass  # the next run tries again; what is said is why this one failed
        raise
    return REPLACED if exists else CREATED


def foreign(target: str) -> list[str]:
    """What stands at the place of a release and is no part of one: what its SHA256SUMS does not name."""
    if os.path.islink(target) or not os.path.isdir(target):
        return [target]
    known = {checksums.FILE, *checksums.read(_content(os.path.join(target, checksums.FILE)) or b"")}
    return [path for name in sorted(os.listdir(target)) if name not in known for path in [os.path.join(target, name)]]


def _stage(staged: str, files: Mapping[str, bytes], epoch: int) -> None:
    os.makedirs(staged)
    for name, content in files.items():
        path = os.path.join(staged, name)
        with open(path, "wb") as file:
            file.write(content)
        os.utime(path, (epoch, epoch))


def _swap(target: str, *, exists: bool) -> None:
    staged, old = _beside(target, NEW), _beside(target, OLD)
    if not exists:
        os.rename(staged, target)
    elif os.path.isdir(target) and exchange(staged, target):
        remove(staged)
    else:
        step_aside(target, old, _beside(target, COPY))
        os.rename(staged, target)
        remove(old)


def recover(folder: str) -> None:
    """Finish or undo what a killed run left in a folder: no release stays away, no sibling stays behind."""
    for name in sorted(os.listdir(folder)):
        if not name.startswith(".") or not name.endswith((NEW, OLD, COPY)):
            continue
        sibling = os.path.join(folder, name)
        target = os.path.join(folder, name[1 : -len(OLD)])
        if not name.endswith(OLD) or _is_whole(target):
            remove(sibling)
            continue
        remove(target)  # absent, or removed half-way by a step aside that had to copy: the sibling is the whole one
        os.rename(sibling, target)


def _is_whole(target: str) -> bool:
    """Whether a release has all its files, as its checksums say."""
    listed = _content(os.path.join(target, checksums.FILE))
    known = checksums.read(listed or b"")
    contents = {name: _content(os.path.join(target, name)) for name in known}
    return bool(known) and all(
        content is not None and checksums.digest(content) == known[name] for name, content in contents.items()
    )


def _beside(target: str, ending: str) -> str:
    parent, name = os.path.split(target)
    return os.path.join(parent, f".{name}{ending}")


def _content(path: str) -> bytes | None:
    """What a file holds, None where there is no regular file."""
    if os.path.islink(path) or not os.path.isfile(path):
        return None
    with open(path, "rb") as file:
        return file.read()

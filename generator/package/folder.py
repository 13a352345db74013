"""A chart repository in a folder: writes are atomic, and one process at a time makes them.

The lock is that of a file ``.fairlead.lock`` in the folder, which stays there; the system gives it back when its holder
ends, however that happens. What a killed writer left is taken away by the next one.
"""

from __future__ import annotations

import errno
import hashlib
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from generator.errors import ProgramError
from generator.package.repository import NOTHING, Stored

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCK = ".fairlead.lock"
_UNFINISHED = ".fairlead.new"


class FolderStore:
    """The files in a folder, which is made where it is missing; a mark is the sha256 of the content."""

    def __init__(self, path: str) -> None:
        self._path = path

    def address(self, name: str) -> str:
        """The path of a file."""
        return os.path.join(self._path, name)

    def read(self, name: str) -> Stored:
        """A file, or NOTHING. ProgramError where it cannot be read."""
        try:
            with open(self.address(name), "rb") as file:
                content = file.read()
        except FileNotFoundError:
            return NOTHING
        except OSError as error:
            raise _failure(error, self.address(name), "read") from None
        return Stored(content, hashlib.sha256(content).hexdigest())

    def write(self, name: str, content: bytes, mark: str) -> bool:
        """Exchange a file as the store's protocol says; it is on the disk when this returns."""
        try:
            os.makedirs(self._path, exist_ok=True)
            with self._locked():
                if self.read(name).mark != mark:
                    return False
                self._exchange(name, content)
        except OSError as error:
            raise _failure(error, self.address(name), "written") from None
        return True

    def _exchange(self, name: str, content: bytes) -> None:
        path = os.path.realpath(self.address(name))
        unfinished = os.path.join(os.path.dirname(path), _UNFINISHED)
        with open(unfinished, "wb") as file:
            file.write(content)
            if os.path.exists(path):
                os.fchmod(file.fileno(), os.stat(path).st_mode & 0o777)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
        folder = os.open(self._path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        import fcntl

        lock = os.open(self.address(_LOCK), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


def _failure(error: OSError, path: str, done: str) -> ProgramError:
    reason = error.strerror or str(error)
    if error.errno in {errno.ENOLCK, errno.EOPNOTSUPP}:
        reason = "its file system has no locks, so two pushes at once would lose entries"
    return ProgramError(f"{path}: cannot be {done}: {reason}")

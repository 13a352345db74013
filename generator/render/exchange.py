"""Two folders change places in one step, where the system can do that."""

from __future__ import annotations

import errno
import os
import sys

AT_FDCWD = -100
RENAME_EXCHANGE = 2
"""linux/fcntl.h and linux/fs.h; the call renameat2 is in Linux since 3.15 and in glibc since 2.28."""


def exchange(first: str, second: str) -> bool:
    """Let two paths change places atomically; False, and nothing has happened, where system or file system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    return bool(call(AT_FDCWD, os.fsencode(first), AT_FDCWD, os.fsencode(second), RENAME_EXCHANGE) == 0)


def step_aside(place: str, aside: str, copy: str) -> None:
    """Give a folder another name in the same parent.

    An overlay file system (a folder of a lower image layer, in a container) may refuse to rename a folder; then it
    is copied to ``copy``, which becomes ``aside`` when it is complete, and the original is removed, marker first.
    """
    try:
        os.rename(place, aside)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        from shutil import copytree, rmtree

        from generator.render.units import MARKER

        copytree(place, copy, symlinks=True)
        os.rename(copy, aside)
        if os.path.exists(os.path.join(place, MARKER)):
            os.unlink(os.path.join(place, MARKER))
        rmtree(place)

"""What a folder of manifests looks like from outside, to tell fast whether anything in it has changed.

A file is unchanged when its size, its times and its inode are. That can deceive where it was written again within one
tick of the clock in which these were looked at; so they are believed only of a file that had rested for a while by
then, and the content of others is compared.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

REST = 2_000_000_000
"""Nanoseconds after which a file counts as rested: file systems' times are up to two seconds coarse."""
ENDINGS = (".yaml", ".yml", ".json", "Kustomization")
_FOREIGN = frozenset({"node_modules", "__pycache__"})


def names(root: str) -> Iterator[str]:
    """The folders below a folder, and the files that may be manifests, sorted; hidden ones are left out.

    Raises OSError for what cannot be looked at, and for links to folders: what they lead to is not seen here.
    """
    folders = []
    for entry in sorted(os.scandir(root), key=_name):
        name = entry.name
        if name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if name not in _FOREIGN:
                folders.append(entry.path)
        elif name.endswith(ENDINGS):
            yield entry.path
        elif entry.is_symlink() and entry.is_dir():
            raise OSError(f"{entry.path} is a link to a folder")
    for folder in folders:
        yield folder
        yield from names(folder)


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def signature(path: str) -> str:
    """Size, times and inode of a file in one text. Raises OSError where there is none."""
    status = os.stat(path)
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def rested(path: str, now: int) -> bool:
    """Whether a file was last changed long before ``now``, in nanoseconds since the epoch."""
    status = os.stat(path)
    return max(status.st_mtime_ns, status.st_ctime_ns) < now - REST

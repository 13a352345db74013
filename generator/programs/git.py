"""git: where it is, how it is called, and what its answers say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.errors import ProgramError
from generator.programs.run import executable

if TYPE_CHECKING:
    from collections.abc import Iterator

REGULAR = "100644"
EXECUTABLE = "100755"
LINK = "120000"


class Entry(NamedTuple):
    """A file of a commit: ``path`` from the top of the repository, ``mode`` as git writes it, ``size`` in bytes."""

    path: str
    mode: str
    blob: str
    size: int


def find_git() -> str:
    """The git on PATH. ProgramError where there is none."""
    path = executable("git")
    if not path:
        raise ProgramError("git is not installed; cure: install it, or name two files or folders to compare")
    return path


def top_arguments(git: str, folder: str) -> list[str]:
    """Prints the top folder of the repository that a folder is in."""
    return [git, "-C", folder, "rev-parse", "--show-toplevel"]


def commit_arguments(git: str, folder: str, revision: str) -> list[str]:
    """Prints the commit that a revision names, and fails without a word where it names none."""
    return [git, "-C", folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]


def list_arguments(git: str, folder: str, commit: str, below: str = "") -> list[str]:
    """Lists the files of a commit, or those below one of its folders, for ``entries``."""
    return [git, "-C", folder, "ls-tree", "-r", "-l", "-z", "--full-tree", commit, *(["--", below] if below else [])]


def contents_arguments(git: str, folder: str) -> list[str]:
    """Writes the blobs whose names it reads, for ``contents``."""
    return [git, "-C", folder, "cat-file", "--batch"]


def entries(listed: str) -> list[Entry]:
    """The files that ``ls-tree`` lists; what is of another repository (a submodule) is none of them."""
    found = []
    for line in listed.split("\0"):
        facts, _, path = line.partition("\t")
        mode, kind, blob, size = facts.split() if path else ("", "", "", "")
        if kind == "blob":
            found.append(Entry(path, mode, blob, int(size)))
    return found


def contents(answer: bytes) -> Iterator[bytes]:
    """The contents of the blobs, in the order in which they were asked for."""
    at = 0
    while at < len(answer):
        end = answer.index(b"\n", at)
        size = int(answer[at:end].rpartition(b" ")[2])
        yield answer[end + 1 : end + 1 + size]
        at = end + size + 2

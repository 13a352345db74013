"""git: where it is, how it is called, and what its answers say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.errors import ProgramError
from generator.programs.run import executable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

REGULAR = "100644"
EXECUTABLE = "100755"
LINK = "120000"
PLAIN = {"LC_ALL": "C"}
"""Over the process's environment: what git says is in English, so that it can be told apart."""


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


def head_arguments(git: str, folder: str) -> list[str]:
    """Prints the commit that is checked out and its time in seconds; fails where there is no commit yet."""
    return [git, "-C", folder, "-c", "log.showSignature=false", "log", "-1", "--format=%H %ct"]


def changes_arguments(git: str, top: str, paths: Iterable[str] = ()) -> list[str]:
    """Lists, for ``changed``, what differs from the commit: of some files, ignored ones too, or of all tracked ones."""
    named = list(paths)
    kinds = ["--untracked-files=all", "--ignored=matching"] if named else ["--untracked-files=no"]
    asked = ["--", *named] if named else []
    return [git, "-C", top, "--literal-pathspecs", "status", "--porcelain", "-z", "--no-renames", *kinds, *asked]


def changed(listed: str) -> list[str]:
    """The files that ``status`` lists, from the top of the repository."""
    return [line[3:] for line in listed.split("\0") if line]


def describe_arguments(git: str, folder: str, patterns: Iterable[str], without: Iterable[str]) -> list[str]:
    """Prints ``<tag>-<commits since>-g<commit>`` for the nearest tag that matches a pattern; fails without one."""
    matching = [argument for pattern in patterns for argument in ("--match", pattern)]
    leaving = [argument for tag in without for argument in ("--exclude", tag)]
    return [git, "-C", folder, "describe", "--tags", "--long", "--abbrev=12", *matching, *leaving, "HEAD"]


def tags_at_arguments(git: str, folder: str, tag: str) -> list[str]:
    """Lists the tags of the commit that a tag is of."""
    return [git, "-C", folder, "tag", "--points-at", f"refs/tags/{tag}^{{commit}}"]


def shallow_arguments(git: str, folder: str) -> list[str]:
    """Prints ``true`` where the history is cut off."""
    return [git, "-C", folder, "rev-parse", "--is-shallow-repository"]


def branches_arguments(git: str, folder: str) -> list[str]:
    """Lists the branches, also those of remotes, without the names of these."""
    return [git, "-C", folder, "for-each-ref", "--format=%(refname)", "refs/heads", "refs/remotes"]


def branches(listed: str) -> frozenset[str]:
    """The names of the branches that ``for-each-ref`` lists: ``refs/remotes/origin/main`` is main."""
    found = set()
    for line in listed.split("\n"):
        kind, _, name = line.removeprefix("refs/").partition("/")
        found.add(name if kind == "heads" else name.partition("/")[2])
    return frozenset(found - {"", "HEAD"})

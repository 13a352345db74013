"""The commit that a package is made of, and the time that its files get."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from generator.errors import ProgramError, UsageError
from generator.package.archive import LATEST
from generator.programs import git
from generator.programs.run import Completed, complete, executable

if TYPE_CHECKING:
    from collections.abc import Iterable

VARIABLE = "SOURCE_DATE_EPOCH"
"""Seconds since 1970; reproducible-builds.org/specs/source-date-epoch."""
CONSTANT = 315532800
"""1980-01-01, the earliest time that every archive format can hold; for what has no commit."""


class Commit(NamedTuple):
    """The commit that is checked out: its hash, its time in seconds, and the top folder of its repository."""

    hash: str
    time: int
    top: str


def commit_of(folder: str) -> Commit | None:
    """The commit that a folder is in; None outside of git, without a git program, and before the first commit.

    ProgramError where there is a repository that git does not want to read.
    """
    program = executable("git")
    if not program:
        return None
    top = _asked(git.top_arguments(program, folder or "."))
    if top.code:
        if "not a git repository" in top.stderr:
            return None
        raise ProgramError(f"{top.command}: failed with exit code {top.code}\n    {top.stderr.strip()}")
    head = _asked(git.head_arguments(program, folder or "."))
    if head.code:
        return None
    name, _, seconds = head.stdout.strip().partition(" ")
    return Commit(name, int(seconds), os.path.realpath(top.stdout.rstrip("\n")))


def not_committed(commit: Commit, paths: Iterable[str]) -> list[str]:
    """Those of some files that are not as in the commit; files outside of its repository do not count."""
    inside = [os.path.relpath(real, commit.top) for real in map(os.path.realpath, paths)]
    within = sorted({path for path in inside if path != os.pardir and not path.startswith(os.pardir + os.sep)})
    return git.changed(_answer(git.changes_arguments(executable("git"), commit.top, within))) if within else []


def changed_files(commit: Commit) -> list[str]:
    """The tracked files of the whole repository that are not as in the commit."""
    return git.changed(_answer(git.changes_arguments(executable("git"), commit.top)))


def branches_of(commit: Commit) -> frozenset[str]:
    """The names of the repository's branches, as far as this clone knows them."""
    return git.branches(_answer(git.branches_arguments(executable("git"), commit.top)))


def _asked(argv: list[str]) -> Completed:
    return complete(argv, environment=git.PLAIN)


def _answer(argv: list[str]) -> str:
    done = _asked(argv)
    if done.code:
        raise ProgramError(f"{done.command}: failed with exit code {done.code}\n    {done.stderr.strip()}")
    return done.stdout


def epoch_of(variable: str, commit: Commit | None) -> tuple[int, str]:
    """The time of every file, and where it is from: SOURCE_DATE_EPOCH, the commit, or a constant.

    UsageError where the variable holds no time that an archive can hold.
    """
    if variable:
        if not (variable.isascii() and variable.isdigit() and len(variable) < len(str(10 * LATEST))):
            raise UsageError(f"{VARIABLE}={variable}: is no number of seconds since 1970")
        if int(variable) > LATEST:
            raise UsageError(f"{VARIABLE}={variable}: an archive holds no time after {LATEST}")
        return int(variable), VARIABLE
    if commit is None:
        return CONSTANT, "constant"
    return min(max(commit.time, 0), LATEST), "commit"

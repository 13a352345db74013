"""The version that git's tags give to the commit that is checked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import Place, Problem
from generator.package.version_files import refused
from generator.package.versions import after, precedence, semantic
from generator.programs import git
from generator.programs.run import complete, executable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.package.commit import Commit

_MOST_TRIED = 20
"""Tags that look like a version and are none, passed over before the search is given up."""
_MOST_SHOWN = 5


def tagged_version(commit: Commit | None, changed: list[str], name: str) -> str:
    """The version of the highest tag of a commit, or one after the nearest tag before it.

    Tags are ``1.2.3``, ``v1.2.3`` and, for the app ``name`` of a repository with several, ``shop-v1.2.3``,
    ``shop/1.2.3`` and ``shop@1.2.3``. ``changed`` are the files that are not as in the commit: a version is of what
    is committed. InputError with a cure where there is none.
    """
    if commit is None:
        message = "there is no commit, so there is no tag of it"
        raise refused(Problem(None, "", message, "package in a clone of the repository, or name one with --version"))
    place = Place(commit.top, 0, 0)
    if changed:
        shown = ", ".join(changed[:_MOST_SHOWN]) + (f" and {len(changed) - _MOST_SHOWN} more" if changed[5:] else "")
        message = f"a tag is the version of what is committed, and these files are not as in the commit: {shown}"
        raise refused(Problem(place, "", message, "commit them, or name a version with --version"))
    passed: list[str] = []
    program = executable("git")
    while len(passed) < _MOST_TRIED:
        described = complete(
            git.describe_arguments(program, commit.top, _patterns(name), passed), environment=git.PLAIN
        )
        if described.code:
            break
        tag, since, short = described.stdout.strip().rsplit("-", 2)
        beside = complete(git.tags_at_arguments(program, commit.top, tag)).stdout.split()
        found = [version for one in beside if (version := _version(one, name))]
        if found:
            version = max(found, key=precedence)
            return version if since == "0" else after(version, int(since), short.removeprefix("g"))
        passed.append(tag)
    raise refused(Problem(place, "", _missing(passed), _cure(program, commit.top)))


def _patterns(name: str) -> list[str]:
    starts = ["", *(name + joint for joint in "-/@")]
    return [f"{start}{v}[0-9]*" for start in starts for v in ("", "v")]


def _version(tag: str, name: str) -> str | None:
    own = tag.removeprefix(name)
    return semantic(own[1:] if own != tag and own[:1] in ("-", "/", "@") else tag)


def _missing(passed: Iterable[str]) -> str:
    listed = ", ".join(passed)
    return (
        f"no tag before this commit is a version: not {listed}" if listed else "no tag before this commit is a version"
    )


def _cure(program: str, folder: str) -> str:
    shallow = complete(git.shallow_arguments(program, folder)).stdout.strip() == "true"
    if shallow:
        return "the clone is shallow: git fetch --unshallow --tags (fetch-depth: 0 in CI), or --version"
    return "git tag v0.1.0, or fetch the tags with: git fetch --tags, or name one with --version"

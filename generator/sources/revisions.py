"""The files of a git revision in a folder of their own: the checkout stays as it is."""

from __future__ import annotations

import os
import posixpath
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from generator.errors import UsageError
from generator.programs import git
from generator.programs.run import complete, run, run_bytes
from generator.sources.folders import CHART, ENDINGS, KUSTOMIZATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LARGEST = 1 << 20
"""Bytes that a file may have to be copied: an object holds no more, so no chart and no kustomization reads a larger."""
_WHOLE = frozenset({CHART, *KUSTOMIZATIONS, "app.yaml", "app.yml"})
"""The files beside and below which every file may be part of the same thing, whatever its ending."""
_UPWARD = re.compile(rb"(?:\.\./)+[\w./@+-]*")


class Repository(NamedTuple):
    """A checkout of a git repository: ``top`` is its folder, without links in it."""

    program: str
    top: str

    def inside(self, path: str) -> str:
        """A path of the checkout as git writes it, from the top; "" for the top. UsageError for one outside."""
        relative = os.path.relpath(os.path.realpath(path), self.top)
        if relative == os.pardir or relative.startswith(os.pardir + os.sep):
            raise UsageError(f"{path} is not in the git repository {self.top}")
        return "" if relative == os.curdir else relative.replace(os.sep, "/")


def repository(path: str) -> Repository:
    """The git repository that a path is in. UsageError where it is in none."""
    program = git.find_git()
    folder = path if os.path.isdir(path) else os.path.dirname(path) or "."
    done = complete(git.top_arguments(program, folder))
    if done.code:
        cure = "name two files, folders, charts or environments to compare"
        raise UsageError(f"{path} is in no git repository, so there is no earlier revision of it: {cure}")
    return Repository(program, os.path.realpath(done.stdout.rstrip("\n")))


@contextmanager
def checked_out(where: Repository, revision: str, path: str) -> Iterator[str]:
    """A temporary folder with the files of a revision: those at a path, and what they refer to outside of it.

    Files larger than LARGEST are left out, and so is what belongs to submodules. UsageError where there is no such
    revision.
    """
    import tempfile

    every = _entries(where, revision)
    with tempfile.TemporaryDirectory(prefix="fairlead-revision-") as made:
        folder = os.path.realpath(made)
        done: set[str] = set()
        wanted = _below(every, where.inside(path))
        while wanted:
            found = dict(zip(wanted, _contents(where, wanted), strict=True))
            _write(found, folder)
            done |= {entry.path for entry in wanted}
            outside = {one for entry, content in found.items() for one in _referred(entry.path, content)}
            wanted = [entry for one in sorted(outside) for entry in _below(every, one) if entry.path not in done]
            wanted = list(dict.fromkeys(wanted))
        _drop_links_outside(folder)
        yield folder


def _entries(where: Repository, revision: str) -> list[git.Entry]:
    """The files of a revision that are worth a look: the others are part of nothing that can be compared."""
    found = complete(git.commit_arguments(where.program, where.top, revision))
    commit = found.stdout.strip()
    if found.code or not commit:
        raise UsageError(f"{revision} is no revision of the git repository {where.top}")
    every = git.entries(run(git.list_arguments(where.program, where.top, commit)))
    wholes = tuple({posixpath.dirname(one.path) for one in every if posixpath.basename(one.path) in _WHOLE})
    return [
        one
        for one in every
        if one.size <= LARGEST and (one.path.endswith(ENDINGS) or one.mode == git.LINK or _is_in(one.path, wholes))
    ]


def _is_in(path: str, folders: Iterable[str]) -> bool:
    return any(not folder or path.startswith(f"{folder}/") for folder in folders)


def _below(entries: Iterable[git.Entry], path: str) -> list[git.Entry]:
    """The entry at a path, and those below it."""
    return [entry for entry in entries if entry.path == path or _is_in(entry.path, (path,))]


def _referred(path: str, content: bytes) -> Iterator[str]:
    """What a file names that is further up: ``../../base``; such references are relative to its folder."""
    if b"../" in content and path.endswith((*ENDINGS, *KUSTOMIZATIONS)):
        for found in _UPWARD.findall(content):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), found.decode()))
            if target != posixpath.curdir and not target.startswith(posixpath.pardir):
                yield target


def _contents(where: Repository, entries: Iterable[git.Entry]) -> Iterator[bytes]:
    asked = "".join(f"{entry.blob}\n" for entry in entries)
    return git.contents(run_bytes(git.contents_arguments(where.program, where.top), asked.encode()))


def _write(found: Mapping[git.Entry, bytes], folder: str) -> None:
    """Write files; links last, so that nothing is written through one."""
    made: set[str] = set()
    for entry, content in sorted(found.items(), key=lambda item: item[0].mode == git.LINK):
        target = os.path.join(folder, *entry.path.split("/"))
        parent = os.path.dirname(target)
        if parent not in made:
            os.makedirs(parent, exist_ok=True)
            made.add(parent)
        if entry.mode == git.LINK:
            os.symlink(os.fsdecode(content), target)
        else:
            with open(target, "wb") as file:
                file.write(content)


def _drop_links_outside(folder: str) -> None:
    """Take out the links that leave the repository; what is outside is no part of a revision."""
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = os.path.join(place, name)
            if os.path.islink(path) and not os.path.realpath(path).startswith(folder + os.sep):
                os.unlink(path)

"""A chart repository that is made of files: an index.yaml and archives beside it, in a folder or a bucket.

Nothing is overwritten that was not read before: every write says what it replaces, and fails where that has changed
meanwhile; then all is read and decided again. Archives come before the index that names them, so whoever is killed on
the way leaves a repository that is whole, and a second run goes on.
"""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from generator.errors import ProgramError
from generator.package import index as indexes
from generator.package.index import Index, entry_of
from generator.package.pushed import Pushed, Rebuilt, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.package.chart_archive import ChartArchive

PATIENCE = 300.0
"""Seconds that other pushes may come first before a push gives up."""
_LONGEST_PAUSE = 2.0


class Stored(NamedTuple):
    """A file of a store, and the mark by which the store knows this content again; "" for a file that is not there."""

    content: bytes
    mark: str


NOTHING = Stored(b"", "")


class Store(Protocol):
    """Where the files of a repository are. ProgramError where it fails."""

    def address(self, name: str) -> str:
        """A file's address, for people."""

    def read(self, name: str) -> Stored:
        """A file, or NOTHING."""

    def write(self, name: str, content: bytes, mark: str) -> bool:
        """Write a file whole where it still has this mark ("": is not there); False, and nothing done, elsewhere."""


class Repository:
    """The repository in a store; ``url`` is what its index puts before the name of an archive."""

    def __init__(self, store: Store, url: str = "") -> None:
        self._store = store
        self._url = f"{url.rstrip('/')}/" if url else ""

    def push(self, archives: Sequence[ChartArchive]) -> Iterator[Pushed]:
        """The archives once all of them are in the index; nothing is written where one is there with other bytes.

        DifferenceError for such a one, InputError for an index that cannot be used, ProgramError where the store fails.
        """
        given_up = time.monotonic() + PATIENCE
        pause = 0.05
        while True:
            new = self._tried(archives)
            if new is not None:
                break
            if time.monotonic() > given_up:
                raise ProgramError(
                    f"{self._store.address(indexes.FILE)} is changed by others all the time; cure: try again"
                )
            time.sleep(random.uniform(0, pause))  # noqa: S311 - so that two pushes do not meet again
            pause = min(2 * pause, _LONGEST_PAUSE)
        for archive in archives:
            address = self._store.address(archive.file)
            yield Pushed(archive, address, f"sha256:{archive.sha256}", new=archive in new)

    def _tried(self, archives: Sequence[ChartArchive]) -> list[ChartArchive] | None:
        """The archives that were not there before; None where somebody else was faster."""
        there = self._store.read(indexes.FILE)
        index = Index(there.content, self._store.address(indexes.FILE))
        refuse(found for archive in archives if (found := self._rebuilt(archive, index)))
        for archive in archives:
            if self._belongs_here(archive, index.entry(archive.name, archive.version)):
                self._put(archive)
        new = [archive for archive in archives if index.entry(archive.name, archive.version) is None]
        if not new:
            return new
        content = index.with_entries((archive.name, entry_of(archive, self._url)) for archive in new)
        return new if self._store.write(indexes.FILE, content, there.mark) else None

    def _rebuilt(self, archive: ChartArchive, index: Index) -> Rebuilt | None:
        """What is there under the version of an archive, where it is something else: in the index, or as a file."""
        entry = index.entry(archive.name, archive.version)
        known = str((entry or {}).get("digest") or "").removeprefix("sha256:")
        address = self._store.address(archive.file)
        if known and known != archive.sha256:
            return Rebuilt(archive, address, known)
        if known and not self._belongs_here(archive, entry):
            return None
        stored = self._store.read(archive.file)
        if (stored.mark and stored.content != archive.content) or (entry and not known and not stored.mark):
            return Rebuilt(archive, address, _sha256(stored))
        return None

    def _belongs_here(self, archive: ChartArchive, entry: dict[str, Any] | None) -> bool:
        """Whether the index has, or will have, the archive beside it: the entry of an index may lead elsewhere."""
        return entry is None or bool({archive.file, f"{self._url}{archive.file}"} & set(entry.get("urls") or ()))

    def _put(self, archive: ChartArchive) -> None:
        """See to it that the archive is there, as it is here."""
        files = {archive.file: archive.content, f"{archive.file}.prov": archive.provenance}
        for name, content in files.items():
            if content and not self._store.write(name, content, ""):
                stored = self._store.read(name)
                if name == archive.file and stored.content != content:
                    refuse([Rebuilt(archive, self._store.address(name), _sha256(stored))])


def _sha256(stored: Stored) -> str:
    import hashlib

    return hashlib.sha256(stored.content).hexdigest() if stored.mark else ""

"""Charts in an OCI registry, through helm alone: so the credentials are those of helm and docker, and never seen here.

``helm push`` overwrites a version silently, so the registry is asked first, and once more afterwards: a registry has
no write that fails where a tag is there, and of two pushes at once the later one stays. The digest of the manifest that
helm writes depends on the time of the archive's file and on the time zone (Helm 3 and 4 write it as ``created``), so
helm gets a copy with the time of the newest file in the archive, and UTC. A tag holds ``_`` for the ``+`` of a version.
"""

from __future__ import annotations

import os
import re
import shlex
from typing import TYPE_CHECKING, NamedTuple

from generator.errors import ProgramError
from generator.package.pushed import Pushed, Rebuilt, refuse
from generator.programs.helm import find_helm, pull_arguments, push_arguments
from generator.programs.run import Completed, complete

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.package.chart_archive import ChartArchive
    from generator.package.pushed import Say
    from generator.programs.helm import Connection

TIMEOUT = 600.0
"""Seconds that one chart may take on its way."""

_DIGEST = re.compile(r"^Digest: (sha256:[0-9a-f]{64})$", re.MULTILINE)


class _Published(NamedTuple):
    """What a registry has under a version: the digest of the manifest, and the sha256 of the archive in hex."""

    manifest: str
    sha256: str


class Registry:
    """The charts below ``oci://host/path``; ``say`` is told every command line."""

    def __init__(self, address: str, connection: Connection, say: Say) -> None:
        self._address = address.rstrip("/")
        self._connection = connection
        self._say = say

    def push(self, archives: Sequence[ChartArchive]) -> Iterator[Pushed]:
        """Each archive as soon as it is there; nothing is pushed where one is there with other bytes.

        DifferenceError for such a one, ProgramError where helm or the registry fails.
        """
        there = [(archive, self._published(archive)) for archive in archives]
        refuse(
            Rebuilt(archive, self._reference(archive), found.sha256)
            for archive, found in there
            if found is not None and found.sha256 != archive.sha256
        )
        for archive, found in there:
            if found is None:
                yield Pushed(archive, self._reference(archive), self._push(archive).manifest, new=True)
            else:
                yield Pushed(archive, self._reference(archive), found.manifest, new=False)

    def _reference(self, archive: ChartArchive) -> str:
        return f"{self._address}/{archive.name}:{_tag(archive)}"

    def _push(self, archive: ChartArchive) -> _Published:
        """Push one archive, and what the registry has afterwards."""
        from tempfile import TemporaryDirectory

        with TemporaryDirectory(prefix="fairlead-") as folder:
            path = os.path.join(folder, archive.file)
            for name, content in ((path, archive.content), (f"{path}.prov", archive.provenance)):
                if content:
                    _write(name, content, archive.epoch)
            done = self._run(push_arguments(find_helm(), path, self._address, self._connection))
        if done.code:
            raise _failure(done)
        found = self._published(archive)
        if found is None:
            raise ProgramError(f"{self._reference(archive)} was pushed, and the registry says that it is not there")
        refuse([Rebuilt(archive, self._reference(archive), found.sha256)] if found.sha256 != archive.sha256 else [])
        return found

    def _published(self, archive: ChartArchive) -> _Published | None:
        """What the registry has under the version of an archive; ProgramError where it does not answer plainly."""
        from tempfile import TemporaryDirectory

        chart = f"{self._address}/{archive.name}"
        with TemporaryDirectory(prefix="fairlead-") as folder:
            done = self._run(pull_arguments(find_helm(), chart, archive.version, folder, self._connection))
            if done.code and _says_not_found(done, chart, archive):
                return None
            manifest = _DIGEST.search(done.stdout + done.stderr)
            archives = [name for name in os.listdir(folder) if name.endswith(".tgz")]
            if done.code or manifest is None or len(archives) != 1:
                raise _failure(done)
            return _Published(manifest[1], _sha256(os.path.join(folder, archives[0])))

    def _run(self, argv: Sequence[str]) -> Completed:
        self._say(f"$ {shlex.join(argv)}")
        return complete(argv, environment={"TZ": "UTC"}, timeout=TIMEOUT)


def _tag(archive: ChartArchive) -> str:
    return archive.version.replace("+", "_")


def _says_not_found(done: Completed, chart: str, archive: ChartArchive) -> bool:
    """Whether helm failed for the one reason that allows a push: the registry knows no such version.

    Helm 3 and 4 end the message with it; a registry that refuses, or is not there, ends it otherwise.
    """
    reference = f"{chart.removeprefix('oci://')}:{_tag(archive)}"
    return any(line.endswith(f" {reference}: not found") for line in done.stderr.splitlines())


def _write(path: str, content: bytes, epoch: int) -> None:
    with open(path, "wb") as file:
        file.write(content)
    os.utime(path, (epoch, epoch))


def _sha256(path: str) -> str:
    import hashlib

    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _failure(done: Completed) -> ProgramError:
    said = "".join(f"\n    {line}" for line in done.stderr.rstrip().splitlines())
    if _REFUSED.search(done.stderr):
        said += "\n    cure: log in with: helm registry login HOST; the account must be allowed to read and to write"
    elif "HTTP response to HTTPS client" in done.stderr:
        said += "\n    cure: the registry speaks plain HTTP; where that is meant: --plain-http"
    return ProgramError(f"{done.command}: failed with exit code {done.code}{said}")


_REFUSED = re.compile(r"unauthorized|status code 40[13]|denied|basic credential", re.IGNORECASE)

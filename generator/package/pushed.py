"""What a push gives, and how one that must not be is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.errors import DifferenceError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeAlias

    from generator.package.chart_archive import ChartArchive

    Say: TypeAlias = Callable[[str], None]

CURE = "give what has changed a version of its own: what a version means must stay as it is"


class Pushed(NamedTuple):
    """A chart that is where it was pushed to, whether it was there before (not ``new``) or not.

    ``digest`` (``sha256:…``) is that of the manifest in a registry, and that of the archive elsewhere.
    """

    archive: ChartArchive
    address: str
    digest: str
    new: bool


class Rebuilt(NamedTuple):
    """A version that is published with other bytes than the archive has; the sha256 in hex, "" where unknown."""

    archive: ChartArchive
    address: str
    sha256: str

    def __str__(self) -> str:
        there = f"sha256:{self.sha256}" if self.sha256 else "unknown bytes"
        message = f"{self.address} is there with other bytes: {there} there, sha256:{self.archive.sha256} here"
        return f"{self.archive.path}: {Problem(None, '', message, CURE)}"


def refuse(rebuilt: Iterable[Rebuilt]) -> None:
    """DifferenceError where there is one."""
    found = list(rebuilt)
    if found:
        raise DifferenceError("\n".join(map(str, found)))

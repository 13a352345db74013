"""What a run of inject is told, as plain data."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.documents.node import Plain


class Section(NamedTuple):
    """A row of the configuration: whom it is about, and what it says of them.

    ``kind``, ``name`` and ``namespace`` are globs ("web-*"; "" for any); ``labels`` are labels that the workload or
    its pods carry, with globs as values. ``values`` are by the names of ``keys.KEYS``, each as ``Key.parse`` gives it.
    ``source`` is said in notes: ``.fairlead.yaml:4``. Of two rows that say the same of a workload the first wins.
    """

    values: Mapping[str, Plain]
    source: str
    kind: str = ""
    name: str = ""
    namespace: str = ""
    labels: Mapping[str, str] = {}


class Exposed(NamedTuple):
    """The TCP ports that a Dockerfile near a manifest exposes, and where that is written: ``Dockerfile:7``."""

    ports: tuple[int, ...]
    source: str


class Settings(NamedTuple):
    """The settings of a run; all of it is final.

    ``flags`` are what the command line says, by the names of ``keys.KEYS``, each as ``Key.parse`` gives it.
    ``minors`` are the Kubernetes versions that the result has to work on (30 for 1.30); () for every version that
    each object is valid for. ``override`` changes what is there and wrong. ``exposed`` has what a Dockerfile near a
    manifest exposes, by the name of the manifest's file.
    """

    flags: Mapping[str, Plain] = {}
    sections: tuple[Section, ...] = ()
    minors: tuple[int, ...] = ()
    override: bool = False
    exposed: Mapping[str, Exposed] = {}

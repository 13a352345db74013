"""What a run has read, in the words in which ``replay`` can compare it fast."""

from __future__ import annotations

import os
from glob import glob, has_magic

from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.app.files import Files
    from generator.cli.replay import Dependency


def dependencies_of(files: Files) -> tuple[Dependency, ...] | None:
    """Everything that was asked of the disk; None where the disk has changed since, so that nothing may be recorded.

    A pattern in one folder becomes the names in that folder and what kind of thing each match is: it can change only
    when one of these does, and comparing them needs none of the modules that matching needs.
    """
    found: list[Dependency] = []
    for asked in files.dependencies():
        if asked.kind != "glob" or has_magic(os.path.dirname(asked.path)) or "**" in asked.path:
            found.append((asked.kind, asked.path, asked.digest))
            continue
        found += _answers(os.path.dirname(asked.path) or ".", asked.path)
        if not files.holds(asked):
            return None
    return tuple(found)


def _answers(folder: str, pattern: str) -> list[Dependency]:
    from generator.app.files import Files

    files = Files()
    files.names(folder)
    for path in glob(pattern):
        files.exists(path)
    return [(kind, name, known) for kind, name, known in files.dependencies()]

"""What a run of lint was made from, so that ``replay`` can tell whether it would give the same again.

Only runs over manifests are recorded: what a chart, a kustomization or an app.yaml is made from is not all below the
paths that were named.
"""

from __future__ import annotations

import os
import time

from generator.cli import tree
from generator.cli.configuration import candidates
from generator.cli.replay import digest
from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.cli.replay import Dependency
    from generator.documents.source import Source


class LintRecord:
    """Watches the sources of a run go by."""

    def __init__(self) -> None:
        self._started = time.time_ns()
        self._read: dict[str, str] = {}
        self._others: list[str] = []
        self._complete = True

    def watched(self, sources: Iterable[Source]) -> Iterator[Source]:
        """The sources as they are."""
        for source in sources:
            self._complete = self._complete and source.kind == "manifests"
            if self._complete:
                for document in source.documents:
                    self._read.setdefault(document.source, document.whole)
                self._others += [*source.files, *source.left_out]
            yield source

    def dependencies(self, paths: Sequence[str]) -> tuple[Dependency, ...] | None:
        """All that the run depended on; None where that cannot be told for certain."""
        if not self._complete:
            return None
        try:
            return tuple(self._dependencies(paths))
        except (OSError, ValueError):
            return None

    def _dependencies(self, paths: Sequence[str]) -> Iterator[Dependency]:
        for path in candidates():
            yield self._configuration(path)
        for path in paths:
            if os.path.isdir(path):
                yield "tree", path, digest("\0".join(tree.names(path)).encode("utf-8", "surrogateescape"))
        for path in dict.fromkeys((*self._read, *self._others)):
            yield "content", path, self._content(path)

    def _configuration(self, path: str) -> Dependency:
        try:
            with open(path, "rb") as file:
                return "file", path, digest(file.read())
        except (FileNotFoundError, NotADirectoryError):
            return "absent", path, digest(b"absent")

    def _content(self, path: str) -> str:
        """The hash of what was read of a file, and how it looks from outside where that can be relied on."""
        rested = tree.rested(path, self._started)
        signature = tree.signature(path) if rested else ""
        if path in self._read:
            content = self._read[path].encode()
        elif rested:
            with open(path, "rb") as file:
                content = file.read()
        else:
            raise ValueError(f"{path} may have changed since it was read")
        return f"{digest(content)} {signature}".rstrip()

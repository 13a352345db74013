"""``fairlead lint --around``: what a pre-commit hook names are files, what they have to be read with is around them."""

from __future__ import annotations

import os

from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.lint.finding import Result

_MARKS = ("Chart.yaml", "kustomization.yaml", "kustomization.yml", "Kustomization")
_APPS = ("app.yaml", "app.yml")


class Around:
    """The folders around some files, and which findings in them are reported.

    A file in a chart or a kustomization, and an app.yaml, is reported on with everything that belongs to it, because
    a change to it can show anywhere in there; any other file by itself, read with the folder it is in.
    """

    def __init__(self, files: Iterable[str]) -> None:
        self._wholes: list[str] = []
        self._files: list[str] = []
        scopes = []
        for file in files:
            scope = _scope(file)
            scopes.append(scope or os.path.dirname(file) or ".")
            (self._files if scope is None else self._wholes).append(file if scope is None else scope)
        self.scopes = tuple(dict.fromkeys(scopes))

    def reported(self, result: Result) -> Result:
        """The result with the findings that are reported."""
        wholes = tuple(os.path.normpath(scope) for scope in self._wholes)
        files = {os.path.normpath(file) for file in self._files}
        findings = tuple(
            finding
            for finding in result.findings
            if (source := os.path.normpath(finding.place.source)) in files or _below(source, wholes)
        )
        return result._replace(findings=findings)


def _below(path: str, folders: tuple[str, ...]) -> bool:
    return any(folder in (".", path) or path.startswith(folder + os.sep) for folder in folders)


def _scope(file: str) -> str | None:
    """The app.yaml that a file is, or the chart or kustomization that it is in; None for a file by itself."""
    if os.path.basename(file) in _APPS:
        return file
    folder = os.path.dirname(file)
    while True:
        if any(os.path.exists(os.path.join(folder, mark)) for mark in _MARKS):
            return folder or "."
        if not folder or os.path.dirname(folder) == folder:
            return None
        folder = os.path.dirname(folder)

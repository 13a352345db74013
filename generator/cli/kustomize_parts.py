"""Files that are objects in form only: patches and what else a kustomization names that is no resource of it."""

from __future__ import annotations

import os

from generator.sources.folders import KUSTOMIZATIONS

_RESOURCES = ("resources", "bases")


class Parts:
    """What kustomizations name; each is read once."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, str]] = {}

    def part(self, real: str) -> str:
        """What a file (its real path) is to a kustomization of its folder or one above, as ``patches of a/b``.

        "" for a resource, and for what no kustomization of the repository names.
        """
        folder = os.path.dirname(real)
        while True:
            found = self._parts(folder).get(real)
            above = os.path.dirname(folder)
            if found is not None or above == folder or os.path.exists(os.path.join(folder, ".git")):
                return found or ""
            folder = above

    def _parts(self, folder: str) -> dict[str, str]:
        if folder not in self._known:
            is_one = any(os.path.exists(os.path.join(folder, name)) for name in KUSTOMIZATIONS)
            self._known[folder] = _named(folder) if is_one else {}
        return self._known[folder]


def _named(folder: str) -> dict[str, str]:
    """What the kustomization of a folder says of the files that it names, by their real paths."""
    from generator.sources.kustomization_files import kustomization_in

    kustomization = kustomization_in(folder)
    if kustomization is None:
        return {}
    found: dict[str, str] = {}
    for reference in kustomization.references():
        field = str(reference.path[0])
        said = "" if field in _RESOURCES else f"{field} of {os.path.relpath(kustomization.file)}"
        found.setdefault(os.path.realpath(reference.target), said)
    return found

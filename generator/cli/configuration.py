"""Finding the configuration: ``.fairlead.yaml``, or ``[tool.fairlead]`` of pyproject.toml, here or above."""

from __future__ import annotations

import os

from generator.errors import InputError, Place, Problem
from generator.lean import Any, NamedTuple

NAMES = (".fairlead.yaml", ".fairlead.yml", "pyproject.toml")
_TABLE = b"tool.fairlead"


class Section(NamedTuple):
    """A section of the configuration: the file, the plain value, and the line of each path in it where it is known."""

    file: str
    value: Any
    place: Any = None

    def problem(self, path: tuple[str, ...], message: str, cure: str) -> Problem:
        """A problem with the section, at its place."""
        place = self.place(path) if self.place else Place(self.file, 0, 0)
        return Problem(place, ".".join(path), message, cure)


def candidates(start: str = "") -> list[str]:
    """The files that may hold the configuration, nearest first; the search ends at the root of a repository."""
    folder = os.path.abspath(start or os.getcwd())
    found = []
    while True:
        found += [os.path.join(folder, name) for name in NAMES]
        above = os.path.dirname(folder)
        if above == folder or os.path.exists(os.path.join(folder, ".git")):
            return found
        folder = above


def section(name: str) -> Section | None:
    """A section of the nearest configuration, or None where there is none. Raises InputError where it is unreadable."""
    for path in candidates():
        try:
            with open(path, "rb") as file:
                content = file.read()
        except OSError:
            continue
        if path.endswith(".toml"):
            if _TABLE not in content:
                continue
            tool = _toml(path, content)
            if "fairlead" in tool:
                return Section(_shown(path), tool["fairlead"].get(name)) if name in tool["fairlead"] else None
            continue
        return _from_yaml(path, content, name)
    return None


def _shown(path: str) -> str:
    shown = os.path.relpath(path)
    return path if shown.startswith("..") else shown


def _toml(path: str, content: bytes) -> dict[str, Any]:
    import tomllib

    try:
        tool = tomllib.loads(content.decode()).get("tool", {})
        fine = isinstance(tool, dict) and isinstance(tool.get("fairlead", {}), dict)
    except ValueError as error:
        raise InputError([Problem(Place(_shown(path), 0, 0), "", f"is no TOML: {error}")]) from None
    if not fine:
        raise InputError([Problem(Place(_shown(path), 0, 0), "tool.fairlead", "must be a table")])
    return dict(tool)


def _from_yaml(path: str, content: bytes, name: str) -> Section | None:
    from generator.documents.node import plain
    from generator.documents.reader import read_document

    try:
        root = read_document(content.decode(), _shown(path))
    except UnicodeDecodeError:
        raise InputError([Problem(Place(_shown(path), 0, 0), "", "is not UTF-8 text")]) from None
    node = root.get(name)
    if node is None:
        return None

    def place(steps: tuple[str, ...]) -> Place:
        below = node.at(steps)
        return below.key_place if below is not None else node.key_place

    return Section(_shown(path), plain(node), place)

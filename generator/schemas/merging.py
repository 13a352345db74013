"""Puts schemas that nothing tells apart in one place, and writes what is left; part of making the bundle."""

from __future__ import annotations

import json
import marshal
from collections import Counter

from generator.lean import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Node = dict[str, Any]
FORMAT = 2
"""The version of marshal's format: Python reads it since 2.5, and writes the same bytes for equal values."""


class Merger:
    """Schemas by name, which refer to each other by name, and the kinds of each version by name of their schema."""

    def __init__(self, schemas: dict[str, Node], kinds: dict[int, dict[str, str]]) -> None:
        names = _classes(schemas)
        self._kinds = {
            minor: {kind: names[name] for kind, name in found.items()} for minor, found in sorted(kinds.items())
        }
        self._schemas = {name: _renamed(schemas[name], names) for name in set(names.values())}
        self._shared: dict[str, Node] = {}
        self._counts: Counter[str] = Counter()
        for found in self._kinds.values():
            for name in found.values():
                self._share(name)
                # Kinds are found by their line, so they need one.
                self._counts[name] += 2

    def _share(self, name: str) -> str:
        """The name of a schema, after it and all that it needs were put among the shared ones."""
        if name not in self._shared:
            self._shared[name] = {}
            self._shared[name] = _mapped(self._schemas[name], self._named)
        return name

    def _named(self, child: Any) -> str:
        """A name for a schema within another one, or behind a reference."""
        if isinstance(child, str):
            name = self._share(child)
        else:
            node = _mapped(child, self._named)
            name = json.dumps(node)
            if name in self._shared:
                # What it refers to was counted when it was first met.
                for inner in _children(node):
                    self._counts[inner] -= 1
            self._shared[name] = node
        self._counts[name] += 1
        return name

    def packed(self, made: str) -> bytes:
        """The bundle. References are offsets: as long as any other, so the second round knows where everything is."""
        counts = self._counts
        names = sorted((name for name in self._shared if counts[name] > 1), key=lambda name: (-counts[name], name))
        offsets = dict.fromkeys(names, 0)
        versions = dict.fromkeys(self._kinds, 0)
        while True:
            values = [{"made": made, "versions": versions}, *(self._written(name, offsets) for name in names)]
            values += [{kind: offsets[name] for kind, name in found.items()} for found in self._kinds.values()]
            parts = [marshal.dumps(value, FORMAT) for value in values]
            starts = _starts(parts)
            new_offsets = dict(zip(names, starts[1:], strict=False))
            new_versions = dict(zip(versions, starts[1 + len(names) :], strict=True))
            if (new_offsets, new_versions) == (offsets, versions):
                return b"".join(parts)
            offsets, versions = new_offsets, new_versions

    def _written(self, name: str, offsets: dict[str, int]) -> Node:
        def reference(child: str) -> Any:
            return offsets[child] if child in offsets else self._written(child, offsets)

        return _mapped(self._shared[name], reference)


def _starts(parts: list[bytes]) -> list[int]:
    """The offset of each part."""
    starts, end = [], 0
    for part in parts:
        starts.append(end)
        end += len(part)
    return starts


def _classes(schemas: dict[str, Node]) -> dict[str, str]:
    """For each schema the name of the first one that nothing tells it apart from.

    At first all are taken for equal; then those are told apart whose text differs, with their references as they are
    known by then, until no more can be. So definitions that refer to themselves merge as well.
    """
    names = dict.fromkeys(schemas, "")
    count = 1
    while True:
        first: dict[str, str] = {}
        finer = {}
        for name, node in schemas.items():
            key = json.dumps(_renamed(node, names))
            finer[name] = first.setdefault(key, name)
        if len(first) == count:
            return finer
        names, count = finer, len(first)


def _renamed(child: Any, names: dict[str, str]) -> Any:
    """A schema, or the name of one, with other names throughout."""
    if isinstance(child, str):
        return names[child]
    return _mapped(child, lambda inner: _renamed(inner, names))


def _mapped(node: Node, change: Callable[[Any], Any]) -> Node:
    """A schema with every schema right below it changed."""
    found = dict(node)
    if "p" in node:
        found["p"] = {key: change(child) for key, child in node["p"].items()}
    for key in ("i", "a"):
        if key in node:
            found[key] = change(node[key])
    return found


def _children(node: Node) -> list[Any]:
    found: list[Any] = []
    _mapped(node, found.append)
    return found

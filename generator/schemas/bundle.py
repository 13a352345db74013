"""Kubernetes' own schemas, by version: read piece by piece from the bundle that is made when fairlead is built."""

from __future__ import annotations

import marshal
import os

from generator.errors import InputError, Problem
from generator.lean import Any, remembered
from generator.schemas.schema import ANYTHING, Schema, field

__all__ = ["Bundle", "Schema", "field", "schema", "versions"]

PATH = os.path.join(os.path.dirname(__file__), "kubernetes.schemas")

_TYPES = {"o": "object", "a": "array", "s": "string", "i": "integer", "n": "number", "b": "boolean", "z": "null"}


@remembered
def _types(letters: str) -> frozenset[str]:
    return frozenset([_TYPES[letter] for letter in letters])


class Bundle:
    """A bundle as ``generator.schemas.compiler`` describes it. Raises InputError where there is none."""

    def __init__(self, path: str = PATH) -> None:
        try:
            with open(path, "rb") as file:
                self._packed = memoryview(file.read())
            header = self._value(0)
            self._starts = {int(minor): offset for minor, offset in header["versions"].items()}
        except (OSError, EOFError, ValueError, LookupError, TypeError):
            cure = "install fairlead again: pip install --force-reinstall fairlead (in a checkout: pip install -e .)"
            message = f"{path}: the schemas of Kubernetes are missing from this installation"
            raise InputError([Problem(None, "", message, cure)]) from None
        self.versions = tuple(sorted(self._starts))
        self._kinds: dict[int, dict[str, int]] = {}
        self._schemas: dict[int, Schema] = {}

    def _value(self, offset: int) -> Any:
        return marshal.loads(self._packed[offset:])  # noqa: S302 - it comes with the program

    def kinds(self, minor: int) -> dict[str, int]:
        """The kinds of a version, as ``apiVersion Kind``; of the nearest one where there is no such version."""
        if minor not in self._kinds:
            nearest = min(max(minor, self.versions[0]), self.versions[-1])
            self._kinds[minor] = self._value(self._starts[nearest])
        return self._kinds[minor]

    def schema(self, minor: int, api_version: str, kind: str) -> Schema | None:
        """The schema of a kind in Kubernetes 1.``minor``, None where that version does not serve it."""
        offset = self.kinds(minor).get(f"{api_version} {kind}")
        return None if offset is None else self._at(offset)

    def _at(self, raw: Any) -> Schema:
        if not isinstance(raw, int):
            return Schema(self, raw)
        found = self._schemas.get(raw)
        if found is None:
            found = self._schemas[raw] = Schema(self, raw)
        return found

    def fill(self, schema: Schema, raw: Any, /) -> None:
        """Set what a value of the bundle, or a part of one, says."""
        node = self._value(raw) if isinstance(raw, int) else raw
        letters = node.get("t")
        if letters is None:
            return
        at = self._at
        schema.types = _types(letters)
        schema.null_is_empty = True
        if "p" in node:
            schema.properties = {name: at(child) for name, child in node["p"].items()}
        if "a" in node:
            schema.additional = at(node["a"])
        elif "o" in letters and "p" not in node:
            schema.additional = ANYTHING
        if "i" in node:
            schema.items = at(node["i"])
        for letter, name in _KEPT:
            if letter in node:
                setattr(schema, name, tuple(node[letter]) if letter in "recm" else node[letter])


_KEPT = (
    ("r", "required"), ("e", "enum"), ("c", "closed"), ("f", "format"), ("k", "merge_key"), ("g", "merge_strategy"),
    ("l", "list_type"), ("m", "list_keys"),
)  # fmt: skip


_BUNDLES = remembered(Bundle)


def bundle() -> Bundle:
    """The bundle of this installation."""
    return _BUNDLES(PATH)


def versions() -> tuple[int, ...]:
    """The Kubernetes versions that there are schemas for: 25 for 1.25, oldest first."""
    return bundle().versions


def schema(minor: int, api_version: str, kind: str) -> Schema | None:
    """The schema of a kind in Kubernetes 1.``minor``, None where that version does not serve it.

    A version outside ``versions()`` is answered with the nearest one.
    """
    return bundle().schema(minor, api_version, kind)

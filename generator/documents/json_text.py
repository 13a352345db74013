"""JSON values with positions, as Go's decoder reads them: stricter than YAML, and with escapes YAML has not."""

from __future__ import annotations

from generator.documents.chunks import Chunk, Positions
from generator.documents.node import DEEPEST, Node
from generator.documents.scalars import is_infinite, json_number
from generator.documents.syntax import duplicate_problem
from generator.errors import InputError, Place, Problem
from generator.lean import Any, Pattern

_BLANKS = Pattern(r"[ \t\r\n]*")
_STRING = Pattern(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"')
_ATOM = Pattern(r"(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)|true|false|null")
_SURROGATE = Pattern("[\ud800-\udfff]")
_WORDS = {"true": True, "false": False, "null": None}


class NotJsonError(Exception):
    """The text is no JSON from here on."""


class JsonReader:
    """The JSON values of a text, one after the other; ``end`` is the index behind the last one."""

    def __init__(self, chunk: Chunk, problems: list[Problem]) -> None:
        self.end = 0
        self._text = chunk.text
        self._positions = Positions(chunk)
        self._problems = problems
        self._path: list[str] = []

    def more(self) -> bool:
        """Whether anything but blanks is left."""
        return self._skip(self.end) < len(self._text)

    def next_value(self) -> Node:
        """The next value; NotJsonError, with ``end`` unmoved, where there is none."""
        found: list[Problem] = []
        kept, self._problems = self._problems, found
        try:
            node, end = self._value(self._skip(self.end), None)
        finally:
            self._problems = kept
        self._problems += found
        self.end = end
        return node

    def _skip(self, at: int) -> int:
        found = _BLANKS.match(self._text, at)
        return found.end() if found else at

    def _value(self, at: int, key_place: Place | None) -> tuple[Node, int]:
        place = self._positions.at(at)
        first = self._text[at : at + 1]
        if first == '"':
            text, end = self._string(at)
            return Node(text, place, key_place, text), end
        if first and first in "{[":
            if len(self._path) >= DEEPEST:
                raise InputError([Problem(place, "", f"maps and lists are nested more than {DEEPEST} deep")])
            value, end = self._map(at + 1) if first == "{" else self._list(at + 1)
            return Node(value, place, key_place), end
        return self._atom(at, place, key_place)

    def _atom(self, at: int, place: Place, key_place: Place | None) -> tuple[Node, int]:
        found = _ATOM.match(self._text, at)
        if not found:
            raise NotJsonError
        text = found[0]
        return Node(self._number(text, place) if found[1] else _WORDS[text], place, key_place, text), found.end()

    def _number(self, text: str, place: Place) -> Any:
        whole = text.lstrip("-").isdigit() and len(text) < 25  # noqa: PLR2004 - more than 64 bits have
        value = json_number(int(text) if whole else float(text))
        if isinstance(value, float) and is_infinite(value):
            self._problems.append(Problem(place, ".".join(self._path), f"{text} is no number that Kubernetes can hold"))
        return value

    def _string(self, at: int) -> tuple[str, int]:
        import json

        found = _STRING.match(self._text, at)
        if not found:
            raise NotJsonError
        return _SURROGATE.sub("\ufffd", json.loads(found[0])), found.end()

    def _map(self, at: int) -> tuple[dict[str, Node], int]:
        children: dict[str, Node] = {}
        at = self._skip(at)
        if self._text[at : at + 1] == "}":
            return children, at + 1
        while True:
            at = self._pair(children, self._skip(at))
            if self._text[at : at + 1] == "}":
                return children, at + 1
            at = self._expect(",", at)

    def _pair(self, children: dict[str, Node], at: int) -> int:
        place = self._positions.at(at)
        key, at = self._string(at)
        at = self._skip(self._expect(":", self._skip(at)))
        self._path.append(key)
        child, at = self._value(at, place)
        if key in children:
            self._problems.append(duplicate_problem(self._path, children[key].key_place, place))
        self._path.pop()
        children.setdefault(key, child)
        return self._skip(at)

    def _list(self, at: int) -> tuple[list[Node], int]:
        items: list[Node] = []
        at = self._skip(at)
        if self._text[at : at + 1] == "]":
            return items, at + 1
        while True:
            self._path.append(str(len(items)))
            child, at = self._value(self._skip(at), None)
            self._path.pop()
            items.append(child)
            at = self._skip(at)
            if self._text[at : at + 1] == "]":
                return items, at + 1
            at = self._expect(",", at)

    def _expect(self, mark: str, at: int) -> int:
        if self._text[at : at + 1] != mark:
            raise NotJsonError
        return at + 1

"""Nodes from the events of one document: maps, lists, scalars, anchors and merges as Kubernetes understands them."""

from __future__ import annotations

from yaml import events as kinds
from yaml.error import YAMLError

from generator.documents.chunks import Chunk, Positions
from generator.documents.escapes import Mended, holds_slash, mend
from generator.documents.events import parser
from generator.documents.node import DEEPEST, Node
from generator.documents.scalars import is_infinite, key_text, resolve
from generator.documents.syntax import duplicate_problem, syntax_problem
from generator.errors import InputError, Place, Problem
from generator.lean import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_MERGE_TAG = "tag:yaml.org,2002:merge"


class _Anchor(NamedTuple):
    """What an anchor names: nothing yet while it is open; its size counts all Nodes below it, aliases expanded."""

    node: Node | None
    size: int
    written: tuple[str, str | None, bool] | None


def compose(chunk: Chunk, problems: list[Problem], *, pure: bool = False) -> Node | None:
    """The document of a chunk, or None where it has none; what is wrong with it is appended to the problems.

    ``pure`` asks for the parser in pure Python.
    """
    mended: Mended | None = Mended(chunk.text, "")
    while mended:
        composer = _Composer(chunk, mended, pure=pure)
        try:
            node = composer.document()
        except YAMLError as error:
            mended = mend(mended.text, error, mended.stand_in)
            if mended:
                continue
            composer.problems.append(syntax_problem(error, composer.positions))
            node = None
        except InputError as error:
            composer.problems += error.problems
            node = None
        problems += composer.problems
        return node
    return None


class _Composer:
    """One document being composed. A problem that leaves nothing to go on with is raised, others are collected."""

    def __init__(self, chunk: Chunk, mended: Mended, *, pure: bool) -> None:
        self.positions = Positions(chunk)
        self.problems: list[Problem] = []
        self._place = self.positions.of if self.positions.odd else _simple_place(chunk)
        self._text, self._stand_in = mended
        self._next: Callable[[], Any] = parser(self._text, pure=pure).get_event
        self._anchors: dict[str, _Anchor] = {}
        self._path: list[str] = []
        self._flow = 0
        self._read = 1
        self._aliased = 0
        self._odd_quotes = self._stand_in != "" or "\\/" in chunk.text

    def document(self) -> Node | None:
        """The first document; as in Kubernetes nothing behind its end is read."""
        self._next()
        if type(self._next()) is kinds.StreamEndEvent:
            return None
        root = self._node(self._next(), None)
        self._next()
        return root

    def _node(self, event: Any, key_place: Place | None) -> Node:
        self._read += 1
        kind = type(event)
        place = self._place(event.start_mark)
        if kind is kinds.ScalarEvent:
            if self._odd_quotes or self._flow:
                self._check_style(event, place)
            node = Node(self._scalar(event, place), place, key_place, event.value)
            if event.anchor is not None:
                self._anchors[event.anchor] = _Anchor(node, 1, _written(event))
            return node
        if kind is kinds.AliasEvent:
            return self._alias(event, place, key_place)
        return self._collection(event, place, key_place)

    def _scalar(self, event: Any, place: Place) -> Any:
        text, tag, plain = event.value, event.tag, event.implicit[0]
        if tag is None and not plain:
            return text
        try:
            value = resolve(text, tag, plain)
        except ValueError as error:
            self._problem(place, str(error), "remove the tag, or write what it asks for")
            return None
        if type(value) is float and is_infinite(value):
            self._problem(place, f"{text} is no number that Kubernetes can hold", "quote it if it is meant as text")
        return value

    def _check_style(self, event: Any, place: Place) -> None:
        """Mend what libyaml reads and Kubernetes does not, or the other way round; it depends on how it is written."""
        if event.style == '"' and self._odd_quotes:
            if holds_slash(self._text[event.start_mark.index : event.end_mark.index]):
                self._problem(place, "Kubernetes does not know the escape \\/", "write / without a backslash")
            if self._stand_in:
                event.value = event.value.replace(self._stand_in, "'")
        elif self._flow and not event.style and "?" in event.value:
            message = "Kubernetes reads no unquoted text with a ? between brackets or braces"
            self._problem(place, message, "quote it")

    def _collection(self, event: Any, place: Place, key_place: Place | None) -> Node:
        if len(self._path) >= DEEPEST:
            raise self._stop(place, f"maps and lists are nested more than {DEEPEST} deep")
        before, flow = self._read, self._flow
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchor(None, 0, None)
        self._flow = event.flow_style
        value = self._map() if type(event) is kinds.MappingStartEvent else self._list()
        self._flow = flow
        node = Node(value, place, key_place)
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchor(node, self._read - before + 1, None)
        return node

    def _list(self) -> list[Node]:
        items: list[Node] = []
        while type(event := self._next()) is not kinds.SequenceEndEvent:
            self._path.append(str(len(items)))
            items.append(self._node(event, None))
            self._path.pop()
        return items

    def _map(self) -> dict[str, Node]:
        children: dict[str, Node] = {}
        while type(event := self._next()) is not kinds.MappingEndEvent:
            place = self._place(event.start_mark)
            if type(event) is kinds.ScalarEvent and event.value == "<<" and _is_merge(event):
                self._merge(children, place)
                continue
            key = self._key(event, place)
            self._path.append(key)
            child = self._node(self._next(), place)
            self._path.pop()
            self._put(children, key, child, place)
        return children

    def _put(self, children: dict[str, Node], key: str, child: Node, place: Place) -> None:
        if key in children:
            self.problems.append(duplicate_problem([*self._path, key], children[key].key_place, place))
        else:
            children[key] = child

    def _key(self, event: Any, place: Place) -> str:
        self._read += 1
        if type(event) is not kinds.ScalarEvent:
            text, tag, plain = self._key_from_anchor(event, place)
        else:
            if self._odd_quotes or self._flow:
                self._check_style(event, place)
            text, tag, plain = event.value, event.tag, event.implicit[0]
        try:
            key = key_text(text, tag, plain)
        except ValueError as error:
            self._problem(place, str(error), "quote the key")
            key = text
        if type(event) is kinds.ScalarEvent and event.anchor is not None:
            node = Node(self._scalar(event, place), place, None, text)
            self._anchors[event.anchor] = _Anchor(node, 1, _written(event))
        return key

    def _key_from_anchor(self, event: Any, place: Place) -> tuple[str, str | None, bool]:
        if type(event) is kinds.AliasEvent:
            found = self._anchors.get(str(event.anchor))
            if found is None:
                raise self._unknown(event, place)
            self._count(found.size, place)
            if found.written:
                return found.written
        cure = "quote the value if braces or brackets belong to its text"
        raise self._stop(place, "a key must be a scalar, not a list or map", cure)

    def _alias(self, event: Any, place: Place, key_place: Place | None) -> Node:
        found = self._anchors.get(event.anchor)
        if found is None:
            raise self._unknown(event, place)
        if found.node is None:
            raise self._stop(place, f"the anchor &{event.anchor} contains itself")
        self._count(found.size, place)
        return Node(found.node.value, place, key_place, found.node.text)

    def _count(self, size: int, place: Place) -> None:
        """Count an alias as the Nodes it expands to, and stop a document that explodes where Kubernetes does."""
        self._read += size
        self._aliased += size
        allowed = max(0.1, 0.99 - 0.89 * max(0, self._read - 400_000) / 3_600_000)
        if self._aliased > 100 and self._read > 1000 and self._aliased / self._read > allowed:  # noqa: PLR2004
            raise self._stop(place, "the aliases of this document expand to too much")

    def _merge(self, children: dict[str, Node], place: Place) -> None:
        event = self._next()
        merged = self._node(event, place)
        parts = merged.value if type(event) is kinds.SequenceStartEvent else [merged]
        if not all(isinstance(part.value, dict) for part in parts):
            raise self._stop(place, "<< merges maps and nothing else", "give it an alias of a map, or a list of those")
        for part in parts:
            for key, child in part.value.items():
                self._put(children, key, child, place)

    def _problem(self, place: Place, message: str, cure: str = "") -> None:
        self.problems.append(Problem(place, ".".join(self._path), message, cure))

    def _stop(self, place: Place, message: str, cure: str = "") -> InputError:
        return InputError([Problem(place, ".".join(self._path), message, cure)])

    def _unknown(self, event: Any, place: Place) -> InputError:
        return self._stop(place, f"there is no anchor &{event.anchor} before this", "quote the value if it is text")


def _simple_place(chunk: Chunk) -> Callable[[Any], Place]:
    """Positions.of for the ordinary chunk, as a closure because it is called for every key and value."""
    source, first = chunk.source, chunk.line + 1

    def place(mark: Any) -> Place:
        return Place(source, first + mark.line, mark.column + 1)

    return place


def _written(event: Any) -> tuple[str, str | None, bool]:
    """A scalar's text, its tag and whether it is plain."""
    return event.value, event.tag, event.implicit[0]


def _is_merge(event: Any) -> bool:
    return bool(event.implicit[0] or event.tag == _MERGE_TAG)

"""All documents of a text as kubectl would see them, each with its plain value and with places on demand.

Most documents are ordinary, and their values are read without positions; the exact reader is asked for all others, and
when a place is wanted.
"""

from __future__ import annotations

import marshal

from generator.documents.chunks import Chunk, split
from generator.documents.node import DEEPEST, Node
from generator.documents.quick import MISS, read_block
from generator.documents.reader import opening, unreadable, with_lines, without_mark
from generator.errors import InputError, Place, Problem
from generator.lean import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.documents.locate import Layout
    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.documents.written import Ambiguous


class Reading:
    """The documents of a text that have a value, and all that is wrong with it, with source lines.

    A document with a problem is there too where it has a value all the same.
    """

    __slots__ = ("documents", "problems")

    def __init__(self, documents: list[Document], problems: list[Problem]) -> None:
        self.documents = documents
        self.problems = problems


Packed: TypeAlias = (
    "tuple[bytes, tuple[str, str, int, int], str, tuple[bool, Node | None, tuple[Ambiguous, ...] | None]]"
)
"""A document on its way to another process: value, chunk, the whole text, and what the exact reader knows of it."""


class Text:
    """A source's text, and its lines once one is wanted."""

    __slots__ = ("_lines", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines: list[str] | None = None

    def line(self, number: int) -> str:
        """A line, counted from 1, without its line break; "" where there is none."""
        if self._lines is None:
            self._lines = self.text.split("\n")
        return self._lines[number - 1].rstrip("\r") if 0 < number <= len(self._lines) else ""


class Document:
    """One document: its value, nulls kept, its chunk of the source, and what of it is found out when it is asked for.

    It is the Origin of the manifests in it. ``node`` is given where the exact reader has read it already; ``json``
    says that it was read as JSON.
    """

    __slots__ = ("_ambiguous", "_exact", "_layout", "_node", "_whole", "chunk", "value")

    def __init__(
        self, value: Plain, chunk: Chunk, whole: Text, node: Node | None = None, *, json: bool = False
    ) -> None:
        self.value = value
        self.chunk = chunk
        self._whole = whole
        self._node = node
        self._exact = node is not None and not json
        self._layout: Layout | None = None
        self._ambiguous: tuple[Ambiguous, ...] | None = () if json or node is None else None

    @property
    def source(self) -> str:
        """The file, as a person named it."""
        return self.chunk.source

    @property
    def text(self) -> str:
        """The text of this document."""
        return self.chunk.text

    @property
    def whole(self) -> str:
        """The text of the whole source."""
        return self._whole.text

    @property
    def is_ordinary(self) -> bool:
        """Whether nothing in it needed the exact reader: so everything in it means what it says."""
        return self._node is None and not self._exact

    @property
    def ambiguous(self) -> tuple[Ambiguous, ...]:
        """The scalars that Kubernetes reads otherwise than they look, in the order of the text."""
        if self._ambiguous is None:
            from generator.documents.written import ambiguous_scalars

            self._ambiguous = tuple(ambiguous_scalars(self.node(), self._whole))
        return self._ambiguous

    def node(self) -> Node:
        """The document with the places of its values."""
        if self._node is None:
            from generator.documents.composer import compose

            self._node = compose(self.chunk, []) or Node(self.value, Place(self.source, self.chunk.line + 1, 1))
        return self._node

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Where the value at a path is written, or its key; where there is none, the key of what it would belong to."""
        node = self.node() if self._exact else self._node
        if node is None:
            return self._located(path, key=key)
        for step in path:
            inside = node.value
            if isinstance(step, str):
                child = inside.get(step) if isinstance(inside, dict) else None
            else:
                child = inside[step] if isinstance(inside, list) and 0 <= step < len(inside) else None
            if child is None:
                return node.key_place
            node = child
        return node.key_place if key else node.place

    def packed(self) -> Packed:
        """What of it goes to another process: not what that finds out again, if it is asked at all."""
        node = None if self._exact else self._node
        ambiguous = self.ambiguous if self._exact else self._ambiguous
        text, source, line, column = self.chunk
        return marshal.dumps(self.value), (text, source, line, column), self._whole.text, (self._exact, node, ambiguous)

    @classmethod
    def unpacked(cls, packed: Packed, whole: Text) -> Document:
        """The document that was packed; ``whole`` is the text that it comes from."""
        value, chunk, _, (exact, node, ambiguous) = packed
        document = cls(marshal.loads(value), Chunk(*chunk), whole, node)  # noqa: S302 - our own process wrote it
        document._exact, document._ambiguous = exact, ambiguous
        return document

    def _located(self, path: Path, *, key: bool) -> Place:
        """The place in a document that was read quickly."""
        if self._layout is None:
            from generator.documents.locate import Layout

            self._layout = Layout(self.chunk.text)
        line, column = self._layout.at(path, key=key)
        before = self.chunk.column if line == 0 else 0
        return Place(self.chunk.source, self.chunk.line + line + 1, before + column + 1)

    def line(self, place: Place) -> str:
        """The source line of a place without its line break."""
        return self._whole.line(place.line)


def unpacked(rows: Iterable[Packed]) -> Iterator[Document]:
    """The documents that were packed, those of one text with that text in common."""
    whole = Text("")
    for row in rows:
        whole = whole if whole.text is row[2] else Text(row[2])
        yield Document.unpacked(row, whole)


def read(text: str, source: str) -> Reading:
    """All documents of a text, those that are empty or null left out, and all its problems; it raises for no text."""
    problems: list[Problem] = []
    whole = Text(text)
    values, rest = opening(Chunk(text, source), problems)
    documents = [Document(_value_of(node, 0), chunk, whole, node, json=True) for node, chunk in values]
    if rest is not None:
        for chunk in _chunks(rest, problems):
            documents += _read_chunk(without_mark(chunk), whole, problems)
    found = [document for document in documents if document.value is not None]
    return Reading(found, _shown(with_lines(problems, text), text) if problems else [])


def _shown(problems: list[Problem], text: str) -> list[Problem]:
    """The problems without their source lines where the text holds a Secret: these are not to be repeated."""
    return [problem._replace(source_line="") for problem in problems] if "Secret" in text else problems


def _chunks(rest: Chunk, problems: list[Problem]) -> list[Chunk]:
    """What chunks.split gives, without its look at every line where all lines with --- are nothing but that."""
    if "---" not in rest.text:
        return [rest]
    parts = f"\n{rest.text}".split("\n---")
    if len(parts) == 1:
        return [rest]
    if any(part and part[0] != "\n" for part in parts[1:]):
        return split(rest, problems)
    found: list[Chunk] = []
    line, column = rest.line, rest.column
    last = parts.pop()
    for part in parts:
        if _has_content(part):
            found.append(Chunk(f"{part[1:]}\n", rest.source, line, column))
        line, column = line + part.count("\n") + 1, 0
    if _has_content(last):
        found.append(Chunk(last[1:], rest.source, line, column))
    return found


def _has_content(part: str) -> bool:
    # Asked first whether it is blank at all, because to strip a text copies it.
    return part != "" and (not part.isspace() or part.strip(" \r\n") != "")


def _read_chunk(chunk: Chunk, whole: Text, problems: list[Problem]) -> list[Document]:
    value = read_block(chunk.text)
    if value is not MISS:
        return [Document(value, chunk, whole)]
    wrong = unreadable(chunk)
    if wrong:
        problems += wrong
        return []
    from generator.documents.composer import compose
    from generator.documents.written import dropped_text

    node = compose(chunk, problems)
    problems += dropped_text(chunk)
    try:
        return [] if node is None else [Document(_value_of(node, 0), chunk, whole, node)]
    except InputError as error:
        problems += error.problems
        return []


def _value_of(node: Node, depth: int) -> Plain:
    """The plain value of a Node; InputError where it is nested too deeply, which only aliases in aliases can be."""
    value = node.value
    if depth > DEEPEST:
        raise InputError([Problem(node.place, "", f"its aliases nest maps and lists more than {DEEPEST} deep")])
    if isinstance(value, dict):
        return {key: _value_of(child, depth + 1) for key, child in value.items()}
    return [_value_of(child, depth + 1) for child in value] if isinstance(value, list) else value

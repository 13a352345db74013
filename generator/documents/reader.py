"""Reading YAML and JSON exactly as Kubernetes reads it, with the position of every value.

Strictly, as sigs.k8s.io/yaml does: a key that stands twice is an error. Everything that is wrong in a text is reported
at once, except that a syntax error ends the document it is in.
"""

from __future__ import annotations

from generator.documents.chunks import Chunk, Positions, split
from generator.documents.node import Node
from generator.errors import InputError, Place, Problem
from generator.lean import Pattern, TypeAlias

_HALF_PAIR = Pattern("[\ud800-\udfff]")
_UNREADABLE = Pattern("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLANKS = Pattern(r"[^\S\n]*\n?")


Opening: TypeAlias = tuple[list[tuple[Node, Chunk]], "Chunk | None"]
"""The JSON values that a text begins with, each with its own text, and the rest of it, which is YAML."""


def read_documents(text: str, source: str) -> list[Node]:
    """The documents of a text, those that are empty or null left out; InputError with all problems.

    As in kubectl a text that begins with ``{`` is a row of JSON values for as long as it can be.
    """
    problems: list[Problem] = []
    values, rest = opening(Chunk(text, source), problems)
    nodes = [node for node, _ in values]
    if rest is not None:
        nodes += _yaml(rest, problems)
    if problems:
        raise InputError(with_lines(problems, text))
    return [node for node in nodes if node.value is not None]


def read_document(text: str, source: str) -> Node:
    """The only document of a text; a Node without a value for a text without one; InputError for more than one."""
    nodes = read_documents(text, source)
    if not nodes:
        return Node(None, Place(source, 1, 1))
    if len(nodes) > 1:
        problem = Problem(nodes[1].place, "", "a second document begins here, and this file can hold only one")
        raise InputError(with_lines([problem._replace(cure="put it in a file of its own")], text))
    return nodes[0]


def opening(chunk: Chunk, problems: list[Problem]) -> Opening:
    """What a text begins with; a text with halves of characters is only a problem."""
    text = chunk.text
    if not text.lstrip().startswith("{"):
        return [], chunk
    wrong = [] if text.isascii() else _first(chunk, _HALF_PAIR)
    if wrong:
        problems += wrong
        return [], None
    return _json_row(chunk, problems)


def _json_row(chunk: Chunk, problems: list[Problem]) -> Opening:
    from generator.documents.json_text import JsonReader, NotJsonError

    reader = JsonReader(chunk, problems)
    values: list[tuple[Node, Chunk]] = []
    try:
        while reader.more():
            start = reader.end
            node = reader.next_value()
            values.append((node, _part(chunk, start, reader.end)))
    except InputError as error:
        problems += error.problems
    except NotJsonError:
        rest = _rest(chunk, reader.end)
        if len(values) < 2:  # noqa: PLR2004 - Kubernetes takes what stands behind one value for YAML
            return values, rest
        message = "this is no JSON value, and behind two of them Kubernetes reads nothing else"
        problems.append(Problem(Positions(rest).at(0), "", message))
    return values, None


def _rest(chunk: Chunk, end: int) -> Chunk:
    """The text behind a JSON value without blanks up to and including the first line break."""
    found = _BLANKS.match(chunk.text, end)
    return _part(chunk, found.end() if found and end else end, len(chunk.text))


def _part(chunk: Chunk, start: int, end: int) -> Chunk:
    """The text between two indexes of a text that is a whole source."""
    before = chunk.text[:start]
    return Chunk(chunk.text[start:end], chunk.source, before.count("\n"), start - before.rfind("\n") - 1)


def _yaml(chunk: Chunk, problems: list[Problem]) -> list[Node]:
    from generator.documents.composer import compose

    wrong = unreadable(chunk)
    if wrong:
        problems += wrong
        return []
    nodes = (compose(without_mark(one), problems) for one in split(chunk, problems))
    return [node for node in nodes if node is not None]


def without_mark(chunk: Chunk) -> Chunk:
    """The chunk without the byte order mark that Windows programs put at a file's start; it counts as no column."""
    return chunk._replace(text=chunk.text[1:]) if chunk.text.startswith("\ufeff") else chunk


def unreadable(chunk: Chunk) -> list[Problem]:
    """The problem of the first character that no YAML may hold; [] where there is none."""
    text = chunk.text.replace("\n", "").replace("\r", "").replace("\t", "")
    # Asked first, because to compile a pattern with so many characters takes longer than to read a file.
    return [] if text.isprintable() else _first(chunk, _UNREADABLE)


def _first(chunk: Chunk, characters: Pattern) -> list[Problem]:
    found = characters.search(chunk.text)
    if not found:
        return []
    message = f"the control character U+{ord(found[0]):04X} is not allowed"
    cure = "remove it, or write it as an escape in double quotes"
    return [Problem(Positions(chunk).at(found.start()), "", message, cure)]


def with_lines(problems: list[Problem], text: str) -> list[Problem]:
    """The problems with their source lines."""
    lines = text.split("\n")
    return [_with_line(problem, lines) for problem in problems]


def _with_line(problem: Problem, lines: list[str]) -> Problem:
    """A problem with its source line; one behind the last line is at that line's end."""
    place = problem.place
    if place is None or place.line < 1:
        return problem
    if place.line > len(lines):
        place = place._replace(line=len(lines), column=len(lines[-1]) + 1)
    return problem._replace(place=place, source_line=lines[place.line - 1].rstrip("\r"))

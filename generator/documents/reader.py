"""Reading YAML and JSON exactly as Kubernetes reads it, with the position of every value.

Strictly, as sigs.k8s.io/yaml does: a key that stands twice is an error. Everything that is wrong in a text is reported
at once, except that a syntax error ends the document it is in.
"""

from __future__ import annotations

import re

from generator.documents.chunks import Chunk, Positions, split
from generator.documents.node import Node
from generator.errors import InputError, Place, Problem

_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HALF_PAIR = re.compile("[\ud800-\udfff]")


def read_documents(text: str, source: str) -> list[Node]:
    """The documents of a text, those that are empty or null left out; InputError with all problems.

    As in kubectl a text that begins with ``{`` is a row of JSON values for as long as it can be.
    """
    problems: list[Problem] = []
    chunk = Chunk(text, source)
    if _HALF_PAIR.search(text):
        nodes: list[Node] = []
        problems += _unreadable(chunk, _HALF_PAIR)
    elif text.lstrip().startswith("{"):
        nodes = _json_row(chunk, problems)
    else:
        nodes = _yaml(chunk, problems)
    if problems:
        raise InputError(_with_lines(problems, text))
    return nodes


def read_document(text: str, source: str) -> Node:
    """The only document of a text; a Node without a value for a text without one; InputError for more than one."""
    nodes = read_documents(text, source)
    if not nodes:
        return Node(None, Place(source, 1, 1))
    if len(nodes) > 1:
        problem = Problem(nodes[1].place, "", "a second document begins here, and this file can hold only one")
        raise InputError(_with_lines([problem._replace(cure="put it in a file of its own")], text))
    return nodes[0]


def _json_row(chunk: Chunk, problems: list[Problem]) -> list[Node]:
    from generator.documents.json_text import JsonReader, NotJsonError

    reader = JsonReader(chunk, problems)
    nodes: list[Node] = []
    try:
        while reader.more():
            nodes.append(reader.next_value())
    except InputError as error:
        problems += error.problems
    except NotJsonError:
        rest = _rest(chunk, reader.end)
        if len(nodes) > 1:
            message = "this is no JSON value, and behind two of them Kubernetes reads nothing else"
            problems.append(Problem(Positions(rest).at(0), "", message))
        else:
            nodes += _yaml(rest, problems)
    return [node for node in nodes if node.value is not None]


def _rest(chunk: Chunk, end: int) -> Chunk:
    """The text behind a JSON value without blanks up to and including the first line break."""
    found = re.compile(r"[^\S\n]*\n?").match(chunk.text, end)
    start = found.end() if found and end else end
    before = chunk.text[:start]
    return Chunk(chunk.text[start:], chunk.source, before.count("\n"), start - before.rfind("\n") - 1)


def _yaml(chunk: Chunk, problems: list[Problem]) -> list[Node]:
    from generator.documents.composer import compose

    wrong = _unreadable(chunk, _UNREADABLE)
    if wrong:
        problems += wrong
        return []
    nodes = (compose(_without_mark(one), problems) for one in split(chunk, problems))
    return [node for node in nodes if node is not None and node.value is not None]


def _without_mark(chunk: Chunk) -> Chunk:
    """The chunk without the byte order mark that Windows programs put at a file's start; it counts as no column."""
    return chunk._replace(text=chunk.text[1:]) if chunk.text.startswith("\ufeff") else chunk


def _unreadable(chunk: Chunk, characters: re.Pattern[str]) -> list[Problem]:
    found = characters.search(chunk.text)
    if not found:
        return []
    message = f"the control character U+{ord(found[0]):04X} is not allowed"
    cure = "remove it, or write it as an escape in double quotes"
    return [Problem(Positions(chunk).at(found.start()), "", message, cure)]


def _with_lines(problems: list[Problem], text: str) -> list[Problem]:
    """The problems with their source lines."""
    lines = text.split("\n")
    return [
        problem._replace(source_line=lines[problem.place.line - 1].rstrip("\r"))
        if problem.place and 0 < problem.place.line <= len(lines)
        else problem
        for problem in problems
    ]

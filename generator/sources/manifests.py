"""Files of manifests as one source, in which references across the files resolve."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from generator.documents.manifest import Manifest
from generator.documents.reading import read
from generator.documents.source import Source
from generator.documents.workers import in_shares
from generator.errors import Place, Problem
from generator.sources.texts import text_with_problems

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from generator.documents.node import Plain
    from generator.documents.reading import Document, Reading

STDIN = "<stdin>"
_TEMPLATE = "{{"
_HINTS = ("apiVersion", "kind", "{{")
"""A file in a folder that has none of these is no manifest, and need not be read as YAML to say so."""


class _Gathered:
    """What was read so far."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.problems: list[Problem] = []
        self.files: list[str] = []
        self.left_out: list[str] = []

    def join(self, other: _Gathered) -> None:
        """Take in what was read elsewhere."""
        self.documents += other.documents
        self.problems += other.problems
        self.files += other.files
        self.left_out += other.left_out

    def add(self, path: str, text: str, problems: Iterable[Problem] = (), *, named: bool) -> None:
        """Take a file in, or leave it out where it was met in a folder and is plainly no manifest."""
        wrong = list(problems)
        if wrong and not named and path.endswith(".json"):
            self.left_out.append(path)
            return
        if not wrong and not named and not any(hint in text for hint in _HINTS):
            self.left_out.append(path)
            return
        reading = read(text, path)
        if not wrong and not named and not _may_be_manifests(text, reading):
            self.left_out.append(path)
            return
        self.files.append(path)
        self.documents += reading.documents
        found = _template_problems(path, text, reading, named=named) or reading.problems
        if wrong and not reading.documents:
            found = []  # it is no text at all: what is wrong with each byte of it helps nobody
        self.problems += wrong + found
        if named and not reading.documents and not found and not wrong:
            self.problems.append(Problem(Place(path, 0, 0), "", "holds no object", severity="warning"))


def manifest_source(
    name: str, paths: Sequence[str], named: Container[str] = (), problems: Iterable[Problem] = (), jobs: int = 1
) -> Source:
    """One source of many files, read in ``jobs`` processes; those that a person named are read whatever they hold."""

    def gathered(share: Sequence[str]) -> _Gathered:
        found = _Gathered()
        for path in share:
            found.add(path, *text_with_problems(path), named=path in named)
        return found

    whole = _Gathered()
    whole.problems += problems
    for part in in_shares(gathered, paths, jobs, _size):
        whole.join(part)
    return _source(name, whole)


def _size(path: str) -> int:
    """The bytes of a file, of which reading takes its time; 0 for one that is not there."""
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def text_source(name: str, text: str | Problem) -> Source:
    """A source of a text that is in no file."""
    gathered = _Gathered()
    gathered.add(name, *(("", [text]) if isinstance(text, Problem) else (text, [])), named=True)
    return _source(name, gathered)


def _source(name: str, gathered: _Gathered) -> Source:
    documents = tuple(gathered.documents)
    return Source(
        name,
        "manifests",
        tuple([Manifest(document.value, document) for document in documents]),
        documents,
        tuple(gathered.problems),
        files=tuple(gathered.files),
        left_out=tuple(gathered.left_out),
    )


def _may_be_manifests(text: str, reading: Reading) -> bool:
    """Whether any document is an object, or a slip away from one; what cannot be read is judged by its lines."""
    if any(_is_object(document.value) for document in reading.documents):
        return True
    return bool(reading.problems) and _says(text, "apiVersion") and _says(text, "kind")


def _is_object(value: Plain) -> bool:
    if not isinstance(value, dict):
        return False
    if "kind" in value and ("apiVersion" in value or isinstance(value.get("metadata"), dict)):
        return True
    return "apiVersion" in value and ("metadata" in value or "spec" in value)


def _says(text: str, key: str) -> bool:
    """Whether a line of a text begins with a key, or it stands somewhere in JSON."""
    return text.startswith(f"{key}:") or f"\n{key}:" in text or f'"{key}"' in text


def _template_problems(path: str, text: str, reading: Reading, *, named: bool) -> list[Problem]:
    """One problem for all that is wrong with the template of a chart, which is no YAML before it is rendered."""
    if not reading.problems or _TEMPLATE not in text:
        return []
    rows = text.split("\n")
    if not (
        any(row.lstrip().startswith(_TEMPLATE) for row in rows)
        or all(_TEMPLATE in problem.source_line for problem in reading.problems)
    ):
        return []
    line = next(number for number, row in enumerate(rows, 1) if _TEMPLATE in row)
    row = rows[line - 1].rstrip("\r")
    cure = "lint the chart that it is part of, or what it renders to: helm template … | fairlead lint -"
    message = "is a template: it cannot be read before it is rendered"
    place = Place(path, line, row.index(_TEMPLATE) + 1)
    return [Problem(place, "", message, cure, row, "error" if named else "warning")]

"""Files of manifests as one source, in which references across the files resolve."""

from __future__ import annotations

from generator.documents.manifest import Manifest
from generator.documents.reading import read, unpacked
from generator.documents.source import Source
from generator.documents.workers import in_parts
from generator.errors import Place, Problem
from generator.lean import TYPE_CHECKING, Any, NamedTuple
from generator.objects.admission import is_clean, is_settled
from generator.sources.texts import text_with_problems

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from generator.documents.node import Plain
    from generator.documents.reading import Document, Reading

STDIN = "<stdin>"
_TEMPLATE = "{{"
_HINTS = ("apiVersion", "kind", "{{")
"""A file in a folder that has none of these is no manifest, and need not be read as YAML to say so."""


class Workers(NamedTuple):
    """The processes that read, and the Kubernetes version 1.``minor`` for which they look at objects in passing.

    With ``settling`` objects about which the schemas have nothing more to say are only counted.
    """

    jobs: int
    minor: int
    settling: bool = False


ALONE = Workers(1, 0)


class _Gathered:
    """What was read so far."""

    def __init__(self, workers: Workers = ALONE) -> None:
        self.documents: list[Document] = []
        self.clean: list[int] = []
        self.problems: list[Problem] = []
        self.files: list[str] = []
        self.left_out: list[str] = []
        self.settled = 0
        self._workers = workers

    def join(self, other: _Gathered) -> None:
        """Take in what was read elsewhere."""
        self.documents += other.documents
        self.clean += other.clean
        self.problems += other.problems
        self.files += other.files
        self.left_out += other.left_out
        self.settled += other.settled

    def __getstate__(self) -> tuple[object, ...]:
        """What goes from the process that read to the one that asked."""
        rows = [document.packed() for document in self.documents]
        return rows, self.clean, self.problems, self.files, self.left_out, self.settled

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        rows, self.clean, self.problems, self.files, self.left_out, self.settled = state
        self.documents = list(unpacked(rows))

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
        self._add_documents(reading.documents)
        found = _template_problems(path, text, reading, named=named) or reading.problems
        if wrong and not reading.documents:
            found = []  # it is no text at all: what is wrong with each byte of it helps nobody
        self.problems += wrong + found
        if named and not reading.documents and not found and not wrong:
            self.problems.append(Problem(Place(path, 0, 0), "", "holds no object", severity="warning"))

    def _add_documents(self, documents: Sequence[Document]) -> None:
        _, minor, settling = self._workers
        for document in documents:
            value = document.value
            clean = minor != 0 and is_clean(value, minor)
            if settling and clean and document.is_ordinary and is_settled(value, minor):
                self.settled += 1
            else:
                self.documents.append(document)
                self.clean.append(minor if clean else 0)


def manifest_source(
    name: str,
    paths: Sequence[str],
    named: Container[str] = (),
    problems: Iterable[Problem] = (),
    workers: Workers = ALONE,
) -> Source:
    """One source of many files, read by ``workers``; those that a person named are read whatever they hold."""

    def gathered(part: Sequence[str]) -> _Gathered:
        found = _Gathered(workers)
        for path in part:
            found.add(path, *text_with_problems(path), named=path in named)
        return found

    whole = _Gathered()
    whole.problems += problems
    for part in in_parts(gathered, paths, workers.jobs):
        whole.join(part)
    return _source(name, whole)


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
        tuple([Manifest(one.value, one, clean=clean) for one, clean in zip(documents, gathered.clean, strict=True)]),
        documents,
        tuple(gathered.problems),
        files=tuple(gathered.files),
        left_out=tuple(gathered.left_out),
        settled=gathered.settled,
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

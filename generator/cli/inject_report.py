"""What inject put in, kept and refused, told for people and for programs."""

from __future__ import annotations

from generator.documents.manifest import shown
from generator.lean import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.cli.inject_files import Passed
    from generator.documents.node import Plain
    from generator.errors import Problem
    from generator.inject.result import Note

ACTIONS = ("added", "changed", "kept", "refused")
LONGEST = 100
"""Characters of a value that are shown; what is longer is in the file."""
MOST = 5
"""Files that are left alone for one reason and named."""


class Done(NamedTuple):
    """A file with its text before and after, what was done to it, and what is wrong with it."""

    name: str
    before: str
    after: str
    notes: Sequence[Note]
    problems: Sequence[Problem] = ()

    @property
    def is_changed(self) -> bool:
        """Whether anything is different."""
        return self.after != self.before


class Report(NamedTuple):
    """All that a run has to tell.

    ``verb`` says what became of the files that are different: "changed", "would change", "" where they are printed.
    """

    files: Sequence[Done]
    passed: Sequence[Passed]
    problems: Sequence[Problem]
    verb: str = ""

    @property
    def readable(self) -> list[Done]:
        """The files with which nothing is wrong."""
        return [file for file in self.files if not file.problems]

    @property
    def notes(self) -> list[Note]:
        """The notes of all files."""
        return [note for file in self.files for note in file.notes]

    @property
    def every_problem(self) -> list[Problem]:
        """All that is wrong with the input."""
        return [*self.problems, *(problem for file in self.files for problem in file.problems)]


def text(report: Report) -> str:
    """For people: the notes of each object below its name and place, then what was left alone, then a summary."""
    lines = [line for file in report.files for line in _told(file)]
    lines += _left_alone(report.passed)
    if report.readable:
        lines.append(_summary(report))
    elif not report.passed and not report.every_problem:
        lines.append("no manifests found")
    return "".join(f"{line}\n" for line in lines)


def _left_alone(passed: Sequence[Passed]) -> Iterator[str]:
    """A line for each reason, with the first of the files and folders that have it."""
    for reason in dict.fromkeys(one.reason for one in passed):
        paths = [one.path for one in passed if one.reason == reason]
        more = f" and {len(paths) - MOST} more" if len(paths) > MOST else ""
        yield f"{', '.join(paths[:MOST])}{more}: left alone: {reason}"


def _told(file: Done) -> Iterator[str]:
    resource = None
    for note in file.notes:
        if note.resource != resource:
            resource = note.resource
            place = note.place
            where = f"{place.source}:{place.line}" if place.line else place.source
            yield ": ".join(part for part in (where, resource) if part)
        yield from _lines(note)


def _lines(note: Note) -> Iterator[str]:
    if not note.path:
        yield f"  {note.action:<8}{note.reason}"
        return
    path = shown(note.path)
    value = f": {shortened(note.value)}" if note.value is not None else ""
    removed = " (taken out)" if note.action == "changed" and note.value is None else ""
    yield f"  {note.action:<8}{path}{value}{removed}"
    source = f" [{note.source}]" if note.source else ""
    yield f"          {note.reason}{source}"


def shortened(value: Plain) -> str:
    """A value on one line, as YAML in flow style writes it, cut off where it gets too long."""
    found = flow(value)
    return found if len(found) <= LONGEST else f"{found[: LONGEST - 1]}…"


def flow(value: Plain) -> str:
    """A value in flow style, on one line."""
    from generator.documents.emitter import key, scalar

    if isinstance(value, dict) and value:
        return "{" + ", ".join(f"{key(name)}: {flow(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list) and value:
        return "[" + ", ".join(flow(one) for one in value) + "]"
    return scalar(value)


def _summary(report: Report) -> str:
    counts = _counts(report.notes)
    said = {"added": "added", "changed": "changed", "kept": "wrong and kept", "refused": "refused"}
    told = [f"{counts[action]} {word}" for action, word in said.items() if counts[action]]
    files = [file for file in report.files if file.is_changed]
    if not told:
        return f"{_files(len(report.readable))}: nothing to put in"
    line = ", ".join(told)
    if report.verb:
        line = f"{len(files)} of {_files(len(report.files))} {report.verb}: {line}"
    return f"{line}; --override changes what is wrong" if counts["kept"] else line


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"


def _counts(notes: Iterable[Note]) -> dict[str, int]:
    counts = dict.fromkeys(ACTIONS, 0)
    for note in notes:
        counts[note.action] += 1
    return counts


def json(report: Report) -> str:
    """For programs: an object with ``files``, ``notes``, ``passed``, ``problems`` and ``summary``."""
    from json import dumps

    return dumps(_data(report), indent=2, ensure_ascii=False) + "\n"


def _data(report: Report) -> dict[str, Any]:
    return {
        "files": [{"file": file.name, "changed": file.is_changed} for file in report.files],
        "notes": [_note(note) for note in report.notes],
        "passed": [{"file": one.path, "reason": one.reason} for one in report.passed],
        "problems": [_problem(problem) for problem in report.every_problem],
        "summary": {
            "files": len(report.files),
            "changedFiles": sum(file.is_changed for file in report.files),
            **_counts(report.notes),
        },
    }


def _note(note: Note) -> dict[str, Any]:
    return {
        "action": note.action,
        "object": note.resource,
        "path": shown(note.path),
        "value": note.value,
        "reason": note.reason,
        "source": note.source,
        "file": note.place.source,
        "line": note.place.line,
        "column": note.place.column,
    }


def _problem(problem: Problem) -> dict[str, Any]:
    source, line, column = problem.place or ("", 0, 0)
    return {"message": problem.message, "cure": problem.cure, "file": source, "line": line, "column": column}

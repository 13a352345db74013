"""What a fix did, or would do, for a person to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.cli.inject_report import shortened
from generator.cli.unified import unified
from generator.documents.manifest import shown
from generator.lint.reports.summary import counted
from generator.objects.masking import line_holds_secret

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.errors import Place
    from generator.inject.result import Note
    from generator.lint.finding import Finding


def difference(file: str, before: str, after: str) -> str:
    """The unified diff of a file, with no line beside the changes where one could hold a secret."""
    secret = "Secret" in before or any(map(line_holds_secret, before.split("\n")))
    return unified(file, before, after, 0 if secret else 3)


def told(done: Sequence[Finding], left: Iterable[tuple[Finding, str]], notes: Iterable[Note], *, diff: bool) -> str:
    """What was cured, a line each, what could have been and was not, with the reason, and how much that is.

    ``notes`` are about what was put in to cure some of it.
    """
    fixed = "would be fixed" if diff else "fixed"
    lines = [_about(finding, fixed) for finding in sorted(done, key=_order)]
    lines += [f"{_about(finding, 'not fixed')}: {reason}" for finding, reason in left]
    lines += [_put_in(note, f"would be {note.action}" if diff else note.action) for note in notes]
    if done:
        files = counted(len({finding.place.source for finding in done}), "file")
        lines.append(f"{counted(len(done), 'finding')} {fixed} in {files}")
    return "".join(f"{line}\n" for line in lines)


def _about(finding: Finding, word: str) -> str:
    parts = [str(finding.place), word, finding.object, finding.path, f"{finding.message} [{finding.rule}]"]
    return ": ".join(part for part in parts if part)


def _put_in(note: Note, action: str) -> str:
    source = f" [{note.source}]" if note.source else ""
    what = f"{shown(note.path)}: {shortened(note.value)}" if note.path else note.resource
    parts = [str(note.place), action, note.resource, what, f"{note.reason}{source}"]
    return ": ".join(part for part in dict.fromkeys(parts) if part)


def _order(finding: Finding) -> Place:
    return finding.place

"""One document with its changes: written, read again, and refused where it does not read as it shall."""

from __future__ import annotations

import re

from generator.documents.changes import Refusal, RefusedError
from generator.documents.editing.amendments import Amendment, same
from generator.documents.editing.line_table import LineTable, OverlapError
from generator.documents.editing.plan import Plan, Written
from generator.documents.editing.replacements import Slot
from generator.documents.editing.spans import BREAKS, read_spans
from generator.documents.reading import read
from generator.lean import TYPE_CHECKING, NamedTuple, remembered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.documents.changes import Change
    from generator.documents.editing.block_text import BlockStyle
    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.documents.reading import Document

# A line that a key ends, and a line with a dash at its column or right of it.
_LIST = re.compile(r"^( *)[^\s#-][^\n#]*:[ \r]*\n(\1 *)- ", re.MULTILINE)
_MISREAD = "the text would not read as it shall, because of how it is written there"


class Outcome(NamedTuple):
    """A document's new text and value, and what was refused."""

    text: str
    value: Plain
    refusals: list[Refusal]


class Editing:
    """Changes to one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        ended = document.text.endswith(tuple(BREAKS))
        self._added = "" if ended else _newline(document)
        self.text = document.text + self._added
        self._as_written: Written | None = None

    def edit(self, changes: Sequence[Change], *, ended: bool = False) -> Outcome:
        """The document with all changes that can be written; ``ended`` asks for a text that ends with a line break."""
        if ended:
            self._added = ""
        refusals: list[Refusal] = []
        kept = list(changes)
        while True:
            kept, new = self._amended(kept, refusals)
            try:
                text = self._new_text(new)
            except RefusedError as error:
                others = [change for change in kept if not _related(change.path, error.path)]
                wrong = [change for change in kept if _related(change.path, error.path)] or kept
                refusals += [self._refusal(change, error.message) for change in wrong]
                kept = others if len(others) < len(kept) else []
            else:
                return self._by_halves(kept, refusals) if text is None else Outcome(text, new, refusals)

    @property
    def value(self) -> Plain:
        """The document's value as it is."""
        return self._document.value

    def is_json(self) -> bool:
        """Whether the document is a JSON text."""
        return self.written().json

    def block_style(self) -> BlockStyle:
        """The style of the document's blocks, as they are at its end."""
        plan = self.plan(self.value)
        return plan.block_style(plan.root, plan.root.end)

    def plan(self, new: Plain, *, literal: bool = True) -> Plan:
        """A plan to make this the document's value; yaml.YAMLError where its text cannot be read."""
        return Plan(self.written(), self._document.value, new, literal=literal)

    def written(self) -> Written:
        """The document as it is written."""
        if self._as_written is None:
            tree = None
            if self.text.lstrip().startswith("{"):
                from generator.documents.editing.json_spans import read_json_spans

                tree = read_json_spans(self.text)
            line = self._document.chunk.line + 1
            yaml = tree or read_spans(self.text)
            self._as_written = Written(self.text, yaml, tree is not None, line, _dash(self._document.whole))
        return self._as_written

    def _amended(self, changes: list[Change], refusals: list[Refusal]) -> tuple[list[Change], Plain]:
        """The changes that fit the value and each other, and the value with them."""
        amendment = Amendment(self._document.value)
        kept: list[Change] = []
        for change in changes:
            try:
                amendment.put(change)
                kept.append(change)
            except RefusedError as error:
                refusals.append(self._refusal(change, error.message))
        return kept, amendment.settled()

    def _new_text(self, new: Plain) -> str | None:
        """The text with a new value, None where that reads otherwise; RefusedError where it is known why."""
        old, text = self._document.value, self._document.text
        if same(old, new) and text == self.text.removesuffix(self._added):
            return text
        try:
            return next((text for text in self._versions(new) if self._reads_as(text, new)), None)
        except (OverlapError, ValueError, TypeError):
            return None

    def _versions(self, new: Plain) -> Iterator[str]:
        """Texts for a new value, the best ones first.

        Texts of several lines in quotes are for places before lines of blanks, which would become a part of them, and
        for the end of a file without a line break there. Where such a text was at the end, its last line gets one
        that does not count if something follows now.
        """
        plans: list[Plan] = []
        for literal in (True, False):
            plan = self.plan(new, literal=literal)
            plan.put(Slot((), plan.root, plan.root), self.value, new)
            plans.append(plan)
            yield plan.splices.applied(self.text).removesuffix(self._added)
        if self.text != self._document.text:
            yield plans[0].splices.applied(self.text)
            for plan in plans:
                plan.chomp_last()
                yield plan.splices.applied(self.text).removesuffix(self._added)

    def _reads_as(self, text: str, value: Plain) -> bool:
        found = read(text, self._document.source)
        if len(found.documents) != 1 or not same(found.documents[0].value, value):
            return False
        return not found.problems or len(found.problems) <= len(
            read(self._document.text, self._document.source).problems
        )

    def _by_halves(self, changes: list[Change], refusals: list[Refusal]) -> Outcome:
        """The document with those changes that can be written together with the ones before them."""
        text, value = self.text.removesuffix(self._added), self._document.value
        kept: list[Change] = []
        groups = [changes]
        while groups:
            group = groups.pop()
            tried, new = self._amended([*kept, *group], [])
            try:
                written = self._new_text(new)
            except RefusedError:
                written = None
            half = len(group) // 2
            if written is not None:
                kept, text, value = tried, written, new
            elif half:
                groups += [group[half:], group[:half]]
            else:
                refusals += [self._refusal(change, _MISREAD) for change in group]
        return Outcome(text, value, refusals)

    def _refusal(self, change: Change, message: str) -> Refusal:
        return Refusal(change, message, self._document.place(change.path))


def _related(one: Path, other: Path) -> bool:
    """Whether one of the paths leads to the other."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _newline(document: Document) -> str:
    """The line break to put behind a document that has none there."""
    text = document.text
    if "\n" in text or "\r" in text:
        return LineTable(text).newline(len(text))
    return "\r\n" if "\r\n" in document.whole else "\n"


def _find_dash(source: str) -> int:
    """How far right of its key the first list of a source has its dashes; 2 for a source without a list."""
    found = _LIST.search(source)
    return len(found[2]) - len(found[1]) if found else 2


_dash = remembered(_find_dash, 4)

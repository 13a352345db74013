"""Entries of block maps and lists taken out and put in."""

from __future__ import annotations

from generator.documents.changes import RefusedError
from generator.documents.editing.block_text import entry_lines, item_lines, moved
from generator.documents.editing.replacements import Slot
from generator.documents.editing.spans import BREAKS, header_end, last_text
from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.documents.editing.differences import Difference
    from generator.documents.editing.plan import Plan
    from generator.documents.editing.spans import Row
    from generator.documents.node import Plain


def write(plan: Plan, slot: Slot, rows: list[Row], found: Difference) -> None:
    """Write what differs in a block map or list, the changes within its entries first."""
    block = _Block(plan, slot, rows, found.removed)
    for changed in found.changed:
        row = rows[changed.at]
        path = (*slot.path, changed.step)
        if row.mark < 0:
            raise RefusedError(path, "its key has no colon")
        inner = Slot(path, row.entry.value, slot.span, row.mark, block.column, item=row.entry.name is None)
        plan.put(inner, changed.old, changed.new)
    begins = block.remove()
    for before, entries in sorted(found.added.items()):
        block.insert(before, entries, behind_dash=before == begins)


class _Block:
    """A block map or list, its entries at ``column``; those with an index in ``removed`` are to be taken out."""

    def __init__(self, plan: Plan, slot: Slot, rows: list[Row], removed: list[int]) -> None:
        self.column = plan.lines.column(rows[0].start)
        self._plan = plan
        self._lines = plan.lines
        self._slot = slot
        self._rows = rows
        self._removed = removed

    def remove(self) -> int:
        """Take entries out; the index of the first one that stays, if it comes to stand behind a dash, else 0."""
        first = 0
        if self._removed[:1] == [0] and not self._lines.begins(self._rows[0].start):
            while first in self._removed:
                first += 1
            self._plan.splices.replace(self._rows[0].start, self._visible(self._behind(first - 1)))
        for index in self._removed:
            self._plan.check_removed(self._rows[index].entry.value, self._slot.path)
            if index >= first:
                self._remove_lines(index)
        return first

    def _remove_lines(self, index: int) -> None:
        end = self._behind(index)
        before = next((self._rows[one] for one in range(index, -1, -1) if one not in self._removed), None)
        text = last_text(before.entry.value) if before else None
        if text and "+" in self._plan.text[text.content : header_end(self._plan.text, text)]:
            end = self._lines.start(self._visible(end))  # blank lines would become a part of the text
        self._plan.splices.replace(self._lines.start(self._rows[index].start), end)

    def _behind(self, index: int) -> int:
        """The start of the line behind an entry and the comments within it."""
        at = self._lines.next(self._rows[index].end)
        while at < len(self._plan.text) and self._lines.comment(at) > self.column:
            at = self._lines.next(at)
        return at

    def _visible(self, at: int) -> int:
        text = self._plan.text
        while at < len(text) and (text[at] in " \t" or text[at] in BREAKS):
            at += 1
        return at

    def insert(self, before: int, entries: list[tuple[str | None, Plain]], *, behind_dash: bool) -> None:
        """Put entries in before one that stays, or at the end; ``behind_dash`` as ``remove`` says."""
        row = self._rows[before] if before < len(self._rows) else None
        in_line = behind_dash and (before > 0 or not self._lines.begins(self._rows[0].start))
        at = self._rows[0].start if in_line else self._end() if row is None else self._above(before)
        style = self._plan.block_style(self._slot.span, at)
        new: list[str] = []
        for key, value in entries:
            new += item_lines(value, style) if key is None else entry_lines(key, value, style)
        new = moved(new, self.column)
        if in_line:
            newline, pad = self._lines.newline(at), " " * self.column
            self._plan.splices.insert(at, newline.join([*new, pad])[self.column :])
        else:
            self._plan.insert_lines(at, new)

    def _above(self, index: int) -> int:
        """The start of an entry's line, or of the comments directly above it."""
        above = self._rows[index - 1].end if index else self._slot.mark
        at = self._lines.start(self._rows[index].start)
        while at > 0:
            line = self._lines.start(at - 1)
            if line <= above or not 0 <= self._lines.comment(line) <= self.column:
                break
            at = line
        return at

    def _end(self) -> int:
        """The start of the line behind the last entry and the comments that belong to it or stand right below it."""
        lines, text = self._lines, self._plan.text
        last = max(index for index in range(len(self._rows)) if index not in self._removed)
        if last < len(self._rows) - 1:
            return lines.start(self._rows[last + 1].start)
        start = at = lines.next(self._rows[-1].end)
        while at < len(text) and lines.comment(at) >= self.column:
            at = lines.next(at)
        # A list's dashes may be at the column of the key that follows: comments right above that are about it.
        follower = text[at : lines.next(at)]
        if follower[: self.column].strip(" ") == "" and follower[self.column : self.column + 1].strip(f" #\t{BREAKS}"):
            while at > start and lines.comment(lines.start(at - 1)) == self.column:
                at = lines.start(at - 1)
        return at

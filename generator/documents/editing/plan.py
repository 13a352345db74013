"""What has to be spliced into a document's text so that it has a new value."""

from __future__ import annotations

from generator.documents.changes import RefusedError
from generator.documents.editing import block, flow
from generator.documents.editing.amendments import same
from generator.documents.editing.block_text import BlockStyle, Examples
from generator.documents.editing.differences import Difference, of_list, of_map
from generator.documents.editing.flow_text import FlowStyle, flow_style
from generator.documents.editing.line_table import LineTable, Splices
from generator.documents.editing.replacements import Slot, replace
from generator.documents.editing.sharing import Sharing, sources
from generator.documents.editing.spans import ALIAS, LIST, MAP, Row, Span, Tree, header_end, last_text, rows
from generator.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from generator.documents.manifest import Path
    from generator.documents.node import Plain


class Written(NamedTuple):
    """A document as it is written: its text with a line break at the end, and where its values are.

    ``first_line`` is the number of its first line in its source. ``dash`` is how far right of their key the source
    writes a list's dashes, for documents that have no list.
    """

    text: str
    tree: Tree
    json: bool
    first_line: int
    dash: int


class Plan:
    """The splices that make a document's new value; RefusedError where a value cannot be written.

    ``literal`` as BlockStyle says.
    """

    def __init__(self, written: Written, old: Plain, new: Plain, *, literal: bool = True) -> None:
        self.text = written.text
        self.lines = LineTable(self.text)
        self.splices = Splices()
        self.root = written.tree.root
        shared = written.tree.aliases
        self.sharing = Sharing(self.root, old, new, self.lines, written.first_line) if shared else None
        self._dash = written.dash
        self._examples: Examples | None = None
        self._literal = literal
        self._flow = FlowStyle()
        if written.json:
            entries = rows(self.text, self.root)
            usual = FlowStyle(key_quote='"', text_quote='"')
            self._flow = flow_style(self.root, entries, self.lines, usual)
            if self._flow.colon == ":" and len(entries) == 1:
                self._flow = self._flow._replace(comma=",")

    def put(self, slot: Slot, old: Plain, new: Plain) -> None:
        """Write a new value in the place of the old one."""
        span = slot.span
        if same(old, new):
            return
        if span.kind == ALIAS:
            self._put_alias(slot, old, new)
            return
        if self.sharing and span.anchor is not None:
            self.sharing.check(span, old, new)
        placed = self._rows(slot, old, new)
        found = self._difference(span, placed, old, new) if placed else None
        if found is None or (len(found.removed) == len(placed) and slot.path):
            self.replace(slot, old, new)
            return
        if len(found.removed) == len(placed):
            raise RefusedError((), "nothing of the document would be left")
        write = flow.write if span.style else block.write
        write(self, slot, placed, found)

    def replace(self, slot: Slot, old: Plain, new: Plain, merge: str = "") -> None:
        """Write a new value as a whole, with the old one's anchor; ``merge`` names that of a map it begins with."""
        for entry in slot.span.entries:
            self.check_removed(entry.value, slot.path)
        replace(self, slot, old, new, merge)

    def check_removed(self, span: Span, path: Path) -> None:
        """Refuse to take text out that is needed elsewhere."""
        if self.sharing:
            self.sharing.check_removed(span, path)

    def insert_lines(self, at: int, new: list[str]) -> None:
        """Put lines in before the one that starts at an index, or at the text's end."""
        newline = self.lines.newline(max(at - 1, 0))
        self.splices.insert(at, "".join(line + newline for line in new))

    def chomp_last(self) -> None:
        """Let the last value, if it is a text of several lines, end without a line break."""
        span = last_text(self.root)
        if span:
            end = header_end(self.text, span)
            header = self.text[span.content : end].strip("-+")
            self.splices.replace(span.content, end, f"{header}-")

    def flow_style(self, span: Span, placed: list[Row]) -> FlowStyle:
        """The style of a flow collection."""
        return flow_style(span, placed, self.lines, self._flow)

    def block_style(self, span: Span, at: int) -> BlockStyle:
        """The style of blocks that are put into a map or list before the line that starts at an index."""
        if self._examples is None:
            self._examples = Examples(self.root, self.lines)
        return self._examples.style(span, at, self._dash)._replace(literal=self._literal)

    def _put_alias(self, slot: Slot, old: Plain, new: Plain) -> None:
        """Write what differs from an alias: nothing where its anchor gets the same, new keys beside a merge, or all."""
        target = slot.span.target
        if target is None or self.sharing is None or same(self.sharing.new_value(target), new):
            return
        grown = isinstance(old, dict) and isinstance(new, dict) and old
        if grown and all(key in new and same(value, new[key]) for key, value in old.items()):
            name = self.text[slot.span.start + 1 : slot.span.end]
            self.replace(slot, old, {key: value for key, value in new.items() if key not in old}, name)
        else:
            self.replace(slot, old, new)

    def _rows(self, slot: Slot, old: Plain, new: Plain) -> list[Row]:
        """The entries of what stays a map or a list; [] for what has none, or is to be written as a whole."""
        span = slot.span
        kind = dict if span.kind == MAP else list if span.kind == LIST else None
        if kind is None or not span.entries or not isinstance(old, kind) or not isinstance(new, kind):
            return []
        if span.style and self.text[span.content] != span.style:
            return []  # a pair in a list, without braces
        return rows(self.text, span)

    def _difference(self, span: Span, placed: list[Row], old: Plain, new: Plain) -> Difference:
        if span.kind == LIST:
            return of_list(old, new)
        merges = [index for index, row in enumerate(placed) if row.entry.merge]
        inherited = self._inherited(placed, merges, old) if merges else {}
        if all(key in new and same(value, new[key]) for key, value in inherited.items()):
            return of_map(placed, old, new, set(inherited))
        # What differs from a merged map cannot stand beside the merge: Kubernetes takes that for a key given twice.
        found = of_map(placed, old, new, set())
        return found._replace(removed=sorted([*found.removed, *merges]))

    def _inherited(self, placed: list[Row], merges: list[int], old: Plain) -> dict[str, Plain]:
        """The keys that a map's merges give it, once what they name has its new value."""
        written = {row.entry.key for row in placed if not row.entry.merge}
        targets = [one.target for index in merges for one in sources(placed[index].entry) if one.target]
        found = {key: value for key, value in old.items() if key not in written}
        if self.sharing:
            for target in targets:
                found = {key: value for key, value in found.items() if key not in self.sharing.old_value(target)}
            for target in targets:
                found |= self.sharing.new_value(target)
        return found

"""Entries of flow maps and lists, and of JSON, taken out and put in."""

from __future__ import annotations

from generator.documents.changes import RefusedError
from generator.documents.editing.flow_text import FlowStyle, flow_entry, flow_text
from generator.documents.editing.replacements import Slot
from generator.documents.editing.spans import behind_space
from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.documents.editing.differences import Difference
    from generator.documents.editing.plan import Plan
    from generator.documents.editing.spans import Row
    from generator.documents.node import Plain


def write(plan: Plan, slot: Slot, rows: list[Row], found: Difference) -> None:
    """Write what differs in a flow map or list, the changes within its entries first."""
    style = plan.flow_style(slot.span, rows)
    for changed in found.changed:
        row = rows[changed.at]
        path = (*slot.path, changed.step)
        if row.mark < 0:
            raise RefusedError(path, "its key has no colon")
        plan.put(Slot(path, row.entry.value, slot.span, row.mark, flow=style), changed.old, changed.new)
    last = max(index for index in range(len(rows)) if index not in found.removed)
    _remove(plan, slot, rows, found.removed, last)
    for before, entries in sorted(found.added.items()):
        new = [_written(key, value, style) for key, value in entries]
        if before < len(rows):
            plan.splices.insert(rows[before].start, "".join(one + style.between for one in new))
        else:
            end = slot.span.end - 1 if last == len(rows) - 1 else rows[last].end
            _append(plan, rows[last].end, style, new, end)


def _written(key: str | None, value: Plain, style: FlowStyle) -> str:
    return flow_text(value, style, style.indent) if key is None else flow_entry(key, value, style, style.indent)


def _remove(plan: Plan, slot: Slot, rows: list[Row], removed: list[int], last: int) -> None:
    """Take entries out with a comma each; ``last`` is the last one that stays."""
    for index in removed:
        plan.check_removed(rows[index].entry.value, slot.path)
        if index < last:
            plan.splices.replace(rows[index].start, rows[index + 1].start)
    if last < len(rows) - 1:
        plan.splices.replace(rows[last].end, rows[-1].end)


def _append(plan: Plan, at: int, style: FlowStyle, new: list[str], end: int) -> None:
    """Put entries in behind the one that ends at an index; a comma between it and the end stays the last."""
    text, lines = plan.text, plan.lines
    comma = behind_space(text, at)
    trailing = comma < end and text[comma] == ","
    blank = " " if text[at - 1] == ":" else ""
    before, after = ("", ",") if trailing else (f"{blank},", "")
    mark = comma + 1 if trailing else at
    joined = style.between.join(new)
    rest = text[mark : lines.end(mark)].strip(" \t")
    if style.newline and rest.startswith("#"):
        plan.splices.insert(mark, before)
        plan.splices.insert(lines.end(mark), style.between[1:] + joined + after)
    else:
        plan.splices.insert(mark, before + style.between[1:] + joined + after)

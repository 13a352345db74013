"""A value written as a whole in the place of another one."""

from __future__ import annotations

from generator.documents.editing.block_text import behind_dash, behind_key, list_lines, map_lines, moved
from generator.documents.editing.flow_text import FlowStyle, flow_scalar, flow_text, quoted_like
from generator.documents.editing.spans import BLOCK_TEXTS, SCALAR, Span, header_end
from generator.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from generator.documents.editing.block_text import BlockStyle
    from generator.documents.editing.plan import Plan
    from generator.documents.manifest import Path
    from generator.documents.node import Plain

_QUOTES = ("'", '"')


class Slot(NamedTuple):
    """Where a value stands: its path, in which map or list, behind which colon or dash, whose entry is at ``column``.

    ``mark`` is -1 for the root. ``flow`` is the style of the brackets around it, None in a block; ``item`` says that
    it is behind a dash.
    """

    path: Path
    span: Span
    parent: Span
    mark: int = -1
    column: int = 0
    item: bool = False
    flow: FlowStyle | None = None


def replace(plan: Plan, slot: Slot, old: Plain, new: Plain, merge: str = "") -> None:
    """Write a new value in the place of an old one; ``merge`` names the anchor of a map that it begins with."""
    if slot.flow is None and slot.mark >= 0:
        _in_block(plan, slot, _pieces(plan, slot, old, new, merge))
    else:
        style = slot.flow or plan.flow_style(slot.span, [])
        _in_flow(plan, slot, style, _flow_piece(plan, slot, style, old, new, merge))


def _flow_piece(plan: Plan, slot: Slot, style: FlowStyle, old: Plain, new: Plain, merge: str) -> str:
    span, lines = slot.span, plan.lines
    line = plan.text[lines.start(span.start) : span.start]
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    anchor = f"&{span.anchor} " if span.anchor else ""
    if merge:
        rest = flow_text(new, style, indent)[1:]
        return f"{anchor}{{<<: *{merge}{style.comma if new else ''}{rest}"
    if isinstance(old, str) and isinstance(new, str) and span.style in _QUOTES:
        return anchor + flow_scalar(new, span.style)
    return anchor + flow_text(new, style, indent)


def _in_flow(plan: Plan, slot: Slot, style: FlowStyle, piece: str) -> None:
    span = slot.span
    if span.start == span.end:
        plan.splices.insert(slot.mark, style.colon.lstrip(" ")[1:] + piece)
    else:
        plan.splices.replace(span.start, span.end, piece)


def _pieces(plan: Plan, slot: Slot, old: Plain, new: Plain, merge: str) -> list[str]:
    """What stands behind the colon or dash, and the lines below, right of the column of key or dash."""
    span = slot.span
    style = plan.block_style(slot.parent, span.start)
    if slot.item:
        style = style._replace(gap=_gap(plan, slot))
    anchor = f"&{span.anchor}" if span.anchor else ""
    if isinstance(new, dict | list) and (new or merge):
        return _collection(slot, new, style, anchor, merge)
    if isinstance(old, str) and isinstance(new, str) and span.style in _QUOTES:
        pieces = [quoted_like(new, span.style)]
    else:
        pieces = behind_dash(new, style) if slot.item else behind_key(new, style)
    return [f"{anchor} {pieces[0]}" if anchor else pieces[0], *pieces[1:]]


def _gap(plan: Plan, slot: Slot) -> int:
    """The blanks between a dash and what is written behind it."""
    span, lines = slot.span, plan.lines
    beside = span.start > slot.mark and lines.number(span.start) == lines.number(slot.mark)
    return span.start - slot.mark if beside else 1


def _collection(slot: Slot, new: Plain, style: BlockStyle, anchor: str, merge: str) -> list[str]:
    body = map_lines(new, style) if isinstance(new, dict) else list_lines(new, style)
    if merge:
        body = [f"<<: *{merge}", *body]
    if slot.item and not anchor:
        return [body[0], *moved(body[1:], style.gap + 1)]
    step = style.gap + 1 if slot.item else style.step if isinstance(new, dict) else style.dash
    return [anchor, *moved(body, step)]


def _in_block(plan: Plan, slot: Slot, pieces: list[str]) -> None:
    span, lines, mark = slot.span, plan.lines, slot.mark
    head, *rest = pieces
    empty = span.start == span.end
    block_text = span.kind == SCALAR and span.style in BLOCK_TEXTS
    block = block_text or (bool(span.entries) and not span.style)
    end = mark if empty else lines.end(span.end) if block else span.end
    if empty:
        plan.splices.insert(mark, " " + head if head else "")
    elif lines.number(span.start) == lines.number(mark):
        behind = header_end(plan.text, span) if block_text else end
        plan.splices.replace(span.start if head else mark, behind, head)
        if block_text:
            plan.splices.replace(lines.end(span.start), end)
    elif span.kind == SCALAR and not block_text and head and not rest:
        plan.splices.replace(span.start, end, head)
    else:
        plan.splices.insert(mark, " " + head if head else "")
        plan.splices.replace(lines.end(mark), lines.end(end))
    plan.insert_lines(lines.next(end), moved(rest, slot.column))

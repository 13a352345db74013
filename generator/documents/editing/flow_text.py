"""Flow collections, ``{a: b}`` and ``["a"]``, and JSON, in the style of those they are put into."""

from __future__ import annotations

from generator.documents import emitter
from generator.documents.editing.spans import MAP, SCALAR
from generator.documents.scalars import reads_as_string
from generator.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.documents.editing.line_table import LineTable
    from generator.documents.editing.spans import Row, Span
    from generator.documents.node import Plain

# What ends or begins something between brackets, to some reader at least.
_MARKS = frozenset(",:?[]{}#&|\"'\\!*`")


class FlowStyle(NamedTuple):
    """How a flow collection is written.

    ``colon`` is the colon with its blanks, ``comma`` the comma between entries of one line. The quotes are those of
    keys and of texts, "" for none. Where each entry has its own line, ``newline`` and ``indent`` are before each, and
    ``step`` is the further indentation of collections in it, "" where these are written in one line.
    """

    colon: str = ": "
    comma: str = ", "
    key_quote: str = ""
    text_quote: str = ""
    newline: str = ""
    indent: str = ""
    step: str = ""

    @property
    def between(self) -> str:
        """What is between two entries."""
        return f",{self.newline}{self.indent}" if self.newline else self.comma


def flow_style(span: Span, rows: list[Row], lines: LineTable, usual: FlowStyle) -> FlowStyle:
    """The style of a flow collection with these entries; ``usual`` is that of the document's other ones."""
    style = usual._replace(newline="", indent="", step="")
    if not rows:
        return style
    text = lines.text
    if span.kind == MAP:
        key_quote = _quote(text, (row.entry.name for row in rows if row.entry.name), style.key_quote)
        style = style._replace(colon=_colon(text, rows, key_quote) or style.colon, key_quote=key_quote)
    style = style._replace(text_quote=_quote(text, (row.entry.value for row in rows), style.text_quote))
    other = rows[min(1, len(rows) - 1)].start
    if lines.begins(other) and lines.start(other) > span.content:
        return _with_lines(style, span, other, lines)
    comma = text[rows[0].end : other] if len(rows) > 1 else ""
    return style._replace(comma=comma) if comma.strip(" ") == "," else style


def _colon(text: str, rows: list[Row], key_quote: str) -> str:
    """The colon of the first entry with a value, if it can be written so behind a key with these quotes."""
    for row in rows:
        value = row.entry.value
        if row.entry.name and value.start < value.end:
            colon = text[row.entry.name.end : value.start]
            return colon if colon.strip(" ") == ":" and (key_quote or colon.endswith(" ")) else ""
    return ""


def _with_lines(style: FlowStyle, span: Span, start: int, lines: LineTable) -> FlowStyle:
    """The style of a collection in which an entry begins its own line."""
    indent = lines.text[lines.start(start) : start]
    close = span.end - 1
    outside = lines.text[lines.start(close) : close] if lines.begins(close) else indent[:-2]
    # Only JSON is written with all its collections over several lines.
    step = (indent[len(outside) :] or "  ") if style.key_quote == '"' else ""
    return style._replace(newline=lines.newline(lines.start(start) - 1), indent=indent, step=step)


def _quote(text: str, spans: Iterable[Span], usual: str) -> str:
    """The quote that all texts among these values have, "" where one has none."""
    found = usual
    for span in spans:
        if span.kind != SCALAR or span.start == span.end:
            continue
        if span.style:
            found = span.style
        elif reads_as_string(text[span.content : span.end]):
            return ""
    return found


def flow_text(value: Plain, style: FlowStyle, indent: str = "") -> str:
    """A value in flow style; ``indent`` is the indentation of the line it begins in."""
    if not value or not isinstance(value, dict | list):
        return flow_scalar(value, style.text_quote)
    deeper = indent + style.step
    if isinstance(value, dict):
        parts = [flow_entry(key, child, style, deeper) for key, child in value.items()]
    else:
        parts = [flow_text(child, style, deeper) for child in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    if not style.step:
        return opening + style.comma.join(parts) + closing
    inside = f",{style.newline}{deeper}".join(parts)
    return f"{opening}{style.newline}{deeper}{inside}{style.newline}{indent}{closing}"


def flow_entry(key: str, value: Plain, style: FlowStyle, indent: str = "") -> str:
    """A map's entry in flow style."""
    return f"{flow_scalar(key, style.key_quote)}{style.colon}{flow_text(value, style, indent)}"


def flow_scalar(value: Plain, quote: str) -> str:
    """A scalar, or an empty collection, as it may stand between brackets; text gets these quotes where it can."""
    if not isinstance(value, str):
        return emitter.scalar(value)
    if quote or _MARKS & set(value):
        return quoted_like(value, quote)
    return emitter.scalar(value)


def quoted_like(text: str, quote: str) -> str:
    """Text in single quotes if that is what is asked for and can hold it, else in double quotes."""
    if quote == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return emitter.quoted(text)

"""What one line of ordinary YAML says by itself.

Ordinary is what Kubernetes, every YAML specification and the reader's eye agree about. Any other line is ODD, and
whoever meets one has to ask the exact reader.
"""

from __future__ import annotations

from generator.documents.ordinary import MISS, WORDS, plain_value, quoted_part, unquoted
from generator.lean import TYPE_CHECKING, Any, Pattern, TypeAlias, remembered, remembering

if TYPE_CHECKING:
    from generator.documents.node import Plain


class Later:
    """A value that a line does not hold alone, or not to give away: each time it is made anew.

    ``style`` is the head of a literal or folded text in the following lines (``|``, ``|-``, ``>``, ``>-``); a quote,
    when ``value`` is the beginning of what stands within quotes, as written; or "" for a flow collection.
    """

    __slots__ = ("style", "value")

    def __init__(self, style: str, value: Plain = None) -> None:
        self.style = style
        self.value = value


Entry: TypeAlias = tuple[int, str | None, Any, Any]
"""The level, key, value and what may follow of a key, or of a dash, whose key is None.

The level is twice the column (from 0), and one more for a dash: so a list at the column of its key is deeper than the
map with this key. The last part is None behind a complete scalar; where nothing is written the place that the next,
deeper entry fills: the key, or -1 for the end of the list; or a Later.

Other levels are ODD, and TEXT for what has neither key nor dash: the value is the text, the last part its column.
"""
Line: TypeAlias = tuple[Entry, ...]
"""The entries of a line from left to right: none for comments and blank lines, several for ``- key: value``."""

TEXT, ODD = -2, -3

_ODD: Line = ((ODD, None, None, None),)
_LONGEST_KEY = 500  # libyaml refuses more than 1024 characters
_DASHES = "- - - - "  # no manifest has them, and a line may not nest without end
_MOST = 1 << 16

_KEY = Pattern(r"""([\w/$.(][\w./$()@%+=,~ -]*)|"([^"\\]*)"|'([^']*)'""")
_KEY_MARKS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./"
_NO_BEGINNING = frozenset(("", "-", "."))
_EMPTY = {"{}": Later("", {}), "[]": Later("", [])}


@remembering(_MOST)
def line_of(text: str) -> Line:
    """What a line says, without its line break; manifests repeat their lines, so most are known already."""
    content = text.lstrip(" ")
    return _entry(content.rstrip(" "), len(text) - len(content))


def plain_tail(text: str) -> str:
    """The unquoted scalar at the end of a line, behind its dashes and key; "" where there is none to go on with."""
    content = text.strip(" ")
    while content.startswith("- "):
        content = content[2:].lstrip(" ")
    head, mark, tail = content.partition(": ")
    tail = tail.lstrip(" ") if mark and _key(head) is not None else content
    return "" if tail[:1] in {"", *"\"'|>{[#"} or " #" in tail or ": " in tail or tail[-1] == ":" else tail


def value_of(text: str) -> Any:
    """The value of what stands behind a key or dash, or a Later, or MISS."""
    first = text[0]
    if first.isalpha() and " #" not in text:
        return MISS if ": " in text or text[-1] == ":" else WORDS.get(text, text)
    if first in {'"', "'"}:
        return _quoted(text, first)
    if first in {"|", ">"}:
        return Later(text) if text in {"|", "|-", ">", ">-"} else MISS
    comment = text.find(" #")
    if comment >= 0:
        text = text[:comment].rstrip(" ")
    if first in {"{", "["}:
        return _EMPTY.get(text) or _flow(text)
    return MISS if ": " in text or text[-1] == ":" else plain_value(text)


def _quoted(text: str, quote: str) -> Any:
    if text[-1] == quote and "\\" not in text and text.count(quote) == 2:  # noqa: PLR2004 - one at each end
        return text[1:-1]
    part = quoted_part(text[1:], quote)
    if part is None:
        return MISS
    return unquoted(part[0], quote) if part[1] else Later(quote, part[0])


def _flow(text: str) -> Any:
    from generator.documents.flow import flow_value

    value = flow_value(text)
    return MISS if value is MISS else Later("", value)


def _entry(content: str, column: int) -> Line:
    if not content or content[0] == "#":
        return ()
    if content[0] == "-" and content[1:2] in {"", " "}:
        return _item(content, column)
    head, mark, rest = content.partition(": ")
    if not mark:
        if content[-1] != ":":
            return _ODD if " #" in content else ((TEXT, None, content, column),)
        head, rest = content[:-1], "#"
    key = _key(head)
    if key is None:
        return _ODD
    rest = rest.lstrip(" ")
    return ((2 * column, key, None, key),) if rest[0] == "#" else _complete(2 * column, key, rest)


@remembered
def _key(written: str) -> str | None:
    """The key that is written like this, or None where it is not ordinary."""
    if written.isalpha():
        return written if len(written) <= _LONGEST_KEY and type(plain_value(written)) is str else None
    if not written.strip(_KEY_MARKS) and written[:1] not in _NO_BEGINNING:
        # All of it are marks that may stand in a bare key: the pattern would say the same, later.
        return written if len(written) <= _LONGEST_KEY and type(plain_value(written)) is str else None
    found = _KEY.fullmatch(written)
    # Three dots end a document.
    if not found or len(written) > _LONGEST_KEY or written.startswith("..."):
        return None
    bare: str | None
    bare, double, single = found.groups()
    if bare is None:
        return single if double is None else double
    return bare if bare[-1] != " " and type(plain_value(bare)) is str else None


def _item(content: str, column: int) -> Line:
    rest = content[1:].lstrip(" ")
    level = 2 * column + 1
    if not rest or rest[0] == "#":
        return ((level, None, None, -1),)
    if content.startswith(_DASHES):
        return _ODD
    if rest[0] != "-" and rest[-1] != ":" and ": " not in rest:  # neither dash nor key
        return _complete(level, None, rest)
    inner = _entry(rest, column + len(content) - len(rest))
    return ((level, None, None, -1), *inner) if inner[0][0] >= 0 else _complete(level, None, rest)


def _complete(level: int, key: str | None, text: str) -> Line:
    """The line of a key or dash behind which a value begins."""
    value = value_of(text)
    if value is MISS:
        return _ODD
    return ((level, key, None, value),) if type(value) is Later else ((level, key, value, None),)

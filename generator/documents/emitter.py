"""YAML text of plain values that every reader, YAML 1.1 or 1.2, reads back as the same values.

Block style only, two spaces a level, no folded lines, keys in the order given. A string is unquoted only where
``reads_as_string`` is sure of it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.documents.scalars import reads_as_string
from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.documents.node import Plain

# A key longer than 1024 characters is no "simple key" to YAML readers; quotes and escapes count too.
_LONGEST_SIMPLE_KEY = 1000

# Control characters, characters that some reader takes for a line break or refuses, and those that are invisible or
# turn the direction of the text around, so that a reviewer would be shown something else than what is written.
_UNSAFE = "\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\uffff"
_ESCAPED = re.compile(rf'[{_UNSAFE}\t\n"\\]')
_NOT_LITERAL = re.compile(rf"[{_UNSAFE}]")
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def emit(value: Plain, indent: int = 0) -> str:
    """The YAML text of a value, ending in a line break, every line moved right by ``indent``."""
    return "\n".join(block(value, indent)) + "\n"


def block(value: Plain, indent: int = 0) -> list[str]:
    """The lines, without line breaks, of a value that stands by itself at an indentation."""
    lines: list[str] = []
    pad = " " * indent
    if isinstance(value, dict) and value:
        _map(lines, value, pad, pad)
    elif isinstance(value, (list, tuple)) and value:
        _list(lines, value, pad, pad)
    else:
        _leaf(lines, value, pad, pad)
    return lines


@lru_cache(4096)
def key(text: str) -> str:
    """A key as it stands before its colon: unquoted where that is safe."""
    return text if reads_as_string(text) else quoted(text)


def scalar(value: Plain) -> str:
    """The one-line form of a scalar, or of an empty list or map; a string with line breaks is quoted.

    ValueError for anything that JSON cannot hold (infinity, NaN, half a surrogate pair) and TypeError for filled
    lists and maps.
    """
    if isinstance(value, str):
        return value if reads_as_string(value) else quoted(value)
    if value is None or isinstance(value, bool):
        return "null" if value is None else "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _float(value)
    if not value and isinstance(value, (dict, list, tuple)):
        return "{}" if isinstance(value, dict) else "[]"
    raise TypeError(f"a {type(value).__name__} has no one-line form")


def quoted(text: str) -> str:
    """The text in double quotes, with escapes that JSON, YAML 1.1 and YAML 1.2 all understand."""
    return f'"{_ESCAPED.sub(_escape, text)}"'


def literal(text: str) -> list[str] | None:
    """The header and the unindented lines of a literal block that reads back as exactly this text, or None.

    The lines are to be indented by two more than the key or dash that the header follows; empty ones may stay empty.
    """
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    # A block whose first line is empty or begins with a blank needs an indentation indicator, and Kustomize writes
    # some of those so that it cannot read them back. A block that ends in empty lines loses one before a `---`.
    if "\n" not in text or ends > 1 or not body or body[0] in " \t\n" or _NOT_LITERAL.search(text):
        return None
    return ["|-" if ends == 0 else "|", *body.split("\n")]


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if "\ud800" <= character <= "\udfff":
        raise ValueError(f"the text holds half a surrogate pair (U+{ord(character):04X}), which no file can hold")
    return _SHORT_ESCAPES.get(character) or f"\\u{ord(character):04x}"


def _float(value: float) -> str:
    """The shortest digits that read back as this number, in a form that YAML 1.1 also takes for a float."""
    text = repr(value)
    if text in {"inf", "-inf", "nan"}:
        raise ValueError(f"JSON has no {text}")
    mantissa, exponent_mark, exponent = text.partition("e")
    return text if not exponent_mark or "." in mantissa else f"{mantissa}.0e{exponent}"


def _map(lines: list[str], value: dict[str, Plain], first: str, pad: str) -> None:
    """Append a map's lines; ``first`` is what stands before the first key (a dash, perhaps), ``pad`` before others."""
    for name, child in value.items():
        head = key(name)
        if type(child) is str and len(head) <= _LONGEST_SIMPLE_KEY and reads_as_string(child):
            lines.append(f"{first}{head}: {child}")
            first = pad
            continue
        if len(head) > _LONGEST_SIMPLE_KEY:
            lines.append(f"{first}? {head}")
            _value(lines, child, f"{pad}:", pad)
        else:
            _value(lines, child, f"{first}{head}:", pad)
        first = pad


def _value(lines: list[str], child: Plain, head: str, pad: str) -> None:
    """Append a map's value after the head that its key is."""
    if child and isinstance(child, (dict, list, tuple)):
        lines.append(head)
        deeper = pad + "  "
        if isinstance(child, dict):
            _map(lines, child, deeper, deeper)
        else:
            _list(lines, child, deeper, deeper)
    else:
        _leaf(lines, child, f"{head} ", pad)


def _list(lines: list[str], value: list[Plain] | tuple[Plain, ...], first: str, pad: str) -> None:
    """Append a list's lines, a dash each, with the same meaning of ``first`` and ``pad``."""
    deeper = pad + "  "
    for child in value:
        if child and isinstance(child, dict):
            _map(lines, child, f"{first}- ", deeper)
        elif child and isinstance(child, (list, tuple)):
            _list(lines, child, f"{first}- ", deeper)
        else:
            _leaf(lines, child, f"{first}- ", pad)
        first = pad


def _leaf(lines: list[str], value: Plain, head: str, pad: str) -> None:
    """Append a scalar after its head: one line, or a literal block indented below it."""
    text = literal(value) if isinstance(value, str) else None
    if text is None:
        lines.append(head + scalar(value))
        return
    lines.append(head + text[0])
    lines += [f"{pad}  {line}" if line else "" for line in text[1:]]

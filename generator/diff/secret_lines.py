"""Secrets in texts of several settings: configuration files, scripts, connection strings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.objects import secret_names, tokens
from generator.objects.secret_texts import in_words
from generator.objects.secret_values import password_in_url

if TYPE_CHECKING:
    from collections.abc import Iterator

MASK = "••••"
CHANGED = "•••• (changed)"

_PIECES = re.compile(r"[,;&{}?\[\]()<>]|\s(?=[\w.-]+=)")
_HEAD = re.compile(r"""\s*(?:-\s+)?(?:export\s+|set\s+|ENV\s+)?["']?[\w.-]+["']?\s*(?:=>|:=|[:=])(?!//)\s*""")
_OPENS = frozenset({"", "|", "|-", "|+", ">", ">-", ">+", "{", "[", "(", "\\", '"""', "'''"})
"""What stands behind a name whose value follows in the next lines."""
_HEADER = re.compile(r"""(?:authorization|cookie)["']?\s*[:=]|\bbearer\s+(?=\S*\d)\S{12,}""", re.IGNORECASE)
_REFERENCE = re.compile(r"""["']?(?:\$\{\w+\}|\$\(\w+\)|\{\{[\s\w.|-]*\}\})["']?,?""")


class Line(NamedTuple):
    """A line as it may be shown, and the secret that goes behind it, "" for none."""

    text: str
    secret: str


def is_reference(text: str) -> bool:
    """Whether a text only names where its value comes from: ``$(PASSWORD)``, ``${PASSWORD}``, ``{{ .password }}``."""
    return _REFERENCE.fullmatch(text.strip()) is not None


def masked_lines(text: str) -> list[Line] | None:
    """The lines of a text with the secrets cut off; None for a text of a single line that holds one, with no name.

    What is indented deeper than a secret's name with nothing behind it is secret as well.
    """
    lines = text.split("\n")
    found = list(_lines(lines))
    if len(lines) == 1 and found[0].secret and not found[0].text.strip():
        return None
    return found


def _lines(lines: list[str]) -> Iterator[Line]:
    inside: int | None = None
    for line in lines:
        blank = len(line) - len(line.lstrip())
        if inside is not None and (not line.strip() or blank > inside):
            yield Line(line[:blank], line[blank:])
            continue
        inside = None
        head = _HEAD.match(line)
        if head is not None and secret_names.kind(_name(head[0])):
            value = line[head.end() :]
            if is_reference(value):
                yield Line(line, "")
            elif value.strip() in _OPENS:
                inside = blank
                yield Line(line, "")
            else:
                yield Line(head[0], value)
        elif _holds(line):
            end = head.end() if head is not None and not tokens.found_in(head[0]) else blank
            yield Line(line[:end], line[end:])
        else:
            yield Line(line, "")


def _name(head: str) -> str:
    """The name in the head of a setting: ``export DB_PASSWORD=`` is DB_PASSWORD."""
    return head.strip().rstrip(":=> \t").split()[-1].strip("\"'") if head.strip() else ""


def _holds(line: str) -> bool:
    """Whether a line holds a token, a URL with a password, or a setting that is a secret by its name."""
    if tokens.found_in(line) or ("://" in line and password_in_url(line) is not None) or _HEADER.search(line):
        return True
    if any(True for _ in in_words([line])):
        return True
    return any(_is_setting(piece) for piece in _PIECES.split(line))


def _is_setting(piece: str) -> bool:
    ends = [end for end in (piece.find("="), piece.find(":")) if end > 0]
    if not ends:
        return False
    name, value = piece[: min(ends)].strip(" \t\"'-"), piece[min(ends) + 1 :].strip(" \t\"'")
    is_written = value and not value.startswith("//") and not is_reference(value)
    return bool(is_written and secret_names.kind(name.rpartition(" ")[2]))

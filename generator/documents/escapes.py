r"""The two escapes in double quotes on which libyaml and the reader of Kubernetes differ.

libyaml has learned ``\/`` from YAML 1.2; to Kubernetes it is an error. Kubernetes' reader takes ``\'`` for an
apostrophe; to libyaml it is an error.
"""

from __future__ import annotations

from generator.lean import Any, NamedTuple, Pattern

_UNKNOWN = "found unknown escape character"
_STAND_INS = (("a", "\x07"), ("v", "\x0b"), ("e", "\x1b"), ("f", "\x0c"))
_IN_QUOTES = Pattern(r"""\\(?:.|\n)|[^"\\]+""")


class Mended(NamedTuple):
    """A text in which another escape of the same length stands for each apostrophe, and the character it gives."""

    text: str
    stand_in: str


def holds_slash(written: str) -> bool:
    r"""Whether a scalar as written, quotes included, has the escape ``\/``."""
    return "\\/" in written.replace("\\\\", "")


def mend(text: str, error: Any, stand_in: str) -> Mended | None:
    r"""The text without the ``\'`` that libyaml complains of, nor the others of the same scalar; None for other errors.

    ``stand_in`` is the character that stood in before, or "" where none had to.
    """
    mark = getattr(error, "problem_mark", None)
    if not mark or getattr(error, "problem", "") != _UNKNOWN or text[mark.index : mark.index + 2] != "\\'":
        return None
    free = (one for one in _STAND_INS if (one[1] == stand_in if stand_in else _unused(text, *one)))
    letter, character = next(free, ("", ""))
    if not letter:
        return None
    start = end = mark.index
    while found := _IN_QUOTES.match(text, end):
        end = found.end()
    inside = _IN_QUOTES.sub(lambda part: f"\\{letter}" if part[0] == "\\'" else part[0], text[start:end])
    return Mended(text[:start] + inside + text[end:], character)


def _unused(text: str, letter: str, character: str) -> bool:
    code = f"{ord(character):02x}"
    import re

    return not re.search(rf"\\(?:{letter}|x{code}|u00{code}|U000000{code})", text, re.IGNORECASE)

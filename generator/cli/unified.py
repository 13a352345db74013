"""Unified diffs of texts, as git and patch take them."""

from __future__ import annotations

from io import StringIO

_QUOTED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def unified(name: str, before: str, after: str, context: int = 3) -> str:
    """The unified diff of a file, "" where nothing differs; its names begin with ``a/`` and ``b/`` as those of git.

    A line ends at a line feed alone; one without it at the end of a text is marked as diff does. ``context`` is how
    many lines around a change are shown.
    """
    from difflib import unified_diff

    path = name.removeprefix("./").lstrip("/")
    lines = unified_diff(_lines(before), _lines(after), _header(f"a/{path}"), _header(f"b/{path}"), n=context)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    return list(StringIO(text, newline="\n"))


def _header(path: str) -> str:
    """A path as git writes it: quoted where it has to be, and with a tab behind one with blanks."""
    if any(character in _QUOTED for character in path):
        return '"' + "".join(_QUOTED.get(character, character) for character in path) + '"'
    return f"{path}\t" if " " in path else path

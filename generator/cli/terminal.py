"""Writing to stdout and stderr, with colour only where a person looks at it."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

COLOURS = {"red": "31", "green": "32", "yellow": "33", "cyan": "36", "bold": "1"}


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sees what is written to the stream; False for a stream that is closed."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def is_coloured(stream: TextIO | None) -> bool:
    """Whether colour may be written to the stream: a terminal that is not "dumb", and no NO_COLOR (no-color.org)."""
    return is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def paint(text: str, colour: str) -> str:
    """The text in a colour of COLOURS."""
    return f"\x1b[{COLOURS[colour]}m{text}\x1b[0m"


def painted_messages(text: str) -> str:
    """Messages with the first word of warnings, and the cures, in colour."""
    return "\n".join(_painted_message(line) for line in text.split("\n"))


def _painted_message(line: str) -> str:
    if line.startswith("warning: "):
        return paint("warning:", "yellow") + line[8:]
    if line.startswith("    cure: "):
        return "    " + paint("cure:", "green") + line[9:]
    return line


def painted_report(text: str) -> str:
    """A report of findings with places bold, severities and cures in colour."""
    return "\n".join(_painted_finding(line) for line in text.split("\n"))


def _painted_finding(line: str) -> str:
    if line.startswith("    "):
        return paint(line, "yellow") if line.strip() == "^" else _painted_message(line)
    for severity, colour in (("error", "red"), ("warning", "yellow"), ("note", "cyan")):
        place, found, rest = line.partition(f": {severity}: ")
        if found:
            return f"{paint(place, 'bold')}: {paint(severity, colour)}: {rest}"
    return line


def painted_notes(text: str) -> str:
    """What inject tells, with objects bold and what was done to them in colour."""
    return "\n".join(_painted_note(line) for line in text.split("\n"))


def _painted_note(line: str) -> str:
    for action, colour in (("added", "green"), ("changed", "yellow"), ("kept", "red"), ("refused", "red")):
        if line.startswith(f"  {action} "):
            return f"  {paint(action, colour)}{line[2 + len(action) :]}"
    place, found, rest = line.partition(": ")
    return f"{place}: {paint(rest, 'bold')}" if found and "/" in rest and " " not in rest else line


def painted_difference(text: str) -> str:
    """A unified diff with removed lines red, added lines green and positions cyan."""
    return "\n".join(_painted_change(line) for line in text.split("\n"))


def _painted_change(line: str) -> str:
    if line.startswith(("--- ", "+++ ")):
        return paint(line, "bold")
    colour = {"-": "red", "+": "green", "@": "cyan"}.get(line[:1])
    return paint(line, colour) if colour else line


def write(stdout: bytes, stderr: bytes) -> None:
    """Messages to stderr, then the product to stdout, past Python's buffers: nothing is left to fail at exit.

    Raises OSError where a stream cannot be written (BrokenPipeError: the reader has gone).
    """
    _write(sys.stderr, 2, stderr)
    _write(sys.stdout, 1, stdout)


def _write(stream: TextIO | None, descriptor: int, content: bytes) -> None:
    if stream is None or not content:
        return
    stream.flush()
    if stream is not (sys.__stdout__ if descriptor == 1 else sys.__stderr__):
        stream.write(content.decode("utf-8", "replace"))
        return
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]

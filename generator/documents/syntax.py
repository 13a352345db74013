"""What the YAML parser says, in plain words and with a cure."""

from __future__ import annotations

from generator.errors import Problem
from generator.lean import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from generator.documents.chunks import Positions
    from generator.errors import Place


class _Meaning(NamedTuple):
    """How the parsers' messages begin (libyaml's and PyYAML's own differ), what they mean, and what to do.

    ``opened`` says that the place to look at is where the construct began, not where the parser gave up.
    """

    beginnings: tuple[str, ...]
    meaning: str
    cure: str
    opened: bool = False


_MEANINGS = (
    _Meaning(
        ("mapping values are not allowed",),
        "there is a second ': ' in this value, or the line is indented too far",
        "quote the value if the colon belongs to it",
    ),
    _Meaning(
        ("could not find expected ':'",),
        "this is neither 'key: value' nor '- item'",
        "write 'key: value'; a text of several lines is indented below 'key: |'",
        opened=True,
    ),
    _Meaning(
        ("found character that cannot start any token", "found character '"),
        "a value or key cannot begin with this character",
        "quote the value; indent with blanks, never with tabs",
    ),
    _Meaning(("found a tab character", "found a tab"), "a tab stands where the indentation is", "indent with blanks"),
    _Meaning(
        ("did not find expected key", "expected <block end>"),
        "this line does not fit the lines before it: its indentation, or a quote or bracket before it, is wrong",
        "indent keys of one map equally",
    ),
    _Meaning(
        ("did not find expected '-' indicator",),
        "this line does not fit the list before it",
        "begin it with '- ' at the dashes' indentation, or indent it as its key",
    ),
    _Meaning(
        ("block sequence entries are not allowed", "sequence entries are not allowed"),
        "a list cannot begin here",
        "begin it on the next line, or quote the value",
    ),
    _Meaning(
        ("did not find expected ',' or '}'", "did not find expected ',' or ']'", "expected ',' or"),
        "this bracket or brace is not closed, or a comma is missing in it",
        "close it, or quote the value if it is text",
        opened=True,
    ),
    _Meaning(("found unexpected end of stream",), "this quote is not closed", "close it", opened=True),
    _Meaning(
        ("found unknown escape character",),
        "double quotes do not know this escape",
        "write \\\\ for a backslash, or use single quotes",
    ),
    _Meaning(
        ("did not find expected comment or line break", "expected a comment or a line break", "expected chomping"),
        "text stands behind the | or > that begins a text of several lines",
        "begin the text on the next line, or quote the value",
    ),
    _Meaning(
        ("found unexpected ':'",),
        "between brackets or braces a text that ends in a colon is ambiguous",
        "quote it, or put a blank behind the colon",
    ),
    _Meaning(
        ("did not find expected node content", "expected the node content"),
        "a value is missing before this",
        "remove the comma, or write the value",
    ),
    _Meaning(
        ("did not find expected <document start>", "expected '<document start>'"),
        "a line that begins with % is a directive, and Kubernetes cannot read documents with directives",
        "remove it, or quote the value",
    ),
)


def syntax_problem(error: Any, positions: Positions) -> Problem:
    """The problem that a yaml.YAMLError tells of."""
    reason = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    for known in _MEANINGS:
        if reason.startswith(known.beginnings):
            return Problem(_place(error, positions, opened=known.opened), "", f"{known.meaning} ({reason})", known.cure)
    return Problem(_place(error, positions), "", f"this is no YAML: {reason}")


def duplicate_problem(path: list[str], first: Place, second: Place) -> Problem:
    """The problem of a key that stands twice in one map."""
    where = f"line {first.line}, column {first.column}"
    message = f"the key {path[-1]!r} stands here a second time; the first is in {where}"
    return Problem(second, ".".join(path), message, "remove one of them")


def _place(error: Any, positions: Positions, *, opened: bool = False) -> Place:
    marks = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
    mark = next((one for one in (reversed(marks) if opened else marks) if one), None)
    return positions.of(mark) if mark else positions.at(0)

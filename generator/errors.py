"""What can go wrong, where, and with which exit code.

Every expected failure is one exception of this tree. The command line turns it into messages and an exit code;
nothing else prints or exits.
"""

from __future__ import annotations

from generator.lean import NamedTuple


class Place(NamedTuple):
    """A position in a source: a file name (or ``--set``), line and column, both counted from 1."""

    source: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.source}:{self.line}:{self.column}" if self.line else self.source


class Problem(NamedTuple):
    """One thing that is wrong: where, at which path of the description, what, and how to mend it.

    ``source_line`` is the text of the line at ``place`` without its line break, or "" where there is none to show.
    ``severity`` is "error" or "warning". ``environments`` are those that have the problem; () where all have it.
    """

    place: Place | None
    path: str
    message: str
    cure: str = ""
    source_line: str = ""
    severity: str = "error"
    environments: tuple[str, ...] = ()

    def __str__(self) -> str:
        """``app.yaml:12:7: components.web.ports.http: message``, the line with a caret, the cure."""
        where = [str(self.place)] if self.place else []
        some = [f"in {', '.join(self.environments)}"] if self.environments else []
        head = ": ".join([*where, *([self.path] if self.path else []), *some, self.message])
        if self.severity != "error":
            head = f"{self.severity}: {head}"
        lines = [head]
        if self.place and self.source_line:
            lines += [f"    {self.source_line}", "    " + caret_under(self.source_line, self.place.column)]
        if self.cure:
            lines.append(f"    cure: {self.cure}")
        return "\n".join(lines)


def caret_under(line: str, column: int) -> str:
    """Blanks up to a column and a caret there; tabs stay tabs so that the caret lines up in a terminal."""
    return "".join("\t" if character == "\t" else " " for character in line[: column - 1]) + "^"


class FairleadError(Exception):
    """The root of what fairlead expects to go wrong; a bug is any exception outside this tree (exit code 70)."""

    exit_code = 70


class DifferenceError(FairleadError):
    """What is on disk, or compared, is not what was expected; the message is the difference."""

    exit_code = 1


class UsageError(FairleadError):
    """The command line cannot be understood or asks for something that does not exist."""

    exit_code = 2


class InputError(FairleadError):
    """The input cannot be used; holds every problem that was found, in the order of the files."""

    exit_code = 3

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class ProgramError(FairleadError):
    """helm, kubectl, git, a registry or a cluster is missing or failed; the message keeps its stderr."""

    exit_code = 4

"""What a command hands back to be printed: the only way from a command to stdout, stderr and the exit code."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from generator.cli.replay import Dependency


class Outcome(NamedTuple):
    """A finished command.

    ``stdout`` is the product, ``stderr`` everything else, both as the text to print. ``dependencies`` is all that the
    outcome was made from besides the command line; None says that the command must not be replayed from a record.
    """

    stdout: bytes = b""
    stderr: str = ""
    exit_code: int = 0
    dependencies: tuple[Dependency, ...] | None = None

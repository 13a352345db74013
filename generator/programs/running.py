"""A program that runs while something else is done: a long upgrade whose pods are watched."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from typing import IO, TYPE_CHECKING, Self

from generator.errors import ProgramError
from generator.programs.run import Completed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

_PATIENCE = 60.0
"""Seconds that a program has to end in good order: helm marks its release as failed."""


class Running:
    """A program that was started; to be used in ``with``, so that it never outlives what waits for it.

    ProgramError where it cannot be started.
    """

    def __init__(self, argv: Sequence[str], stdin: str = "", environment: Mapping[str, str] | None = None) -> None:
        self._argv = tuple(argv)
        # Files, because a pipe that nobody reads would stop the program once it is full.
        self._out, self._err, given = (tempfile.TemporaryFile() for _ in range(3))  # noqa: SIM115 - closed in __exit__
        given.write(stdin.encode())
        given.seek(0)
        try:
            self._process = subprocess.Popen(
                list(argv),
                stdin=given,
                stdout=self._out,
                stderr=self._err,
                env={**os.environ, **environment} if environment else None,
            )
        except (OSError, ValueError) as error:
            self._close()
            raise ProgramError(f"{shlex.join(argv)}: cannot be run: {error}") from None
        finally:
            given.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._process.poll() is None:
            self.end()
        self._close()

    def _close(self) -> None:
        self._out.close()
        self._err.close()

    def ended(self, seconds: float) -> bool:
        """Whether it has ended, after waiting so many seconds for it."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def end(self) -> None:
        """Ask it to end, and wait until it has; one that takes too long is killed."""
        self._process.terminate()
        if not self.ended(_PATIENCE):
            self._process.kill()
            self._process.wait()

    def completed(self) -> Completed:
        """What it gave, once it has ended."""
        return Completed(self._argv, self._process.wait(), _text(self._out), _text(self._err))


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")

"""The one place that runs programs: never through a shell, never without an end."""

from __future__ import annotations

import os
import shlex
import subprocess
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from generator.errors import ProgramError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    Item = TypeVar("Item")
    Answer = TypeVar("Answer")

TIMEOUT = 120.0
"""Seconds that a program may take before it is ended."""


class Completed(NamedTuple):
    """What a program that ran to its end gave; ``argv`` is how it was called."""

    argv: tuple[str, ...]
    code: int
    stdout: str
    stderr: str

    @property
    def command(self) -> str:
        """The command line as a shell takes it."""
        return shlex.join(self.argv)


def complete(
    argv: Sequence[str],
    stdin: str = "",
    folder: str = "",
    environment: Mapping[str, str] | None = None,
    timeout: float = TIMEOUT,
) -> Completed:
    """Run a program to its end, whatever its exit code; ``environment`` is laid over this process's own.

    ProgramError where it cannot be started or does not end in time.
    """
    done = _ended(argv, stdin.encode(), folder, environment, timeout)
    return Completed(tuple(argv), done.returncode, _text(done.stdout), _text(done.stderr))


def _ended(
    argv: Sequence[str], stdin: bytes, folder: str, environment: Mapping[str, str] | None, timeout: float
) -> subprocess.CompletedProcess[bytes]:
    command = shlex.join(argv)
    try:
        return subprocess.run(
            list(argv),
            input=stdin,
            capture_output=True,
            cwd=folder or None,
            env={**os.environ, **environment} if environment else None,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        said = _text(error.stderr or b"")
        raise ProgramError(_joined(f"{command}: did not end within {timeout:g} seconds", said)) from None
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else "") or str(error)
        raise ProgramError(f"{command}: cannot be run: {reason}") from None


def run(
    argv: Sequence[str],
    stdin: str = "",
    folder: str = "",
    environment: Mapping[str, str] | None = None,
    timeout: float = TIMEOUT,
) -> str:
    """What a program writes to stdout. ProgramError, with what it wrote to stderr, also where it fails."""
    done = complete(argv, stdin, folder, environment, timeout)
    if done.code:
        raise _failure(argv, done.code, done.stderr)
    return done.stdout


def run_bytes(argv: Sequence[str], stdin: bytes = b"", timeout: float = TIMEOUT) -> bytes:
    """What a program writes to stdout, byte for byte. ProgramError as for ``run``."""
    done = _ended(argv, stdin, "", None, timeout)
    if done.returncode:
        raise _failure(argv, done.returncode, _text(done.stderr))
    return done.stdout


def _failure(argv: Sequence[str], code: int, stderr: str) -> ProgramError:
    return ProgramError(_joined(f"{shlex.join(argv)}: failed with exit code {code}", stderr))


def executable(*names: str, folders: Sequence[str] = ()) -> str:
    """The first program of one of these names in some folders and then on PATH, "" where there is none."""
    path = [*folders, *os.environ.get("PATH", os.defpath).split(os.pathsep)]
    for folder in path:
        for name in names:
            candidate = os.path.join(folder, name)
            if folder and os.path.isfile(candidate) and os.access(candidate, os.X_OK):
                return candidate
    return ""


def ahead(function: Callable[[Item], Answer], items: Iterable[Item]) -> Iterator[Answer]:
    """The answers of a function that waits for programs, in the order of the items, a few worked out at a time."""
    from collections import deque
    from concurrent.futures import ThreadPoolExecutor
    from itertools import islice

    at_once = min(8, os.cpu_count() or 1)
    with ThreadPoolExecutor(at_once) as pool:
        futures = (pool.submit(function, item) for item in items)
        pending = deque(islice(futures, 2 * at_once))
        while pending:
            yield pending.popleft().result()
            pending.extend(islice(futures, 1))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _joined(message: str, stderr: str) -> str:
    return "\n".join([message, *(f"    {line}" for line in stderr.rstrip().splitlines())])

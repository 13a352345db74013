"""Processes that end with the one that started them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ON_PARENT_DEATH = 1  # PR_SET_PDEATHSIG of prctl(2)


class StartError(Exception):
    """A process ended before it was ready, or did not get ready in time; the text has the end of its log."""


class EndError(Exception):
    """Nobody wants the processes any more."""


class Processes:
    """The processes of one folder: their logs are in ``logs``, their ids in ``pids``.

    ``is_over`` is asked now and then whether to wait any longer.
    """

    def __init__(self, folder: str, is_over: Callable[[], bool]) -> None:
        self._folder = folder
        self._is_over = is_over
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._tie = _tie()
        os.makedirs(os.path.join(folder, "logs"), exist_ok=True)

    def start(self, name: str, command: Sequence[str]) -> None:
        """Starts a process in the folder. On Linux the kernel kills it when this process dies, however that happens."""
        with open(self._log(name), "ab") as log:
            self._running[name] = subprocess.Popen(
                command,
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=self._tie,  # noqa: PLW1509 - the keeper has one thread
            )
        with open(os.path.join(self._folder, "pids"), "a", encoding="utf-8") as pids:
            pids.write(f"{self._running[name].pid}\n")

    def wait(self, name: str, ready: Callable[[], bool], seconds: float) -> None:
        """Returns when the process is ready; StartError where it ends before, or the time is over.

        EndError where nobody wants it any more.
        """
        end = time.monotonic() + seconds
        while not ready():
            if self._is_over():
                raise EndError
            if (code := self._running[name].poll()) is not None:
                raise StartError(f"{name} ended with exit code {code}:\n{self._told(name)}")
            if time.monotonic() > end:
                raise StartError(f"{name} was not ready after {seconds:.0f} s:\n{self._told(name)}")
            time.sleep(0.02)

    def ended(self) -> str:
        """What to say of a process that is no longer there, "" while all are."""
        for name, process in self._running.items():
            if process.poll() is not None:
                return f"{name} ended with exit code {process.returncode}:\n{self._told(name)}"
        return ""

    def end(self) -> None:
        """Kills all of them: nothing that they hold is kept."""
        for process in self._running.values():
            process.kill()
        for process in self._running.values():
            process.wait()
        self._running.clear()

    def _log(self, name: str) -> str:
        return os.path.join(self._folder, "logs", f"{name}.log")

    def _told(self, name: str) -> str:
        with open(self._log(name), encoding="utf-8", errors="replace") as log:
            return "".join(f"    {line}\n" for line in log.read().splitlines()[-10:])


def _tie() -> Callable[[], None] | None:
    """What a child does so that it dies with its parent; None where the system has no such thing."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    parent, library = os.getpid(), ctypes.CDLL(None, use_errno=True)

    def tie() -> None:
        library.prctl(ON_PARENT_DEATH, signal.SIGKILL)
        if os.getppid() != parent:  # it died in between
            os._exit(1)

    return tie


def kill_those_of(folder: str) -> None:
    """Kills what the keeper of a folder left behind: processes of its list whose command line names the folder."""
    try:
        with open(os.path.join(folder, "pids"), encoding="utf-8") as file:
            pids = [int(line) for line in file]
    except OSError:
        return
    for pid in pids:
        if folder in _command_line(pid):
            os.kill(pid, signal.SIGKILL)


def _command_line(pid: int) -> str:
    done = subprocess.run(["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return done.stdout

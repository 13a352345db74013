"""A server as a process of its own, on a port of the loopback that was free, until the test is over."""

from __future__ import annotations

import socket
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

HOST = "127.0.0.1"
PATIENCE = 30.0
TRIES = 3


def free_port() -> int:
    """A port that nobody listens on now; somebody else may take it before the server does."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(
    argv: Callable[[int], Sequence[str]], log: Path, environment: Mapping[str, str] | None = None
) -> Iterator[int]:
    """The port on which a program listens, whose arguments are made for a port; it is ended afterwards."""
    for _ in range(TRIES):
        port = free_port()
        with log.open("wb") as output:
            process = subprocess.Popen(
                argv(port), stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=environment
            )
        try:
            if listens(process, port):
                yield port
                return
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    pytest.fail(f"{argv(0)[0]} did not start:\n{log.read_text(errors='replace')[-2000:]}")


def listens(process: subprocess.Popen[bytes], port: int) -> bool:
    """Whether a process listens on a port before it ends or patience does."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection((HOST, port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return process.poll() is None
    return False

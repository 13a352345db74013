"""One job in several processes: each takes a share of the items, and the results come back in their order.

By ``fork``, because what the others need is then there already, without starting Python anew; where a system has none
(Windows), everything is done in this process.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Item = TypeVar("Item")
    Result = TypeVar("Result")

FEWEST = 32
"""Items for which another process is worth its start."""


def cpus() -> int:
    """The CPUs that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_shares(
    function: Callable[[Sequence[Item]], Result], items: Sequence[Item], jobs: int, weigh: Callable[[Item], int]
) -> list[Result]:
    """What a function gives for each share of the items, the shares alike in weight and in their order.

    An exception that it raises in another process is raised here. Results must be picklable.
    """
    jobs = min(jobs or cpus(), len(items) // FEWEST)
    if jobs < 2 or not hasattr(os, "fork"):  # noqa: PLR2004 - one process is no company
        return [function(items)]
    shares = _shares(items, jobs, weigh)
    others = [_start(function, share) for share in shares[1:]]
    try:
        return [function(shares[0]), *(_answer(pipe) for _, pipe in others)]
    finally:
        for child, pipe in others:
            _end(child, pipe)


def _shares(items: Sequence[Item], jobs: int, weigh: Callable[[Item], int]) -> list[Sequence[Item]]:
    weights = [weigh(item) + 1 for item in items]
    wanted, weight, start = sum(weights) / jobs, 0, 0
    found: list[Sequence[Item]] = []
    for index, one in enumerate(weights):
        weight += one
        if weight >= wanted * (len(found) + 1) and len(found) < jobs - 1:
            found.append(items[start : index + 1])
            start = index + 1
    return [*found, items[start:]]


def _start(function: Callable[[Sequence[Item]], Result], share: Sequence[Item]) -> tuple[int, int]:
    """The number of the process that works on a share, and the pipe that it answers through."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    import pickle

    try:
        answer = pickle.dumps((True, function(share)), pickle.HIGHEST_PROTOCOL)
    except BaseException as error:  # noqa: BLE001 - whatever it is, it belongs to the first process
        answer = pickle.dumps((False, error))
    with open(writing, "wb") as pipe:
        pipe.write(answer)
    os._exit(0)


def _answer(pipe: int) -> Any:
    """What a process answered. Raises what it raised."""
    import pickle

    with open(pipe, "rb", closefd=False) as stream:
        answer = stream.read()
    if not answer:
        raise ChildProcessError("a process that was to help was ended")
    fine, result = pickle.loads(answer)  # noqa: S301 - it comes from our own process
    if not fine:
        raise result
    return result


def _end(child: int, pipe: int) -> None:
    """Wait for a process that has answered, or whose answer nobody waits for."""
    import signal

    os.close(pipe)
    try:
        os.kill(child, signal.SIGKILL)
    except ProcessLookupError:
        pass
    os.waitpid(child, 0)

"""One job in several processes: each takes parts of the items, and the results come back in their order.

By ``fork``, because what the others need is then there already, without starting Python anew; where a system has none
(Windows), everything is done in this process.
"""

from __future__ import annotations

import os

from generator.lean import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Item = TypeVar("Item")
    Result = TypeVar("Result")

FEWEST = 32
"""Items for which another process is worth its start."""
PARTS = 32
"""Parts that a process works on, as far as all are equally fast: so nobody waits long for the last one."""
MOST = 255
"""Parts that one byte can name."""


def cpus() -> int:
    """The CPUs that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_parts(function: Callable[[Sequence[Item]], Result], items: Sequence[Item], jobs: int) -> list[Result]:
    """What a function gives for each part of the items, in their order; whichever process is free takes the next part.

    An exception that it raises in another process is raised here. Results must be picklable.
    """
    jobs = min(jobs or cpus(), len(items) // FEWEST)
    if jobs < 2 or not hasattr(os, "fork"):  # noqa: PLR2004 - one process is no company
        return [function(items)]
    count = min(jobs * PARTS, len(items), MOST)
    parts = [items[len(items) * index // count : len(items) * (index + 1) // count] for index in range(count)]
    queue = _queue(count)
    others = [_start(function, parts, queue) for _ in range(jobs - 1)]
    try:
        found = {index: function(parts[index]) for index in _taken(queue)}
        for _, pipe in others:
            found.update(_answers(pipe))
        return [found[index] for index in range(count)]
    finally:
        os.close(queue)
        for child, pipe in others:
            _end(child, pipe)


def _queue(count: int) -> int:
    """A pipe with the numbers of all parts, a byte each: reading one takes it, whoever reads."""
    reading, writing = os.pipe()
    os.write(writing, bytes(range(count)))
    os.close(writing)
    return reading


def _taken(queue: int) -> Iterator[int]:
    """The parts that this process takes, until there are no more."""
    while part := os.read(queue, 1):
        yield part[0]


def _start(function: Callable[[Sequence[Item]], Result], parts: list[Sequence[Item]], queue: int) -> tuple[int, int]:
    """The number of a process that works on parts, and the pipe that it answers through."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    import pickle

    try:
        answers = [pickle.dumps((True, index, function(parts[index])), -1) for index in _taken(queue)]
    except BaseException as error:  # noqa: BLE001 - whatever it is, it belongs to the first process
        answers = [pickle.dumps((False, 0, error))]
    with open(writing, "wb") as pipe:
        pipe.writelines([*answers, pickle.dumps(None)])
    os._exit(0)


def _answers(pipe: int) -> Iterator[tuple[int, Any]]:
    """What a process gave for the parts that it took. Raises what it raised."""
    import pickle

    with open(pipe, "rb", buffering=1 << 16, closefd=False) as stream:
        try:
            while answer := pickle.load(stream):  # noqa: S301 - it comes from our own process
                fine, index, result = answer
                if not fine:
                    raise result
                yield index, result
        except EOFError:
            raise ChildProcessError("a process that was to help was ended") from None


def _end(child: int, pipe: int) -> None:
    """Wait for a process that has answered, or whose answer nobody waits for."""
    import signal

    os.close(pipe)
    try:
        os.kill(child, signal.SIGKILL)
    except ProcessLookupError:
        pass
    os.waitpid(child, 0)

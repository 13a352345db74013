"""The process that holds a cluster: it starts the others, ends them when it is to end, and leaves no folder.

    python -m scripts.controlplane.keeper FOLDER NAME NODES OWNED PROGRAM=PATH...

It says ``ready`` on stdout, or why it could not start, and then nothing more. It ends on SIGTERM, SIGINT or SIGHUP,
when one of its processes ends, and, where OWNED is 1, when its stdin does: that is, when its owner is gone.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import sys
import time

from scripts.controlplane.plane import Plane
from scripts.controlplane.processes import EndError, Processes, StartError

LOOK = 0.1
"""Seconds between two looks at whether all processes are there, and whether they are to be."""


class Ending:
    """Whether this process is to end: because of a signal, or because its owner has gone."""

    def __init__(self, *, owned: bool) -> None:
        self._owned = owned
        self._asked = False
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._ask)

    def _ask(self, _: int, __: object) -> None:
        self._asked = True

    def is_wanted(self) -> bool:
        """Whether it is to end; the owner has gone when its end of the pipe is closed."""
        if self._owned and not self._asked:
            readable, _, _ = select.select([sys.stdin], [], [], 0)
            self._asked = bool(readable) and not os.read(0, 1)
        return self._asked


def main() -> int:
    """Keeps a cluster until it is to end; 1 where it could not be started, or one of its processes ended."""
    folder, name, nodes, owned, *pairs = sys.argv[1:]
    ending = Ending(owned=owned == "1")
    with open(os.path.join(folder, "keeper"), "w", encoding="utf-8") as file:
        file.write(str(os.getpid()))
    processes = Processes(folder, ending.is_wanted)
    try:
        Plane(folder, name, dict(pair.split("=", 1) for pair in pairs), processes).start(int(nodes))
        _say("ready")
        while not ending.is_wanted():
            if trouble := processes.ended():
                sys.stderr.write(f"cluster {name}: {trouble}")
                return 1
            time.sleep(LOOK)
    except EndError:
        return 0
    except StartError as error:
        _say(str(error))
        return 1
    finally:
        processes.end()
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _say(text: str) -> None:
    """Writes to stdout, once: whoever started this reads it to its end."""
    os.write(1, text.encode())
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)


if __name__ == "__main__":
    sys.exit(main())

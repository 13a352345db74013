"""Timing whole processes in turns, and the environment that they are measured in."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from typing import NamedTuple

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BENCH = os.path.join(ROOT, ".tools", "bench")
PROGRAMS = os.path.join(BENCH, "environment", "bin")


class Times(NamedTuple):
    """The seconds of every run of a command, and the most memory that one of them used, in bytes."""

    seconds: list[float]
    memory: int

    @property
    def median(self) -> float:
        """The median of the seconds."""
        return statistics.median(self.seconds)


def say(text: str) -> None:
    """Progress, on standard error."""
    print(f"scripts/bench: {text}", file=sys.stderr)


def prepare() -> None:
    """An environment with fairlead's wheel in it, compiled, made anew: an editable installation starts slower."""
    subprocess.run([os.path.join(ROOT, "scripts", "venv")], check=True)
    shutil.rmtree(BENCH, ignore_errors=True)
    os.makedirs(BENCH)
    say("building the wheel and installing it into .tools/bench")
    python = os.path.join(ROOT, ".venv", "bin", "python")
    build = [python, "-m", "build", "--wheel", "--no-isolation", "--outdir", BENCH, ROOT]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    [wheel] = [name for name in os.listdir(BENCH) if name.endswith(".whl")]
    subprocess.run([python, "-m", "venv", "--without-pip", os.path.dirname(PROGRAMS)], check=True)
    target = os.path.join(PROGRAMS, "python")
    # By a current pip, as by pipx and uv: what older ones write to start a program imports re, and more with it.
    subprocess.run([python, "-m", "pip", "--python", target, "install", "--quiet", "--upgrade", "pip"], check=True)
    install = ["install", "--quiet", "--compile", os.path.join(BENCH, wheel)]
    subprocess.run([target, "-m", "pip", *install], check=True)


def environment() -> dict[str, str]:
    """The environment variables of the measured programs: a cache of their own, nothing that changes what they do."""
    env = {name: text for name, text in os.environ.items() if not name.startswith(("PYTHON", "FAIRLEAD_"))}
    return {**env, "XDG_CACHE_HOME": os.path.join(BENCH, "cache")}


def once(argv: list[str], env: dict[str, str], stdout: int, codes: tuple[int, ...]) -> tuple[float, int]:
    """The seconds from starting a program to its end, and the most memory that it used, in bytes."""
    start = time.perf_counter()
    actions = [(os.POSIX_SPAWN_DUP2, stdout, 1), (os.POSIX_SPAWN_DUP2, stdout, 2)]
    child = os.posix_spawn(argv[0], argv, env, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    code = os.waitstatus_to_exitcode(status)
    if code not in codes:
        sys.exit(f"scripts/bench: ended with {code}: {' '.join(argv)}")
    return seconds, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def in_turns(
    commands: dict[str, tuple[list[str], dict[str, str]]], runs: int, codes: tuple[int, ...] = (0,)
) -> dict[str, Times]:
    """The times of every command; each round runs each command once, so that all meet the same machine."""
    times: dict[str, list[tuple[float, int]]] = {name: [] for name in commands}
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number in range(runs + 1):
        for name, (argv, env) in commands.items():
            measured = once(argv, env, nowhere, codes)
            if number:  # the first round fills caches, fairlead's and the disk's
                times[name].append(measured)
    os.close(nowhere)
    return {name: Times([one[0] for one in rows], max(one[1] for one in rows)) for name, rows in times.items()}


def head(title: str) -> str:
    """A title and the head of a table."""
    return f"\n{title}\n\n{'':42}{'median ms':>9}{'min':>9}{'max':>9}{'MB':>7}{'ratio':>10}"


def row(name: str, times: Times, rival: float | None) -> str:
    """A line of the table: median, fastest, slowest in milliseconds, memory, how often it fits into the other time."""
    seconds, ratio = times.seconds, "" if rival is None else f"{rival / times.median:9.2f}x"
    memory = f"{times.memory / 1e6:7.0f}" if times.memory else " " * 7
    return f"{name:42}{times.median * 1e3:9.1f}{min(seconds) * 1e3:9.1f}{max(seconds) * 1e3:9.1f}{memory}{ratio}"

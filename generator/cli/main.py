"""The entry point and the one error boundary: what happened becomes output and an exit code here and nowhere else.

The first thing is to look for a record of the same run (see ``replay``); so this module imports nothing else at once.
"""

from __future__ import annotations

import os
import sys

from generator.cli import replay, terminal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.cli.outcome import Outcome

INTERRUPTED = 130
READER_GONE = 141
"""128 + SIGPIPE: what a shell reports for a program whose reader went away."""
BUG = 70


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (that of the process when None is given); the result is the exit code."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    try:
        key = replay.key_of(arguments)
        recorded = replay.find(key)
        if recorded is not None:
            stdout, stderr, code = recorded
            terminal.write(stdout, stderr)
            return code
        return _run(arguments, key)
    except BrokenPipeError:
        return READER_GONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        return _unwritable(error)


def start() -> None:
    """Run the command line of this process, and end it at once: taking everything down in good order takes a while."""
    code = run()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except BrokenPipeError:
        code = READER_GONE
    except OSError as error:
        code = _unwritable(error)
    os._exit(code)


def _run(arguments: Sequence[str], key: str) -> int:
    outcome = _outcome(arguments)
    stderr = terminal.painted_messages(outcome.stderr) if terminal.is_coloured(sys.stderr) else outcome.stderr
    messages = stderr.encode("utf-8", "backslashreplace")
    terminal.write(outcome.stdout, messages)
    if outcome.dependencies is not None:
        replay.keep(key, outcome.dependencies, outcome.stdout, messages, outcome.exit_code)
    return outcome.exit_code


def _outcome(arguments: Sequence[str]) -> Outcome:
    """What the command gave, or what its failure says."""
    from generator.cli.outcome import Outcome
    from generator.errors import FairleadError

    try:
        outcome = _quick_outcome(arguments)
        if outcome is not None:
            return outcome
        from generator.cli import commands

        return commands.call(arguments)
    except FairleadError as error:
        return Outcome(stderr=f"{error}\n", exit_code=error.exit_code)
    except RecursionError:
        return Outcome(stderr="the input is nested too deeply to be read\n", exit_code=3)
    except Exception:  # noqa: BLE001 - the one place where a bug becomes a report
        return Outcome(stderr=_bug_report(), exit_code=BUG)


_QUICK = {
    "lint": ("generator.cli.linting", "lint_quickly"),
    "inject": ("generator.cli.injecting", "inject_quickly"),
    "diff": ("generator.cli.diffing", "diff_quickly"),
    "package": ("generator.cli.packaging", "package_quickly"),
    "push": ("generator.cli.pushing", "push_quickly"),
}
"""The commands whose options are a table, and what reads an ordinary command line of theirs."""


def _quick_outcome(arguments: Sequence[str]) -> Outcome | None:
    """What a command gave whose options are a table; None where typer has to look at the command line."""
    if not arguments or arguments[0] not in _QUICK:
        return None
    from importlib import import_module

    module, function = _QUICK[arguments[0]]
    outcome: Outcome | None = getattr(import_module(module), function)(arguments[1:])
    return outcome


def _bug_report() -> str:
    """The traceback of the exception at hand, and where it should go."""
    import platform
    import traceback

    from generator import __version__

    where = _issue_tracker()
    about = f"fairlead {__version__}, Python {platform.python_version()}, {platform.platform()}"
    return (
        f"{traceback.format_exc()}\nThis is a bug in fairlead, not in your input ({about}).\n"
        f"Please report it{where} with the lines above and, if you can share it, the app.yaml.\n"
    )


def _issue_tracker() -> str:
    """`` at <address>`` as the installed distribution names it, "" where it names none."""
    from importlib import metadata

    try:
        links = metadata.metadata("fairlead").get_all("Project-URL") or []
    except metadata.PackageNotFoundError:
        return ""
    named = dict(link.split(", ", 1) for link in links if ", " in link)
    return f" at {named['Issues']}" if "Issues" in named else ""


def _unwritable(error: OSError) -> int:
    """stdout or stderr could not be written (a full disk, a closed descriptor)."""
    try:
        terminal.write(b"", f"the output cannot be written: {error.strerror or error}\n".encode())
    except OSError:
        pass
    return 4

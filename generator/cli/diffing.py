"""What ``fairlead diff`` does; free of typer, so that it starts at once."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from generator.cli.diff_options import DANGERS, OPTIONS, PATHS
from generator.cli.outcome import Outcome
from generator.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.diff.model import Diff
    from generator.diff.report import Report


def diff_quickly(arguments: Sequence[str]) -> Outcome | None:
    """Compare as a plain command line says; None for one that typer has to look at."""
    from generator.cli.command_line import parsed

    values = parsed(arguments, OPTIONS, PATHS)
    return None if values is None else diff(values)


def diff(values: dict[str, Any]) -> Outcome:
    """Show what changes, and what that does to running pods.

    In each environment. Compares the files with those of a git revision, two files, folders or charts with each other,
    or two environments.

    Exit code 0, or 1 where --exit-code or --fail-on asks for it; 3 where something could not be read and so is not
    compared.
    """
    from generator.cli.comparison import Comparison

    dangers = _dangers(values["fail_on"])
    with ExitStack() as stack:
        comparison = Comparison(values, stack)
        if comparison.text:
            return _outcome(values, comparison.text, 1 if values["exit_code"] else 0)
        try:
            found = comparison.diff()
        except InputError as error:
            if not values["external"]:
                raise
            # git stops at the first file whose difference fails.
            return _outcome(values, f"{error}\n{comparison.plainly()}", 0)
        report = comparison.told(found, lines=_shows_lines(values))
    code = 3 if found.problems and not values["external"] else 0
    if _is_dangerous(found, dangers) or (values["exit_code"] and _differs(found)):
        code = 1
    if values["html"]:
        _write_page(values, report)
        if not values["output"]:
            return _outcome(values, "", code)
    return _outcome(values, _shown(values, report), code)


def _dangers(asked: Iterable[str]) -> set[str]:
    """The kinds of effects that fail. Raises UsageError for one that there is not."""
    found = set()
    for name in (part.strip() for text in asked for part in text.split(",") if part.strip()):
        if name not in DANGERS:
            raise UsageError(f"--fail-on {name}: there is no such effect; there are {', '.join(DANGERS)}")
        found.add(DANGERS[name])
    return found


def _is_dangerous(found: Diff, dangers: set[str]) -> bool:
    return any(
        effect.kind in dangers
        for environment in found.environments
        for effects in (environment.effects, *(one.effects for one in environment.objects))
        for effect in effects
    )


def _differs(found: Diff) -> bool:
    return any(environment.objects for environment in found.environments)


def _shows_lines(values: dict[str, Any]) -> bool:
    """Whether a view is asked for that shows objects whole."""
    return bool(values["html"]) or values["side_by_side"] or values["format"] == "yaml"


def _shown(values: dict[str, Any], report: Report) -> str:
    from generator.cli.terminal import is_coloured
    from generator.diff.views import show

    name = "side-by-side" if values["side_by_side"] and values["format"] == "text" else values["format"]
    return show(name, report, width=_width(), coloured=not values["output"] and is_coloured(sys.stdout))


def _width() -> int:
    """The columns of the terminal; COLUMNS where it is set, 80 for what is none."""
    import shutil

    return shutil.get_terminal_size((80, 24)).columns


def _write_page(values: dict[str, Any], report: Report) -> None:
    from generator.cli.files import write_whole
    from generator.diff.views import show

    write_whole(values["html"], show("html", report, width=0, coloured=False))


def _outcome(values: dict[str, Any], text: str, code: int) -> Outcome:
    if values["output"]:
        from generator.cli.files import write_whole

        write_whole(values["output"], text)
        return Outcome(exit_code=code)
    return Outcome(text.encode("utf-8", "backslashreplace"), exit_code=code)

"""The commands, each by its name, and the parser made of them.

Only the modules of the command that is asked for are imported; help, completion and mistakes need all of them.
"""

from __future__ import annotations

import importlib
import os
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, get_args

import typer

from generator import __version__
from generator.cli.outcome import Outcome
from generator.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Name: TypeAlias = Literal[
    "render",
    "lint",
    "inject",
    "diff",
    "package",
    "push",
    "ci",
    "deploy",
    "rollback",
    "status",
    "history",
    "rules",
    "explain",
    "environments",
    "schema",
    "init",
]
NAMES: tuple[Name, ...] = get_args(Name)


def command(name: Name) -> tuple[Callable[..., Outcome], str]:
    """The function of a command, whose signature is the command's arguments and options; and its examples."""
    module = importlib.import_module(f"generator.cli.{name}")
    return getattr(module, name), module.EXAMPLES


def call(arguments: Sequence[str]) -> Outcome:
    """Parse a command line and run its command.

    Raises the errors of the command; UsageError where an argument is no text. Help, the version and what is wrong
    with the command line itself are printed by typer, and come back as an Outcome that holds only the exit code.
    """
    if any("\ud800" <= character <= "\udfff" or character == "\0" for text in arguments for character in text):
        raise UsageError("an argument is not valid UTF-8 text")
    try:
        result: Any = typer.main.get_command(parser(arguments)).main(
            _spelled_out(arguments), prog_name="fairlead", standalone_mode=False
        )
    except typer.Abort:
        return Outcome(stderr="\n", exit_code=130)
    except typer.TyperException as error:
        return _refused(error)
    return result if isinstance(result, Outcome) else Outcome(exit_code=int(result or 0))


def _spelled_out(arguments: Sequence[str]) -> list[str]:
    """The arguments with the values that options imply, which typer knows nothing of."""
    if arguments[0:1] != ["inject"]:
        return list(arguments)
    from generator.cli.command_line import spelled_out
    from generator.cli.inject_options import OPTIONS

    return spelled_out(arguments, OPTIONS)


def _refused(error: Any) -> Outcome:
    """The usage error shown as typer shows it."""
    error.show()
    return Outcome(exit_code=error.exit_code)


def parser(arguments: Sequence[str]) -> typer.Typer:
    """The parser of all commands, or of the one that the arguments start with."""
    wanted: list[Name] = [name for name in NAMES if arguments and arguments[0] == name]
    if not wanted or "_FAIRLEAD_COMPLETE" in os.environ:
        wanted = list(NAMES)
    program = typer.Typer(
        rich_markup_mode=None,  # rich takes longer to import than a render takes
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["--help", "-h"]},
        help="One app description in, three equal outputs out: Helm chart, Kustomize folders, manifests.",
        epilog="Start with: fairlead init, then: fairlead render. Each command's --help shows examples.",
    )
    program.callback()(_global_options)
    for name in wanted:
        function, examples = command(name)
        program.command(name, epilog=examples)(function)
    return program


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"fairlead {__version__}")
        raise typer.Exit


def _global_options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """What can be given before the command."""

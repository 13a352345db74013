"""The arguments and options that several commands have, and how their values are found."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from generator.errors import InputError, Place, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.app.application import Application
    from generator.app.files import Files


def environment_names(context: typer.Context, incomplete: str) -> list[str]:
    """For shell completion: the environments of the app.yaml at hand; none where it cannot be read."""
    try:
        application, _ = loaded(context.params.get("app") or DESCRIPTION, ())
    except Exception:  # noqa: BLE001 - a completion stays silent whatever happens
        return []
    return [name for name in application.environments if name.startswith(incomplete)]


App = Annotated[str, typer.Argument(metavar="[APP]", help="The app description, or the folder it is in.")]
DESCRIPTION = "app.yaml"
Environments = Annotated[
    list[str] | None,
    typer.Option(
        "--env", "-e", metavar="ENV", help="Only this environment; may be repeated.", autocompletion=environment_names
    ),
]
Environment = Annotated[
    str,
    typer.Option("--env", "-e", metavar="ENV", help="The environment to look at.", autocompletion=environment_names),
]
Assignments = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="Override a value in every environment; may be repeated."),
]


def app_path(app: str) -> str:
    """The file an APP argument means: itself, or the app.yaml of a folder. Raises InputError where there is none."""
    path = os.path.join(app, DESCRIPTION) if os.path.isdir(app) else app
    if not os.path.exists(path):
        cure = "name the file or its folder, or write a new one with: fairlead init"
        raise InputError([Problem(Place(path, 0, 0), "", "there is no such file", cure)])
    return path


def loaded(app: str, assignments: tuple[str, ...]) -> tuple[Application, Files]:
    """The application that an APP argument means, and the files it was read from."""
    from generator.app.files import Files
    from generator.app.load import load

    files = Files()
    return load(app_path(app), files, assignments), files


def chosen(application: Application, names: list[str] | None) -> tuple[str, ...]:
    """The named environments in the order of the description, all of them when none is named.

    Raises UsageError where a name is none of them.
    """
    known = tuple(application.environments)
    for name in names or ():
        if name not in known:
            listed = ", ".join(known) or "none"
            raise UsageError(f"--env {name}: there is no such environment in {application.source}; there are: {listed}")
    return tuple(name for name in known if not names or name in names)


def warnings_of(application: Application, environments: Sequence[str] = ()) -> str:
    """The warnings about a description, as they are printed: what concerns the environments, or any of them."""
    wanted = set(environments or application.environments)
    return "".join(
        f"{warning}\n"
        for warning in application.warnings
        if not warning.environments or wanted.intersection(warning.environments)
    )

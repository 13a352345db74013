"""``fairlead ci``: a pipeline for a CI system, from the description."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import Annotated

import typer

from generator import __version__
from generator.cli.options import DESCRIPTION, App, app_path, loaded, warnings_of
from generator.cli.outcome import Outcome
from generator.errors import InputError, Place, Problem, ProgramError, UsageError

EXAMPLES = """\b
Examples:
  fairlead ci github                         .github/workflows/shop.yml, for the app.yaml here
  fairlead ci gitlab                         .gitlab-ci.yml
  fairlead ci gitlab shop/ -o .gitlab/shop.yml
  fairlead ci github --branch trunk          where the main branch has another name
  fairlead ci github --check                 fail when the file is stale or was edited by hand
  fairlead ci gitlab -o -                    to stdout
"""


class System(StrEnum):
    """What a pipeline can be written for."""

    github = "github"
    gitlab = "gitlab"


def ci(
    system: Annotated[System, typer.Argument(help="The CI system.")],
    app: App = DESCRIPTION,
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="FILE|-", help="Where to; - is stdout. Default: where it is looked for."
        ),
    ] = "",
    rendered: Annotated[
        str,
        typer.Option(
            "--rendered", metavar="DIR", help="Where rendered files are committed. Default: build beside APP."
        ),
    ] = "",
    branch: Annotated[
        str, typer.Option("--branch", metavar="NAME", help="The main branch; GitLab knows it by itself.")
    ] = "main",
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 with the diff.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a file that is not fairlead's, or was edited.")
    ] = False,
) -> Outcome:
    """Write a pipeline for a CI system.

    Lint, render check, the diff as a comment on the pull or merge request, package, push, and a job that deploys for
    each environment. It holds no secret; what it needs is said at its top. Paths in it begin at the top of the
    repository.
    """
    if output == "-" and (check or force):
        raise UsageError("--check and --force need a file, and -o - is stdout")
    from generator.render.pipelines import SYSTEMS, Layout, pipeline

    application, _ = loaded(app, ())
    source = os.path.abspath(app_path(app))
    top = _top(os.path.dirname(source))
    folder = os.path.abspath(rendered) if rendered else os.path.join(os.path.dirname(source), "build")
    layout = Layout(_path(top, source), _path(top, folder), _plain("--branch", branch))
    text = pipeline(application, system.value, layout, __version__)
    if output == "-":
        return Outcome(text.encode(), warnings_of(application))
    target = output or os.path.relpath(os.path.join(top, SYSTEMS[system.value].format(name=application.name)))
    done = _checked(target, text) if check else _written(target, text, force=force)
    return done._replace(stderr=warnings_of(application) + done.stderr)


def _top(folder: str) -> str:
    """The top of the repository that a folder is in; without one the working directory, or the folder outside of it."""
    above = folder
    while not os.path.exists(os.path.join(above, ".git")):
        if above == os.path.dirname(above):
            here = os.getcwd()
            return here if os.path.commonpath([here, folder]) == here else folder
        above = os.path.dirname(above)
    return above


def _path(top: str, path: str) -> str:
    """A path from the top of the repository, as a shell and fairlead take it. UsageError for one outside."""
    found = os.path.relpath(path, top).replace(os.sep, "/")
    if found == ".." or found.startswith("../"):
        raise UsageError(f"{path} is outside of the repository {top}, so its pipeline cannot see it")
    return _plain(path, f"./{found}" if found.startswith(("-", ":")) else found)


def _plain(what: str, text: str) -> str:
    if not text or not text.isprintable() or any(character in text for character in '$"\\'):
        raise UsageError(
            f"{what}: a pipeline cannot name {text!r}: CI systems read $, quotes and backslashes themselves"
        )
    return text


def _written(target: str, text: str, *, force: bool) -> Outcome:
    """The file written. InputError where that would lose what a person wrote."""
    from generator.cli.files import write_whole
    from generator.render.pipelines import edit

    there = _content(target)
    if there == text:
        return Outcome(stderr=f"{target}: unchanged\n")
    if there is not None and not force and (reason := edit(there)):
        cure = "name another file with -o, or have it replaced with --force"
        raise InputError([Problem(Place(target, 0, 0), "", f"is {reason}, and is not replaced", cure)])
    try:
        os.makedirs(os.path.dirname(target) or ".", exist_ok=True)
    except OSError as error:
        raise ProgramError(f"{error.filename or target}: cannot be made: {error.strerror or error}") from error
    write_whole(target, text)
    return Outcome(stderr=f"{target}: written; what it needs from the settings is said at its top\n")


def _checked(target: str, text: str) -> Outcome:
    """What writing would change, with exit code 1 where it would change anything."""
    from generator.cli.unified import unified
    from generator.render.pipelines import edit

    there = _content(target)
    if there is not None and there.replace("\r\n", "\n") == text:
        return Outcome()
    reason = "stale: not written yet" if there is None else edit(there) or "stale: it would be written otherwise now"
    difference = unified(target, there or "", text)
    said = f"{target}: {reason}\n    cure: fairlead ci; what was edited by hand needs --force\n"
    return Outcome(f"# {target}: {reason}\n{difference}".encode("utf-8", "backslashreplace"), said, 1)


def _content(path: str) -> str | None:
    """The text of a file, None where there is none. ProgramError where it cannot be read."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ProgramError(f"{path}: cannot be read: {error.strerror or error}") from error

"""``fairlead init``: a first app.yaml, from answers, flags and a Dockerfile."""

from __future__ import annotations

import os
import sys
from enum import Enum
from typing import Annotated

import typer

from generator.cli.beginning import TYPES, Beginning, app_yaml, check, suggested
from generator.cli.outcome import Outcome
from generator.cli.terminal import is_terminal
from generator.errors import InputError, Place, Problem, ProgramError, UsageError

EXAMPLES = """\b
Examples:
  fairlead init                            ask, with suggestions from the Dockerfile here
  fairlead init --yes                      take all suggestions
  fairlead init shop --name shop --image registry.example.com/shop:1.42.0 --port 8080 --readiness /readyz
  fairlead init --type worker --image registry.example.com/mailer:1.0.0 --env dev --env prod
"""

Type = Enum("Type", {name: name for name in TYPES}, type=str)  # type: ignore[misc]


def init(
    directory: Annotated[str, typer.Argument(metavar="[DIR]", help="The folder for app.yaml.")] = ".",
    name: Annotated[str | None, typer.Option("--name", help="The name of the app: a DNS label.")] = None,
    image: Annotated[str | None, typer.Option("--image", help="The image with its tag or digest.")] = None,
    type: Annotated[Type | None, typer.Option("--type", help="What the first component does.")] = None,
    port: Annotated[list[int] | None, typer.Option("--port", help="A port it listens on; may be repeated.")] = None,
    readiness: Annotated[str | None, typer.Option("--readiness", help="The HTTP path that says it is ready.")] = None,
    env: Annotated[list[str] | None, typer.Option("--env", "-e", help="An environment; may be repeated.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing: take the suggestions.")] = False,
) -> Outcome:
    """Write a commented app.yaml that renders as it is.

    Asks on a terminal for what the flags leave open. EXPOSE and HEALTHCHECK of a Dockerfile become suggestions. An
    app.yaml that exists is never overwritten.
    """
    place = os.path.join(directory, "app.yaml")
    _refuse_existing(place)
    given = {"name": name, "image": image, "type": type and type.value, "readiness": readiness}
    known = suggested(directory, {key: value for key, value in given.items() if value is not None}, port, env)
    if not yes:
        if is_terminal(sys.stdin):
            known = _asked(
                known, {key for key, value in {**given, "ports": port, "environments": env}.items() if value}
            )
        elif image is None:
            raise UsageError("there is no terminal to ask on: give --image, or take the suggestions with --yes")
    check(known)
    _write(place, app_yaml(known))
    return Outcome(stderr="".join(f"{note}\n" for note in known.notes) + f"{place}: written; now: fairlead render\n")


def _refuse_existing(place: str) -> None:
    if os.path.lexists(place):
        cure = "edit it, or name another folder"
        raise InputError([Problem(Place(place, 0, 0), "", "exists already and is not overwritten", cure)])


def _asked(known: Beginning, given: set[str]) -> Beginning:
    """The suggestions after a person has answered for those that no flag gave."""

    def answer(field: str, question: str, default: str) -> str:
        if field in given:
            return default
        return str(typer.prompt(question, default=default, err=True, show_default=True)).strip()

    known = known._replace(name=answer("name", "Name of the app", known.name))
    known = known._replace(image=answer("image", "Image with its tag", known.image))
    known = known._replace(type=answer("type", f"Type ({', '.join(TYPES)})", known.type))
    if known.listens:
        ports = answer("ports", "Ports", " ".join(str(port.number) for port in known.ports) or "8080")
        known = known.with_ports(ports.replace(",", " ").split())
        path = answer("readiness", "HTTP path that says it is ready (- for none)", known.readiness or "-")
        known = known._replace(readiness="" if path == "-" else path)
    names = answer("environments", "Environments", " ".join(known.environments))
    return known._replace(environments=tuple(names.replace(",", " ").split()))


def _write(place: str, text: str) -> None:
    """The whole file or none, and never over another one: it is linked to its name when it is complete."""
    temporary = f"{place}.{os.getpid()}.fairlead-new"
    try:
        os.makedirs(os.path.dirname(place) or ".", exist_ok=True)
        try:
            with open(temporary, "x", encoding="utf-8", newline="\n") as file:
                file.write(text)
            os.link(temporary, place)
        finally:
            if os.path.lexists(temporary):
                os.unlink(temporary)
    except FileExistsError:
        _refuse_existing(place)
        raise ProgramError(f"{place}: cannot be written: something else stands in the way") from None
    except OSError as error:
        raise ProgramError(f"{error.filename or place}: cannot be written: {error.strerror or error}") from error

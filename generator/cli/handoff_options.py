"""The options that the commands for clusters share."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.options import chosen, environment_names, loaded
from generator.errors import UsageError

if TYPE_CHECKING:
    from generator.handoff.target import Target


class Way(StrEnum):
    """What hands over."""

    helm = "helm"
    kubectl = "kubectl"


class Format(StrEnum):
    """How the answer is printed."""

    text = "text"
    json = "json"


Environment = Annotated[
    str, typer.Option("--env", "-e", metavar="ENV", help="The environment.", autocompletion=environment_names)
]
Context = Annotated[
    str,
    typer.Option("--context", metavar="CONTEXT", help="The context, where app.yaml names none."),
]
Yes = Annotated[
    str, typer.Option("--yes", metavar="ENV", help="The environment's name once more, so that nobody is asked for it.")
]
With = Annotated[
    Way | None,
    typer.Option("--with", help="What hands over; without it what did so last, and helm the first time."),
]
Timeout = Annotated[
    str,
    typer.Option("--timeout", metavar="TIME", help="How long a rollout may take: 600s, 10m. [default: predicted]"),
]
Output = Annotated[Format, typer.Option("--output", help="How the answer is printed.")]


def target_of(app: str, env: str, context: str, assignments: tuple[str, ...] = ()) -> Target:
    """The environment that a command line names. UsageError where there is none."""
    from generator.handoff.target import target

    application, _ = loaded(app, assignments)
    chosen(application, [env])
    return target(application, env, context)


def seconds_of(timeout: str) -> int:
    """The seconds that a --timeout means, 0 where none was given."""
    from generator.objects.shutdown import duration

    found = duration(timeout) if timeout else 0
    if found is None or (timeout and found < 1):
        raise UsageError(f"--timeout {timeout}: is no time; write 600, 600s or 10m")
    return int(found)

"""``fairlead explain``: where a value comes from."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

from generator.cli.options import DESCRIPTION, App, Assignments, Environment, chosen, loaded, warnings_of
from generator.cli.outcome import Outcome
from generator.errors import Place

EXAMPLES = """\b
Examples:
  fairlead explain components.web.replicas --env prod
  fairlead explain components.web.shutdown --env prod shop/app.yaml
  fairlead explain deployment/shop-web:spec.template.spec.terminationGracePeriodSeconds --env prod
"""


class Format(StrEnum):
    """How an explanation is printed."""

    text = "text"
    json = "json"


def explain(
    path: Annotated[str, typer.Argument(metavar="PATH", help="A path of the description, or of a rendered object.")],
    env: Environment,
    app: App = DESCRIPTION,
    format: Annotated[Format, typer.Option("--format", "-f", help="How to print it.")] = Format.text,
    set_: Assignments = None,
) -> Outcome:
    """Show a value, where it was written and what it overrode.

    For a value that was derived also the rule and what went into it.
    """
    from generator.render.explanation import explain as explained

    application, _ = loaded(app, tuple(set_ or ()))
    (environment,) = chosen(application, [env])
    found = explained(application, path, environment)
    text = _json if format == Format.json else _text
    return Outcome(
        text(path, environment, found.value, list(found.steps)).encode(), warnings_of(application, [environment])
    )


def _json(path: str, environment: str, value: Any, steps: list[Any]) -> str:
    import json

    content = {"path": path, "environment": environment, "value": value, "steps": [_plain(step) for step in steps]}
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _plain(step: Any) -> Any:
    """A step as JSON has it: a record as an object, a place as its text."""
    if isinstance(step, Place):
        return str(step)
    if not hasattr(step, "_asdict"):
        return step if isinstance(step, (str, dict, list, int, float, type(None))) else str(step)
    return {name: _plain(value) for name, value in step._asdict().items()}


def _text(path: str, environment: str, value: Any, steps: list[Any]) -> str:
    from generator.documents.emitter import emit

    shown = emit(value).rstrip("\n")
    head = f"{path} ({environment}):"
    first = f"{head}\n" + _indented(shown) if "\n" in shown or isinstance(value, (dict, list)) else f"{head} {shown}"
    return "\n".join([first, *(_indented(str(step)) for step in steps)]) + "\n"


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.split("\n"))

"""``fairlead rollback``: go back to what ran before."""

from __future__ import annotations

from typing import Annotated

import typer

from generator.cli.handoff_options import Context, Environment, Format, Output, Timeout, Yes
from generator.cli.options import DESCRIPTION, App
from generator.cli.outcome import Outcome

EXAMPLES = """\b
Examples:
  fairlead rollback --env prod            to the revision that was in use before
  fairlead rollback --env prod --to 12    to one of those that fairlead history lists
"""


def rollback(
    env: Environment,
    app: App = DESCRIPTION,
    to: Annotated[int, typer.Option("--to", metavar="N", help="The revision to go back to.", min=0)] = 0,
    context: Context = "",
    yes: Yes = "",
    timeout: Timeout = "",
    output: Output = Format.text,
) -> Outcome:
    """Go back to an earlier revision of an environment.

    It is also the way out where a run was killed and left a revision pending. Exit code 0 when everything runs again, 4
    where it does not.
    """
    from generator.cli.rolling_back import rolled_back

    return rolled_back(app, env, to, context, yes=yes, timeout=timeout, as_json=output == Format.json)

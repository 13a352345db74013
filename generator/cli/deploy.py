"""``fairlead deploy``: hand an environment over to a cluster, through helm or kubectl."""

from __future__ import annotations

from typing import Annotated

import typer

from generator.cli.handoff_options import Context, Environment, Format, Output, Timeout, With, Yes
from generator.cli.options import DESCRIPTION, App, Assignments
from generator.cli.outcome import Outcome

EXAMPLES = """\b
Examples:
  fairlead deploy --env dev                     with helm, in the context of app.yaml
  fairlead deploy --env prod                    prod is protected: asks for its name
  fairlead deploy --env prod --yes prod         in a pipeline, where nobody can be asked
  fairlead deploy --env dev --with kubectl      server-side apply in place of a Helm release
  fairlead deploy --env prod --dry-run          the command lines, and nothing else
"""


def deploy(  # noqa: PLR0913, PLR0917 - a parameter an option
    env: Environment,
    app: App = DESCRIPTION,
    set_: Assignments = None,
    with_: With = None,
    context: Context = "",
    yes: Yes = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the command lines, and change nothing.")] = False,
    timeout: Timeout = "",
    output: Output = Format.text,
) -> Outcome:
    """Hand an environment over to its cluster.

    Lint, the cluster's own verdict and what the change does come first. Then helm or kubectl, the rollout of every
    workload, and the tests. On failure: what failed and why, then a rollback.

    Exit code 0 when everything runs, 1 where lint finds errors, 4 where the cluster refuses, or the rollout fails.
    """
    from generator.cli.deploying import Asked, deployed

    way = with_.value if with_ else ""
    assignments, as_json = tuple(set_ or ()), output == Format.json
    return deployed(Asked(app, env, way, context, yes, timeout, assignments, dry_run=dry_run, as_json=as_json))

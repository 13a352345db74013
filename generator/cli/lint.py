"""``fairlead lint``: what is invalid, broken or bad practice; the command for typer, made from the table of options."""

from __future__ import annotations

from generator.cli import linting
from generator.cli.command_line import described
from generator.cli.lint_options import ABOUT, OPTIONS, PATHS

EXAMPLES = """\b
Examples:
  fairlead lint                                 everything in this folder
  fairlead lint deploy/ chart/ app.yaml         manifests, a chart, every environment of an app
  helm template web chart/ | fairlead lint -    what a pipe gives
  fairlead lint -k 1.31 -k 1.34 deploy/         against two Kubernetes versions
  fairlead lint --profile strict -f sarif -o lint.sarif
  fairlead lint --baseline .lint-baseline.json  only what is new
  fairlead lint --fix --diff deploy/            what can be cured at once, as a diff
"""


lint = described(linting.lint, OPTIONS, PATHS, ABOUT)

"""``fairlead diff``: what changes, and what that does to the running pods; the command for typer."""

from __future__ import annotations

from generator.cli import diffing
from generator.cli.command_line import described
from generator.cli.diff_options import ABOUT, OPTIONS, PATHS

EXAMPLES = """\b
Examples:
  fairlead diff                              what is not committed yet, in every environment
  fairlead diff --from main deploy/app.yaml  a file against a branch
  fairlead diff --from v1.2.0 --to v1.3.0    between two tags
  fairlead diff staging prod                 two environments of app.yaml
  fairlead diff web-1.2.0.tgz chart/         two charts; also files and folders
  fairlead diff --html changes.html          a page to look at
  fairlead diff -f markdown -o comment.md    for a pull request
  fairlead diff --fail-on refused,data,downtime
"""


diff = described(diffing.diff, OPTIONS, PATHS, ABOUT)

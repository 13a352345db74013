"""``fairlead inject``: what a safe rollout needs, put into manifests; the command for typer."""

from __future__ import annotations

from generator.cli import injecting
from generator.cli.command_line import described
from generator.cli.inject_options import ABOUT, OPTIONS, PATHS

EXAMPLES = """\b
Examples:
  fairlead inject --diff deploy/                      what would change in a folder
  fairlead inject -w deploy/ --longest-request 180s   change it, for requests that take three minutes
  fairlead inject web.yaml --readiness /readyz        a file to stdout
  fairlead inject --check deploy/                     fail where anything is missing
  helm template web chart/ | fairlead inject --whole | kubectl apply -f -
  # Helm 3: helm upgrade web chart/ --post-renderer fairlead --post-renderer-args inject
  fairlead inject --helm-plugin fairlead-helm         a post-renderer for Helm 4, which takes plugins only
"""


inject = described(injecting.inject, OPTIONS, PATHS, ABOUT)

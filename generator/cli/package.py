"""``fairlead package``: a release in archives; the command for typer, made from the table of options."""

from __future__ import annotations

from generator.cli import packaging
from generator.cli.command_line import described
from generator.cli.package_options import ABOUT, OPTIONS, PATHS

EXAMPLES = """\b
Examples:
  fairlead package                                 dist/shop-0.9.0/ with the chart of app.yaml
  fairlead package --version-from git              with the version of the tag
  fairlead package --version 1.4.0 --app-version 1.42.0 shop/
  fairlead package --set image.digest=sha256:0123456789abcdef…
  fairlead package -f chart -f manifests -o out    and the manifests of each environment
"""


package = described(packaging.package, OPTIONS, PATHS, ABOUT)

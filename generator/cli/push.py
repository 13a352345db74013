"""``fairlead push``: chart archives to where others get them; the command for typer."""

from __future__ import annotations

from generator.cli import pushing
from generator.cli.command_line import described
from generator.cli.push_options import ABOUT, ARCHIVES, OPTIONS

EXAMPLES = """\b
Examples:
  fairlead push dist/shop-1.2.3 oci://registry.example.com/charts    the charts of a packaged release
  fairlead push shop-1.2.3.tgz public/charts                         a folder with an index.yaml
  fairlead push shop-1.2.3.tgz s3://bucket/charts --url https://charts.example.com
  fairlead push shop-1.2.3.tgz gs://bucket/charts
  fairlead push shop-1.2.3.tgz https://charts.example.com            a server with ChartMuseum's API
"""


push = described(pushing.push, OPTIONS, ARCHIVES, ABOUT)

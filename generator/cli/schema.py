"""``fairlead schema``: the JSON Schema of app.yaml."""

from __future__ import annotations

import os

from generator.cli.outcome import Outcome

EXAMPLES = """\b
Examples:
  fairlead schema > app.schema.json
  # yaml-language-server: $schema=app.schema.json      as the first line of app.yaml
"""


def schema() -> Outcome:
    """Print the JSON Schema of app.yaml, for editors."""
    from generator import app

    with open(os.path.join(os.path.dirname(app.__file__), "description.schema.json"), "rb") as file:
        return Outcome(file.read())

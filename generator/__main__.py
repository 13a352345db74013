"""``python -m generator``: the same as the command ``fairlead``."""

from __future__ import annotations

import sys

from generator.cli.main import run

if __name__ == "__main__":
    sys.exit(run())

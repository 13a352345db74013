"""``python -m generator``: the same as the command ``fairlead``."""

from __future__ import annotations

from generator.cli.main import start

if __name__ == "__main__":
    start()

"""Where the shipped data is: overlays, templates and schemas, in an installed package and in a checkout alike.

A wheel carries the repository's top-level folders under ``generator/_data``; a checkout (and an editable
installation) has them beside the package. os.path instead of importlib.resources, whose import costs more than
reading the files.
"""

from __future__ import annotations

import os

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
"""The folder of the package ``generator``."""


def data_root() -> str:
    """The folder that holds ``overlays`` and ``templates``."""
    shipped = os.path.join(PACKAGE, "_data")
    return shipped if os.path.isdir(shipped) else os.path.dirname(PACKAGE)


def data_path(*parts: str) -> str:
    """The path of a shipped file or folder, as in ``data_path("overlays", "defaults.yaml")``; it need not exist."""
    return os.path.join(data_root(), *parts)


def read_data(*parts: str) -> str:
    """The text of a shipped file, its line breaks as they are.

    OSError where there is no such file: a broken installation, not a mistake of the person who runs it.
    """
    with open(data_path(*parts), encoding="utf-8", newline="") as stream:
        return stream.read()

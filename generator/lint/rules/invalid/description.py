"""An app description (`app.yaml`) that cannot be rendered, or of which fairlead says a warning.

These are the messages of `fairlead render`: a field that does not exist, a value that does not fit, an environment
that asks for what its cluster does not serve. An error means that none of the app's objects could be looked at. A
warning stops nothing.

Source: the schema of the description; fairlead schema prints it.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.source import Source
    from generator.errors import Problem


def check(source: Source) -> Iterator[Problem]:
    """What is wrong with a description."""
    if source.kind == "app":
        yield from source.problems

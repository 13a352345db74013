"""The Kubernetes versions that a person names."""

from __future__ import annotations

from generator.errors import UsageError
from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def minors(texts: Iterable[str]) -> tuple[int, ...]:
    """The minor versions of texts as 1.33, v1.33.2; sorted, each once.

    Raises UsageError for one that there are no schemas for.
    """
    from generator.schemas.bundle import versions

    found = set()
    for text in texts:
        major, _, rest = text.removeprefix("v").partition(".")
        minor = rest.partition(".")[0]
        if major != "1" or not minor.isdigit() or int(minor) not in versions():
            known = versions()
            raise UsageError(f"there are no schemas for Kubernetes {text}: 1.{known[0]} to 1.{known[-1]} are known")
        found.add(int(minor))
    return tuple(sorted(found))

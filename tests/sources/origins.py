"""Every value of an object with the line that its origin says it comes from, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.documents.manifest import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Manifest, Path
    from generator.documents.node import Plain


def leaves(value: Plain, path: Path = ()) -> Iterator[tuple[Path, Plain]]:
    """The values of an object that hold no others, with their paths."""
    if isinstance(value, dict | list) and value:
        for step, inside in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inside, (*path, step))
    else:
        yield path, value


def lines(manifest: Manifest) -> dict[str, str]:
    """``spec.replicas`` → ``web.yaml:6: replicas: 2``."""
    found = {}
    for path, _ in leaves(manifest.value):
        place = manifest.place(path)
        found[shown(path)] = f"{place.source}:{place.line}: {manifest.origin.line(place).strip()}"
    return found

"""A field of a kustomization that kustomize has replaced by another one.

Old fields still work in today's kustomize, each with a warning when it builds, and are to be dropped in the next
version of the format; some of them also do less than what took their place. `kustomize edit fix` rewrites most of
them.

| old | new |
|---|---|
| `bases` | `resources` |
| `patchesStrategicMerge`, `patchesJson6902` | `patches` |
| `vars` | `replacements` |
| `imageTags` | `images` |
| `helmChartInflationGenerator` | `helmCharts` |

Source: kustomize api/types/kustomization.go; the kustomize reference, "kustomization".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.kustomization import Overlay
from generator.lint.rule import Fix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.documents.node import Plain
    from generator.documents.source import Folder
    from generator.errors import Problem

_INSTEAD = {
    "bases": "resources",
    "patchesStrategicMerge": "patches with path: or patch:",
    "patchesJson6902": "patches with target: and path: or patch:",
    "vars": "replacements",
    "imageTags": "images",
    "helmChartInflationGenerator": "helmCharts",
}


def _itself(entry: Plain) -> Plain:
    return entry


def _patch(text: Plain) -> Plain:
    """An entry of ``patches`` for a strategic merge patch: the name of a file, or the patch itself."""
    return {"patch" if "\n" in str(text) else "path": text}


_ENTRIES: dict[str, tuple[str, Callable[[Plain], Plain]]] = {
    "bases": ("resources", _itself),
    "patchesStrategicMerge": ("patches", _patch),
    "patchesJson6902": ("patches", _itself),
    "imageTags": ("images", _itself),
}
"""The lists that have another name now, with what becomes of each entry."""


def check(folder: Folder, _: Mapping[str, Plain]) -> Iterator[Problem]:
    """The old fields."""
    overlay = Overlay(folder)
    for field, instead in _INSTEAD.items():
        if field in overlay.value:
            yield overlay.problem(
                (field,), f"{field} is deprecated", f"use {instead} (kustomize edit fix rewrites it)", key=True
            )


def fix(folder: Folder, problem: Problem) -> Iterator[Fix]:
    """`bases`, `patchesStrategicMerge`, `patchesJson6902` and `imageTags` become what took their place.

    Where the result of the build stays the same.
    """
    overlay = Overlay(folder)
    value = overlay.value
    old = next((one for one in _ENTRIES if one in value and overlay.place((one,), key=True) == problem.place), "")
    new, entry_of = _ENTRIES.get(old, ("", None))
    entries, known = value.get(old), value.get(new, [])
    others = [one for one in value if one != old and one in _ENTRIES and _ENTRIES[one][0] == new]
    if entry_of is None or not isinstance(entries, list) or not isinstance(known, list):
        return
    if new not in value and others and list(value).index(others[0]) < list(value).index(old):
        return  # that one takes the new name first
    if new in value:
        yield from (Fix((new, len(known) + index), entry_of(one)) for index, one in enumerate(entries))
        yield Fix((old,), action="remove")
        return
    for index, one in enumerate(entries):
        if entry_of(one) != one:
            yield Fix((old, index), entry_of(one))
    yield Fix((old,), new, "rename")

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

from typing import TYPE_CHECKING

from generator.lint.kustomization import Overlay

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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


def check(folder: Folder, _: Mapping[str, Plain]) -> Iterator[Problem]:
    """The old fields."""
    overlay = Overlay(folder)
    for field, instead in _INSTEAD.items():
        if field in overlay.value:
            yield overlay.problem(
                (field,), f"{field} is deprecated", f"use {instead} (kustomize edit fix rewrites it)", key=True
            )

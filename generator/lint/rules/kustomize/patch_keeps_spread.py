"""A patch with topology spread constraints that come on top of those that are there.

The constraints of a pod are merged by `topologyKey` (and `whenUnsatisfiable`): a patch that says `zone` for a
workload that says `hostname` leaves both, and pods may find no node that fits both. If the new ones are to take the
place of the old ones, say so with `- $patch: replace` in the list.

Source: kubernetes api/core/v1/types.go (patchMergeKey of topologySpreadConstraints).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.kustomization import Overlay
from generator.lint.strategic_merge import DIRECTIVE, is_replaced, pod_specs
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.node import Plain
    from generator.documents.source import Folder
    from generator.errors import Problem

_FIELD = "topologySpreadConstraints"


def check(folder: Folder, _: Mapping[str, Plain]) -> Iterator[Problem]:
    """The constraints that old ones stay beside."""
    for patch, resource in Overlay(folder).strategic():
        for pod in pod_specs(patch.value, resource):
            ours, theirs = maps(pod.patch.get(_FIELD)), maps(pod.into.get(_FIELD))
            if not ours or is_replaced(ours) or any(DIRECTIVE in item for item in ours):
                continue
            keys = {item.get("topologyKey") for item in ours}
            kept = sorted({str(item.get("topologyKey")) for item in theirs if item.get("topologyKey") not in keys})
            if kept:
                message = f"the constraint on {', '.join(kept)} stays beside these"
                cure = "put - $patch: replace into the list if these are to take its place"
                yield patch.problem((*pod.path, _FIELD), message, cure, key=True)

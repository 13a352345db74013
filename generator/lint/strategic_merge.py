"""What a strategic merge patch changes: its containers beside those of the object that it is merged into.

Source: kubernetes api/core/v1/types.go (patchMergeKey, patchStrategy), which kustomize follows for built-in kinds.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any, NamedTuple
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Path

_PODS: tuple[tuple[str, ...], ...] = (
    ("spec", "template", "spec"),
    ("spec", "jobTemplate", "spec", "template", "spec"),
    ("spec",),
)
_CONTAINERS = ("containers", "initContainers")
DIRECTIVE = "$patch"
"""The key with which a map of a patch says that it is to replace or to delete, not to be merged."""


class Merged(NamedTuple):
    """A map of a patch, where it is, and the map that it is merged into."""

    path: Path
    patch: dict[str, Any]
    into: dict[str, Any]


def pod_specs(patch: Any, resource: Any) -> Iterator[Merged]:
    """The specification of the pods of a workload, where both have one."""
    for path in _PODS:
        ours, theirs = at(patch, *path), at(resource, *path)
        holds = isinstance(ours, dict) and isinstance(theirs, dict) and "containers" in theirs
        if holds and DIRECTIVE not in ours:
            yield Merged(path, ours, theirs)


def containers(patch: Any, resource: Any) -> Iterator[Merged]:
    """The containers that the patch changes: those of which the object has one of the same name."""
    for pod in pod_specs(patch, resource):
        for key in _CONTAINERS:
            known = {container.get("name"): container for container in maps(pod.into.get(key))}
            for index, container in enumerate(maps(pod.patch.get(key))):
                into = known.get(container.get("name"))
                if into is not None and DIRECTIVE not in container:
                    yield Merged((*pod.path, key, index), container, into)


def is_replaced(items: Any) -> bool:
    """Whether a list of a patch says of itself that it replaces the other."""
    return any(item.get(DIRECTIVE) == "replace" for item in maps(items))

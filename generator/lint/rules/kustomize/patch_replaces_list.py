"""A patch with a list that replaces the one that is there, so that items of it are gone.

A strategic merge patch merges some lists by a key (containers, env, ports, volumes) and replaces all others as a
whole: `envFrom`, `tolerations`, the rules of an Ingress, Role or NetworkPolicy. A patch that only names what is new
takes everything else away. Repeat what is to stay, or append with a JSON patch (`op: add`, `path: …/-`).

`args` and `command` are replaced as well; that is nearly always meant, and is not reported.

Source: kubernetes api/core/v1/types.go: lists without a patchMergeKey are atomic.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.kustomization import Overlay
from generator.lint.strategic_merge import Merged, containers, is_replaced, pod_specs
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.node import Plain
    from generator.documents.source import Folder
    from generator.errors import Problem

_OF_KINDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "Ingress": (("spec", "rules"), ("spec", "tls")),
    "NetworkPolicy": (("spec", "ingress"), ("spec", "egress")),
    "Role": (("rules",),),
    "ClusterRole": (("rules",),),
    "RoleBinding": (("subjects",),),
    "ClusterRoleBinding": (("subjects",),),
}


def check(folder: Folder, _: Mapping[str, Plain]) -> Iterator[Problem]:
    """The lists that lose items."""
    for patch, resource in Overlay(folder).strategic():
        whole = Merged((), patch.value, resource)
        lists = [(whole, path) for path in _OF_KINDS.get(str(resource.get("kind")), ())]
        lists += [(merged, ("tolerations",)) for merged in pod_specs(patch.value, resource)]
        lists += [(merged, ("envFrom",)) for merged in containers(patch.value, resource)]
        for owner, path in lists:
            lost = _lost(at(owner.patch, *path), at(owner.into, *path))
            if lost:
                gone = "1 item of it, which is not repeated here, is" if lost == 1 else f"{lost} items of it are"
                message = f"{path[-1]} replaces the list that is there: {gone} gone"
                cure = "repeat what is to stay, or append with a JSON patch"
                yield patch.problem((*owner.path, *path), message, cure, key=True)


def _lost(ours: Plain, theirs: Plain) -> int:
    if not isinstance(ours, list) or not isinstance(theirs, list) or is_replaced(ours):
        return 0
    return sum(item not in ours for item in theirs)

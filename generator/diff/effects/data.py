"""Data that a change loses, leaves behind or puts out of reach.

Source: Kubernetes documentation, "Persistent Volumes" (reclaiming), "Namespaces" and "Custom Resources" (what is
deleted with them).
"""

from __future__ import annotations

from generator.diff.effects import claims, stateful_data
from generator.diff.effects.hooks import is_kept
from generator.diff.model import ABSENT
from generator.diff.steps import preferred
from generator.lean import TYPE_CHECKING
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.diff.effect import Effect
    from generator.diff.effects.change import Change
    from generator.objects.resource import Resource

    Finder = Callable[[Change], Iterator[Effect]]


def effects(change: Change) -> Iterator[Effect]:
    """The data that a change puts at risk."""
    finder = _BY_TYPE.get(change.resource.type)
    if finder is not None:
        yield from finder(change)
    if change.diff.action in ("changed", "renamed"):
        yield from _other_volumes(change)


def _volume(change: Change) -> Iterator[Effect]:
    before, after = change.before, change.after
    if after is None and before is not None:
        policy = before.spec.get("persistentVolumeReclaimPolicy") or "Retain"
        fate = "its data goes too" if policy == "Delete" else "its data stays where it is"
        yield change.effect("data at risk", f"no claim can use this volume any more; {fate} ({policy})")
    for one in change.at("spec", "persistentVolumeReclaimPolicy"):
        if one.after == "Delete":
            message = "from now on the volume and its data are deleted with its claim (reclaim policy Delete)"
            yield change.effect("data at risk", message, on=one)


def _namespace(change: Change) -> Iterator[Effect]:
    if change.before is not None and change.after is None and not is_kept(change.before):
        message = "everything in the namespace is deleted with it, claims and their data too, whoever made it"
        yield change.effect("data at risk", message, "annotate it with helm.sh/resource-policy: keep, or keep it")


def _definition(change: Change) -> Iterator[Effect]:
    if change.before is not None and change.after is None and not is_kept(change.before):
        kind = at(change.before.spec, "names", "kind")
        message = f"every {kind} in the cluster is deleted with its definition"
        cure = "annotate it with helm.sh/resource-policy: keep, or keep it"
        yield change.effect("data at risk", message, cure)


_BY_TYPE: Mapping[str, Finder] = {
    "PersistentVolumeClaim": claims.effects,
    "StatefulSet": stateful_data.effects,
    "PersistentVolume": _volume,
    "Namespace": _namespace,
    "CustomResourceDefinition": _definition,
}


def _other_volumes(change: Change) -> Iterator[Effect]:
    """Volumes of pods that are no longer the claims that they were."""
    old, new = (_volumes(one.resource if one is not None else None) for one in change.workloads)
    for name, claim in old.items():
        if name in new and new[name] == claim:
            continue
        if claim in new.values() or _follows(change):
            continue
        on = preferred(one for one in change.template if "volumes" in one.path)
        if on is None:
            continue
        now = new.get(name, ABSENT)
        where = f"the claim {now}" if now is not ABSENT and now else "what is lost with each pod"
        if name not in _volume_names(change.after):
            where = ""
        message = f"its pods no longer mount the claim {claim}{f': {name} is now {where}' if where else ''}"
        yield change.effect("data at risk", message, "copy the data first; the claim itself stays", on=on)


def _follows(change: Change) -> bool:
    return any(one.follows.startswith("PersistentVolumeClaim/") for one in change.template)


def _volumes(resource: Resource | None) -> dict[str, str]:
    """The claims that pods mount, by the names of their volumes."""
    pod = resource.pod if resource is not None else None
    found = {
        str(one.get("name")): at(one, "persistentVolumeClaim", "claimName")
        for one in maps(pod.spec.get("volumes") if pod is not None else None)
    }
    return {name: str(claim) for name, claim in found.items() if claim}


def _volume_names(resource: Resource | None) -> set[str]:
    pod = resource.pod if resource is not None else None
    return {str(one.get("name")) for one in maps(pod.spec.get("volumes") if pod is not None else None)}

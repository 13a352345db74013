"""Volumes of a pod, and the claims that a release makes."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Pattern
from generator.resources.names import prefixed
from generator.resources.nodes import ABSENT, NUMBER, TREE, Setting, Spread, Tree, When

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.node import Plain
    from generator.resources.names import Naming, Sources
    from generator.resources.nodes import Path
    from generator.resources.settings import Settings
    from generator.resources.shape import Shape

CLAIM = "persistentVolumeClaim"
TMP_VOLUME = "tmp"
"""The pod's volume for the writable /tmp of containers whose root is read-only."""

_ODD = Pattern(r"[^a-z0-9]+")

INSIDE = ("initContainers", "sidecars")
"""Where a component keeps its containers beside the main one."""


def containers(source: Path, component: dict[str, Plain]) -> Iterator[tuple[Path, dict[str, Plain]]]:
    """Every container of a component of the description, the main one first, with its path there."""
    yield source, component
    for kind in INSIDE:
        for name, inner in (component.get(kind) or {}).items():
            yield (*source, kind, name), inner


def claims_named(settings: Settings, source: Path, component: dict[str, Plain]) -> Iterator[tuple[Path, str]]:
    """Every mount, in any container, of a volume that the app claims: its path in the description and the volume."""
    volumes = settings.description.get("volumes") or {}
    for path, container in containers(source, component):
        for where, mount in (container.get("mounts") or {}).items():
            if volumes.get(mount.get("volume"), {}).get("type") == CLAIM:
                yield (*path, "mounts", where), mount["volume"]


def volume_name(shape: Shape, at: Path) -> str:
    """The pod's volume for a mount at (…, mount path, kind, name): a volume's own, or `config-…`, `secret-…`.

    A mount that chooses items or a mode is a volume of its own, named by its container and path too.
    """
    where, kind, name = at[-3:]
    if kind == "volume":
        return name
    if not _is_chosen(shape, at):
        return f"{kind}-{name}"
    path = _ODD.sub("-", where.lower()).strip("-")
    return "-".join([kind, name, *([at[2]] if at[1] in INSIDE else []), path])[:63].rstrip("-")


def _is_chosen(shape: Shape, at: Path) -> bool:
    return at[-2] != "volume" and (shape.somewhere((*at, "items")) or shape.somewhere((*at, "defaultMode")))


def namesakes(shape: Shape, paths: list[Path]) -> Iterator[tuple[Path, str]]:
    """Each mount of the containers at ``paths`` whose volume has another one's name in the pod, and that name."""
    seen: dict[str, Path] = {TMP_VOLUME: ()} if any(shape.somewhere((*path, "writableTmp")) for path in paths) else {}
    for at in _mounts(shape, paths):
        volume = at if _is_chosen(shape, at) else at[-2:]
        name = volume_name(shape, at)
        if seen.setdefault(name, volume) != volume:
            yield at, name


def _mounts(shape: Shape, paths: list[Path]) -> list[Path]:
    """The mounts of the containers at ``paths``: (…, mount path, kind, name)."""
    return [
        (*path, "mounts", where, kind, name)
        for path in paths
        for where in shape.keys((*path, "mounts"))
        for kind in ("volume", "config", "secret")
        for name in shape.keys((*path, "mounts", where, kind))
    ]


def put_volumes(settings: Settings) -> None:
    """Put the claims to be made and the sources of all other volumes, as Kubernetes writes them."""
    for name, volume in (settings.description.get("volumes") or {}).items():
        source = ("volumes", name)
        if volume["type"] == CLAIM:
            settings.put(("volumeClaims", name), _claim(volume), "as written", (source,))
            common = settings.values.get("commonAnnotations", {})
            settings.join(("claimAnnotations", name), common, volume.get("annotations"), (*source, "annotations"))
        else:
            settings.put(("podVolumes", name), _source(volume), "as written", (source,))


def put_claim_annotations(settings: Settings, path: Path) -> None:
    """Put the annotations of the claim templates that a stateful component may have: the volumes' own and no others."""
    for name, volume in (settings.description.get("volumes") or {}).items():
        if volume["type"] == CLAIM and volume.get("annotations"):
            source = ("volumes", name, "annotations")
            settings.put((*path, "claimAnnotations", name), volume["annotations"], "as written", (source,))


def _claim(volume: dict[str, Plain]) -> dict[str, Plain]:
    spec: dict[str, Plain] = {"accessModes": volume.get("accessModes") or ["ReadWriteOnce"]}
    if volume.get("storageClass") is not None:
        spec["storageClassName"] = volume["storageClass"]
    return {**spec, "resources": {"requests": {"storage": volume["size"]}}}


def _source(volume: dict[str, Plain]) -> dict[str, Plain]:
    rest = {key: value for key, value in volume.items() if key != "type"}
    match volume["type"]:
        case "existingClaim":
            return {CLAIM: {"claimName": rest["claimName"]}}
        case kind:
            return {kind: rest}


def pod_volumes(naming: Naming, component: str, paths: list[Path], sources: Sources, *, own: bool) -> list[Tree]:
    """The volumes that the containers at ``paths`` mount; with ``own`` the claims are the workload's and left out."""
    shape = naming.shape
    found: dict[str, list[Path]] = {}
    for at in _mounts(shape, paths):
        found.setdefault(volume_name(shape, at), []).append(at)
    trees = [
        where_used(naming, component, at, _volume(naming, name, sources, at, own_claims=own))
        for name, at in found.items()
    ]
    tmp = [(*path, "writableTmp") for path in paths if shape.somewhere((*path, "writableTmp"))]
    return [*trees, *([where_used(naming, component, tmp, {"name": TMP_VOLUME, "emptyDir": {}})] if tmp else [])]


def where_used(naming: Naming, component: str, paths: list[Path], tree: Tree) -> Tree:
    """``tree`` where one of the paths is there in the component."""
    shape, at = naming.shape, (component,)
    if any(shape.always(path, at) for path in paths):
        return tree
    inside = paths[0][:3]
    if len(paths) == 1:
        nested = inside[1] in INSIDE
        return (
            shape.where(inside, shape.where(paths[0], tree, inside), at) if nested else shape.where(paths[0], tree, at)
        )
    return When(paths[0], tree, also=tuple(paths[1:]))


def _volume(naming: Naming, own: str, sources: Sources, at: list[Path], *, own_claims: bool) -> Tree:
    kind, name = at[0][-2:]
    options = {
        key: naming.shape.setting((*at[0], key), NUMBER if key == "defaultMode" else TREE)
        for key in ("defaultMode", "items")
    }
    if kind == "config":
        return {"name": own, "configMap": {"name": sources.config(name), **options}}
    if kind == "secret":
        return {"name": own, "secret": {"secretName": sources.secret(name), **options}}
    claim, static = ("volumeClaims", name), ("podVolumes", name)
    claimed = ABSENT if own_claims else {"name": own, CLAIM: {"claimName": prefixed(name)}}
    return naming.shape.one_of([(claim, claimed), (static, {"name": own, Spread(static): None})], ())


def claim(naming: Naming, name: str) -> Tree:
    """A PersistentVolumeClaim that several pods share."""
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "metadata": naming.metadata(prefixed(name), at=("claimAnnotations", name)),
        "spec": Setting(("volumeClaims", name)),
    }


def claim_template(naming: Naming, component: str, name: str) -> Tree:
    """A volumeClaimTemplate of a StatefulSet: one claim a replica.

    It is immutable, so the app's labels and annotations are not in it, only what the volume itself says.
    """
    own = (component, "claimAnnotations", name)
    metadata = {
        "name": name,
        "labels": naming.selector(component),
        "annotations": naming.shape.where(own, Setting(own), (component,)),
    }
    return {"metadata": metadata, "spec": Setting(("volumeClaims", name))}

"""The two sides of a comparison with a cluster: the objects as they run, and as they would be after an apply.

The API server itself says what it would make of the objects (a server-side dry run), so defaults, and what others have
set, are the same on both sides.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.diff.differences import differences
from generator.diff.field import Fields
from generator.diff.model import ABSENT, Item
from generator.documents.manifest import Manifest
from generator.errors import Place, Problem
from generator.objects.admission import admit
from generator.objects.scope import Scope
from generator.objects.values import at
from generator.programs.run import ahead
from generator.sources.cluster import items

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.diff.model import Steps
    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.objects.resource import Resource
    from generator.programs.run import Completed
    from generator.sources.cluster import Cluster

_HELM_OWNED = "helm.sh/"
_DEFINITION = "CustomResourceDefinition"
_OF_JOBS = ("controller-uid", "job-name", "batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name")


class ClusterOrigin:
    """The origin of an object that a cluster has."""

    __slots__ = ("source",)

    text = ""

    def __init__(self, cluster: str) -> None:
        self.source = cluster

    def place(self, path: Path, *, key: bool = False) -> Place:  # noqa: ARG002 - a cluster has no lines
        """The cluster."""
        return Place(self.source, 0, 0)

    def line(self, place: Place) -> str:  # noqa: ARG002 - see place
        """Nothing."""
        return ""


class Live(NamedTuple):
    """Both sides; ``before`` is None where the cluster has none of the objects.

    ``problems`` is what the server refuses, and kinds that it does not serve. ``untried`` are the objects that could
    not be tried, because their namespace or their definition is to be made first; they are as they were rendered.
    """

    before: Scope | None
    after: Scope
    problems: tuple[Problem, ...] = ()
    untried: tuple[str, ...] = ()


def live(
    cluster: Cluster, manifests: Sequence[Manifest], minor: int, applied: Sequence[Plain] = (), *, merges: bool = False
) -> Live:
    """What a cluster has of some manifests, and what it would have after they are applied.

    ``applied`` are the objects of the release that is there: those that the manifests lack would be deleted.
    ``merges`` says that helm would apply the manifests: it takes away what the last release set and this one does not.
    """
    defined = _defined(manifests)
    known = [one for one in manifests if cluster.serves(one.value)]
    unknown = [one for one in manifests if not cluster.serves(one.value)]
    problems = [_not_served(one, cluster) for one in unknown if _group_kind(one.value) not in defined]
    names = {_key(one.value, cluster.namespace) for one in manifests}
    gone = [one for one in applied if _key(one, cluster.namespace) not in names and cluster.serves(one)]
    present = cluster.present([*(one.value for one in known), *gone])
    triable = cluster.has_namespace()
    tried = _tried(cluster, known, problems) if triable else [one.value for one in known]
    if merges:
        tried = _without_removed(tried, applied, manifests, minor, cluster.namespace)
    after = [one._replace(value=_described(value)) for one, value in zip(known, tried, strict=True)] + unknown
    before = [Manifest(_described(value), ClusterOrigin(cluster.name)) for value in present]
    untried = unknown if triable else manifests
    old = scope_of(before, minor)
    return Live(old if old.resources else None, scope_of(after, minor), tuple(problems), _named(untried, minor))


def _tried(cluster: Cluster, manifests: Sequence[Manifest], problems: list[Problem]) -> list[Plain]:
    """The objects as the server would have them; where it refuses one, the object as it is, and a problem."""
    if not manifests:
        return []
    done = cluster.tried([one.value for one in manifests])
    if not done.code and len(found := items(done.stdout)) == len(manifests):
        return list(found)
    return [_answer(one, each, problems) for one, each in zip(manifests, _each(cluster, manifests), strict=True)]


def _each(cluster: Cluster, manifests: Sequence[Manifest]) -> Iterable[Completed]:
    return ahead(lambda one: cluster.tried([one.value]), manifests)


def _answer(manifest: Manifest, done: Completed, problems: list[Problem]) -> Plain:
    found = items(done.stdout) if not done.code else []
    if found:
        return found[0]
    message = f"{_title(manifest)}: the server refuses it: {' '.join(done.stderr.split())}"
    problems.append(_problem(manifest, message))
    return manifest.value


def _described(value: Plain) -> Plain:
    """An object without the selector and the labels that the server makes up for each Job.

    Source: kubernetes pkg/registry/batch/job/strategy.go (generateSelector).
    """
    if value.get("kind") != "Job" or at(value, "spec", "manualSelector"):
        return value
    value = copy.deepcopy(value)
    value["spec"].pop("selector", None)
    labels = at(value, "spec", "template", "metadata", "labels") or {}
    for label in _OF_JOBS:
        labels.pop(label, None)
    return value


def _problem(manifest: Manifest, message: str, cure: str = "") -> Problem:
    place = manifest.place(())
    return Problem(place, "", message, cure, manifest.origin.line(place))


def _not_served(manifest: Manifest, cluster: Cluster) -> Problem:
    value = manifest.value
    message = f"{_title(manifest)}: {cluster.name} does not serve {value['kind']} of {value['apiVersion']}"
    return _problem(manifest, message, "install what defines it, or leave it out in this environment")


def _title(manifest: Manifest) -> str:
    value = manifest.value
    return f"{value.get('kind')}/{(value.get('metadata') or {}).get('name')}"


def _group_kind(value: Plain) -> tuple[str, str]:
    return str(value.get("apiVersion") or "").rpartition("/")[0], str(value.get("kind"))


def _key(value: Plain, namespace: str) -> tuple[str, str, str, str]:
    metadata = value.get("metadata") or {}
    return (*_group_kind(value), str(metadata.get("namespace") or namespace), str(metadata.get("name")))


def _defined(manifests: Iterable[Manifest]) -> set[tuple[str, str]]:
    """The groups and kinds that definitions among the manifests define."""
    found = set()
    for one in manifests:
        if one.value.get("kind") == _DEFINITION:
            spec = one.value.get("spec") or {}
            found.add((str(spec.get("group")), str((spec.get("names") or {}).get("kind"))))
    return found


def scope_of(manifests: Iterable[Manifest], minor: int) -> Scope:
    """Manifests as the objects of one application, as Kubernetes 1.``minor`` sees them."""
    resources = (admit(one, minor, {}).resource for one in manifests)
    return Scope([one for one in resources if one is not None], minor, {}, whole=True)


def _named(manifests: Iterable[Manifest], minor: int) -> tuple[str, ...]:
    return tuple(str(one) for one in scope_of(manifests, minor).resources)


def _without_removed(
    tried: Sequence[Plain], applied: Iterable[Plain], manifests: Sequence[Manifest], minor: int, namespace: str
) -> list[Plain]:
    """The objects without the fields that the last release set and the new one does not.

    A server-side apply leaves alone what another manager has set; helm compares its own two releases.
    """
    old = {_key(one, namespace): _unlabelled(one) for one in applied}
    new = {_key(one.value, namespace): one for one in manifests}
    found = []
    for value in tried:
        key = _key(value, namespace)
        found.append(_cleared(value, old[key], new[key], minor) if key in old and key in new else value)
    return found


def _unlabelled(value: Plain) -> Plain:
    """An object of a chart without the labels and annotations that only helm reads, which manifests do not carry."""
    metadata = dict(value.get("metadata") or {})
    for key in ("labels", "annotations"):
        if isinstance(metadata.get(key), dict):
            metadata[key] = {name: one for name, one in metadata[key].items() if not name.startswith(_HELM_OWNED)}
    return {**value, "metadata": metadata}


def _cleared(value: Plain, old: Plain, new: Manifest, minor: int) -> Plain:
    one, other = (_resource(each, minor) for each in (Manifest(old, new.origin), new))
    if one is None or other is None:
        return value
    scopes = (Scope([one], minor, {}), Scope([other], minor, {}))
    gone = [each for each in differences(old, new.value, Fields(*scopes).of(one, other)) if each.after is ABSENT]
    if not gone:
        return value
    value = copy.deepcopy(value)
    for each in gone:
        _remove(value, each.path)
    return value


def _resource(manifest: Manifest, minor: int) -> Resource | None:
    return admit(manifest, minor, {}).resource


def _remove(value: Any, path: Steps) -> None:
    """Take what is at a path out of a value; nothing where it is not there."""
    for step in path[:-1]:
        value = _below(value, step)
    last = path[-1]
    if isinstance(last, Item) and isinstance(value, list):
        value[:] = [one for one in value if not _is(one, last)]
    elif isinstance(last, str) and isinstance(value, dict):
        value.pop(last, None)


def _below(value: Any, step: Any) -> Any:
    if isinstance(step, Item):
        return next((one for one in value if _is(one, step)), None) if isinstance(value, list) else None
    if isinstance(step, int):
        return value[step] if isinstance(value, list) and step < len(value) else None
    return value.get(step) if isinstance(value, dict) else None


def _is(value: Any, item: Item) -> bool:
    """Whether a value of a list is the item; what a default fills in may be missing."""
    if isinstance(value, dict):
        return all(value.get(key, wanted) == wanted for key, wanted in item.keys)
    return item.keys == (("", value),)

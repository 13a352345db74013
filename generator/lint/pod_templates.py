"""What the API server looks at in the template of pods, and what not.

Before Kubernetes 1.34 it does not look into the templates of StatefulSets: it takes what it refuses in a pod, and
then refuses every pod. Source: kubernetes pkg/apis/apps/validation (ValidatePodTemplateSpecForStatefulSet calls
ValidatePodTemplateSpec from 1.34 on), pkg/api/pod/util.go (dropImageVolumes).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, TypeVar
from generator.objects.resource import Container, Pod
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.documents.node import Plain
    from generator.lint.rule import Report
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

    Subject = TypeVar("Subject", Pod, Container, Resource)

_CHECKED = 34
_IMAGES = 35


def is_checked(owner: Resource, minor: int) -> bool:
    """Whether the API server looks at the pods that an object would make."""
    return minor >= _CHECKED or owner.type != "StatefulSet"


def of_pods(check: Callable[[Subject, Scope], Iterator[Report]]) -> Callable[[Subject, Scope], Iterator[Report]]:
    """A rule about what pods are refused for: where only the pods would be refused, not their owner, it warns."""

    def judged(subject: Subject, scope: Scope) -> Iterator[Report]:
        found = check(subject, scope)
        if is_checked(_owner(subject), scope.minor):
            return found
        return (one._replace(severity="warning") for one in found)

    judged.__doc__ = check.__doc__
    return judged


def _owner(subject: Resource | Pod | Container) -> Resource:
    if isinstance(subject, Container):
        return subject.pod.owner
    return subject.owner if isinstance(subject, Pod) else subject


def volumes(pod: Pod, minor: int) -> Iterator[tuple[int, dict[str, Plain]]]:
    """The volumes of a pod that count, with their indexes.

    A StatefulSet's claims take the place of volumes of the same name, and images are dropped before Kubernetes 1.35.
    """
    replaced = claim_names(pod.owner)
    for index, volume in enumerate(maps(pod.spec.get("volumes"))):
        if volume.get("name") not in replaced and not is_dropped(volume, minor):
            yield index, volume


def is_dropped(volume: dict[str, Plain], minor: int) -> bool:
    """Whether the API server drops a volume, together with its mounts."""
    return minor < _IMAGES and isinstance(volume.get("image"), dict)


def claim_names(owner: Resource) -> frozenset[str]:
    """The names of the claims of a StatefulSet, none for other objects."""
    if owner.type != "StatefulSet":
        return frozenset()
    templates = maps(owner.spec.get("volumeClaimTemplates"))
    return frozenset(str(at(one, "metadata", "name") or "") for one in templates)

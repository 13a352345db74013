"""What label selectors take from a scope: the pods, and where they take none, the pod that comes nearest."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.references import is_placeholder, is_spoken_of
from generator.objects.scope import same_namespace
from generator.objects.selection import neighbours

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.lint.rule import Severity
    from generator.objects.resource import Pod, Resource
    from generator.objects.scope import Scope

_BY_CONTROLLERS = frozenset(
    {
        "apps.kubernetes.io/pod-index", "batch.kubernetes.io/controller-uid",
        "batch.kubernetes.io/job-completion-index", "batch.kubernetes.io/job-name", "controller-revision-hash",
        "controller-uid", "job-name", "pod-template-hash",
        "pod-template-generation", "statefulset.kubernetes.io/pod-name",
    }
)  # fmt: skip
"""The labels that controllers give to pods (Kubernetes documentation, "Well-Known Labels, Annotations and Taints")."""
_IDENTITIES = frozenset({"app", "app.kubernetes.io/name", "k8s-app", "name", "run"})
"""The keys of labels that by custom name the application."""
_AT_RUN_TIME = ("role", "active", "leader", "master", "primary", "sealed", "initialized", "standby")
"""Parts of the keys of labels that programs give to their own pods: a database's leader, an unsealed vault."""


def lasting(labels: Mapping[str, str]) -> dict[str, str]:
    """Labels without those that only controllers give, which no template holds."""
    return {key: value for key, value in labels.items() if key not in _BY_CONTROLLERS}


def nothing(labels: Mapping[str, str], near: Resource, scope: Scope) -> tuple[Severity, str] | None:
    """How surely labels that no pod of the scope carries select nothing, and the pod that comes nearest in words.

    None where pods may well carry them: none is in the scope, programs or controllers give the label at run time, or
    a custom resource speaks of it. In a scope that is not whole some pod must look as if it were meant.
    """
    alike = [pod for pod in _related(labels, near, scope) if is_alike(pod.labels, pod.owner, labels, near)]
    if not scope.whole and not alike:
        return None
    pods = neighbours(near, scope)
    best = max(alike or pods, key=lambda pod: (_common(pod, labels), pod.owner.name == near.name), default=None)
    if best is None or any(is_placeholder(value) for value in labels.values()):
        return None
    if _is_given_at_run_time(labels, pods) or is_spoken_of(scope, *labels.values()):
        return None
    told = _told(best, labels) if alike else ""
    return "error" if scope.whole else "warning", told


def _related(labels: Mapping[str, str], near: Resource, scope: Scope) -> list[Pod]:
    """The pods beside an object that carry one of some labels, or whose owner has the object's name."""
    found = {id(pod): pod for label in labels.items() for pod in scope.labelled(label)}
    found |= {id(one.pod): one.pod for one in scope.called(near.name) if one.pod is not None}
    return [pod for pod in found.values() if same_namespace(pod.owner, near)]


def is_alike(labels: Mapping[str, str], owner: Resource, wanted: Mapping[str, str], near: Resource) -> bool:
    """Whether an object with these labels looks as if a selector that lacks it were meant for it.

    It has the name of the application in a label, or the name of the object with the selector for its own.
    """
    if owner.name and owner.name == near.name:
        return True
    return any(key in _IDENTITIES and labels.get(key) == value for key, value in wanted.items())


def _common(pod: Pod, labels: Mapping[str, str]) -> int:
    return sum(1 for key, value in labels.items() if pod.labels.get(key) == value)


def _is_given_at_run_time(labels: Mapping[str, str], pods: Iterable[Pod]) -> bool:
    own = {key for key in labels if any(part in key.rpartition("/")[2].lower() for part in _AT_RUN_TIME)}
    rest = {key: value for key, value in labels.items() if key not in own}
    if not own or not rest:
        return False
    return any(_common(pod, rest) == len(rest) and not own & set(pod.labels) for pod in pods)


def _told(pod: Pod, labels: Mapping[str, str]) -> str:
    """What keeps the nearest pod from being selected: ``the nearest, Deployment/web, has tier=front``."""
    key = next(key for key, value in labels.items() if pod.labels.get(key) != value)
    has = f"has {key}={pod.labels[key]}" if key in pod.labels else f"has no label {key}"
    return f"the nearest, {pod.owner}, {has}"


def shown(labels: Mapping[str, str]) -> str:
    """Labels as kubectl writes them: ``app=web,tier=front``."""
    return ",".join(f"{key}={value}" for key, value in labels.items())


def owners(pods: Iterable[Pod], most: int = 3) -> str:
    """The owners of pods in words: ``Deployment/web, Job/migrate``."""
    names = list(dict.fromkeys(str(pod.owner) for pod in pods))
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")

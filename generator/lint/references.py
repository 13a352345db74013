"""References from one object to another by name: what resolves, and how surely what does not is a fault.

A scope that is not whole is a folder of files: what it lacks may be made elsewhere, by another repository, by hand
or by a controller. So a name that is missing there counts only where the scope holds other objects of that type in
the same namespace, and then with less force.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any, remembering
from generator.objects.scope import same_namespace

if TYPE_CHECKING:
    from generator.lint.rule import Severity
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_LESS: dict[str, Severity] = {"error": "warning", "warning": "note", "note": "note"}
_PLACEHOLDERS = ("$", "{", "<", "%")
_REFERRING = frozenset(
    {
        "gateway.networking.k8s.io", "networking.istio.io", "security.istio.io", "keda.sh", "traefik.io",
        "traefik.containo.us", "autoscaling.k8s.io", "snapshot.storage.k8s.io", "linkerd.io", "policy.linkerd.io",
        "ServiceMonitor", "PodMonitor", "PrometheusRule", "Probe",
    }
)  # fmt: skip
"""The groups and kinds of custom resources that refer to objects and make none."""


def force(kind: str, near: Resource, scope: Scope, full: Severity = "error") -> Severity | None:
    """How surely an object of a type that is not in the scope is missing; None where nothing should be said of it."""
    if scope.whole:
        return full
    return _LESS[full] if any(same_namespace(one, near) for one in scope.of(kind)) else None


def missing(kind: str, name: Any, near: Resource, scope: Scope, full: Severity = "error") -> Severity | None:
    """How surely an object that is referred to by its name is missing; None where it is there, or may well be."""
    if not isinstance(name, str) or not name or scope.named(kind, name, near) is not None or is_placeholder(name):
        return None
    return force(kind, near, scope, full)


def absent(kind: str, name: str, scope: Scope) -> str:
    """What is said of an object that is missing."""
    return f"there is no {kind} {name}" + ("" if scope.whole else " among these objects")


def is_placeholder(name: str) -> bool:
    """Whether a name is to be filled in before it is applied: ``${NAME}``, ``{{ name }}``."""
    return any(char in name for char in _PLACEHOLDERS)


def elsewhere(kind: str, name: str, near: Resource, scope: Scope) -> str:
    """The namespace in which an object of that type and name is, "" where there is none."""
    return next((one.namespace for one in scope.alike(kind, name) if one.namespace != near.namespace), "")


def hint(kind: str, name: str, near: Resource, scope: Scope, otherwise: str) -> str:
    """The cure for a name that is missing: the object that may have been meant, or what else helps."""
    namespace = elsewhere(kind, name, near, scope)
    if namespace:
        return f"{kind} {name} is in the namespace {namespace}: a reference reaches only its own namespace"
    from generator.documents.wording import nearest

    near_name = nearest(name, [one.name for one in scope.of(kind) if one.name and same_namespace(one, near)])
    return f"did you mean {near_name}? otherwise {otherwise}" if near_name else otherwise


@remembering(1)
def _makers(scope: Scope) -> list[Resource]:
    """The objects that may make others: custom resources, those apart that only refer to objects, and jobs."""
    found = [one for one in scope.resources if "." in one.type]
    found = [one for one in found if one.group not in _REFERRING and one.kind not in _REFERRING]
    return [*found, *scope.of("Job", "CronJob")]


def is_spoken_of(scope: Scope, *words: str) -> bool:
    """Whether a custom resource or a job holds all these words, and so may make what they name."""
    said = _said(scope)
    if all(word.split() == [word] for word in words):  # each stands within one piece
        if not all(word in said for word in words):
            return False
        if len(words) == 1:
            return True
    return any(all(word in one.mentions for word in words) for one in _makers(scope))


@remembering(1)
def _said(scope: Scope) -> str:
    """All pieces between spaces that the makers hold, each once: most words are in none, and one search tells so."""
    return "\n".join({piece for one in _makers(scope) for piece in one.mentions.split()})


@remembering(1)
def _made_names(scope: Scope) -> frozenset[str]:
    """The names of the custom resources."""
    return frozenset(one.name for one in _makers(scope) if "." in one.type and one.name)


def is_made_otherwise(scope: Scope, name: str) -> bool:
    """Whether a custom resource or a job may make an object of a name: it speaks of it, or gave it its own name first.

    Operators call what they make after the custom resource: ``shop-kb-http`` for the Kibana ``shop``.
    """
    made = _made_names(scope)
    after = any(name[:index] in made for index, character in enumerate(name) if character == "-")
    return after or is_spoken_of(scope, name)

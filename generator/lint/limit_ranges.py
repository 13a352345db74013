"""What containers have of a resource: by themselves, by their pod, or by a LimitRange beside it.

Source: Kubernetes documentation, "Limit Ranges"; "Assign Pod-level CPU and memory resources".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.objects.scope import same_namespace
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.objects.resource import Container
    from generator.objects.scope import Scope


def requested(container: Container, name: str, scope: Scope) -> bool:
    """Whether a container has a request of a resource; a limit is also the request where none is written."""
    for owner in (container.value, container.pod.spec):
        resources = owner.get("resources")
        if resources and (name in (resources.get("requests") or ()) or name in (resources.get("limits") or ())):
            return True
    return _is_given(container, ("defaultRequest", "default"), name, scope)


def limited(container: Container, name: str, scope: Scope) -> bool:
    """Whether a container has a limit of a resource."""
    for owner in (container.value, container.pod.spec):
        resources = owner.get("resources")
        if resources and name in (resources.get("limits") or ()):
            return True
    return _is_given(container, ("default",), name, scope)


def _is_given(container: Container, keys: Iterable[str], name: str, scope: Scope) -> bool:
    """Whether a LimitRange in the namespace gives a resource to containers that do not say it."""
    return any(
        name in (limit.get(key) or ())
        for found in scope.of("LimitRange")
        if same_namespace(found, container.pod.owner)
        for limit in maps(found.spec.get("limits"))
        if limit.get("type") == "Container"
        for key in keys
    )

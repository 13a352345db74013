"""Label selectors, and the pods of a scope that they take."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.objects.scope import matches, same_namespace
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.objects.resource import Pod, Resource
    from generator.objects.scope import Scope


def selector_of(value: Any) -> dict[str, Any]:
    """A label selector as it is written, in objects without a schema too: what is of the wrong type is left out."""
    if not isinstance(value, dict):
        return {}
    labels = value.get("matchLabels")
    texts = {key: one for key, one in labels.items() if isinstance(one, str)} if isinstance(labels, dict) else {}
    expressions = [
        one if isinstance(one.get("values"), list) else {**one, "values": []}
        for one in maps(value.get("matchExpressions"))
    ]
    return {"matchLabels": texts, "matchExpressions": expressions}


def pods_of(selector: Mapping[str, Any], near: Resource, scope: Scope) -> list[Pod]:
    """The pods in the namespace of an object that a label selector takes; an empty one takes all."""
    labels = selector.get("matchLabels") or {}
    candidates = scope.selected(labels, near) if labels else neighbours(near, scope)
    return (
        [pod for pod in candidates if matches(pod.labels, selector)] if selector.get("matchExpressions") else candidates
    )


def neighbours(near: Resource, scope: Scope) -> list[Pod]:
    """The pods in the namespace of an object."""
    return [pod for pod in scope.pods if same_namespace(pod.owner, near)]

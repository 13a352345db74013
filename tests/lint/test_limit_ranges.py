"""What containers have of a resource by themselves, by their pod and by a LimitRange."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.lint.limit_ranges import limited, requested
from tests.lint.scopes import scope_of

if TYPE_CHECKING:
    from generator.objects.resource import Container
    from generator.objects.scope import Scope

CPU = {"cpu": "100m"}


def pod(resources: Any = None, of_pod: Any = None, namespace: str = "shop") -> dict[str, Any]:
    container: dict[str, Any] = {"name": "web", "image": "web:1"}
    spec: dict[str, Any] = {"containers": [container]}
    if resources is not None:
        container["resources"] = resources
    if of_pod is not None:
        spec["resources"] = of_pod
    return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": namespace}, "spec": spec}


def limit_range(namespace: str = "shop", **limits: Any) -> dict[str, Any]:
    metadata = {"name": "defaults", "namespace": namespace}
    spec = {"limits": [{"type": "Container", **limits}]}
    return {"apiVersion": "v1", "kind": "LimitRange", "metadata": metadata, "spec": spec}


def only(*objects: dict[str, Any]) -> tuple[Container, Scope]:
    scope = scope_of(*objects)
    return scope.pods[0].containers[0], scope


@pytest.mark.parametrize(
    ("objects", "has_request", "has_limit"),
    [
        ([pod()], False, False),
        ([pod({})], False, False),
        ([pod({"requests": {"memory": "1Gi"}})], False, False),
        ([pod({"requests": CPU})], True, False),
        ([pod({"limits": CPU})], True, True),
        ([pod(of_pod={"requests": CPU})], True, False),
        ([pod(of_pod={"limits": CPU})], True, True),
        ([pod(), limit_range(default=CPU)], True, True),
        ([pod(), limit_range(defaultRequest=CPU)], True, False),
        ([pod(), limit_range(max=CPU)], False, False),
        ([pod(), limit_range("other", default=CPU)], False, False),
        ([pod(namespace=""), limit_range("other", default=CPU)], True, True),
    ],
)
def test_a_resource_that_a_container_has(
    objects: list[dict[str, Any]],
    has_request: bool,
    has_limit: bool,
) -> None:
    container, scope = only(*objects)
    assert requested(container, "cpu", scope) is has_request
    assert limited(container, "cpu", scope) is has_limit


def test_a_limit_range_of_pods_gives_nothing_to_containers() -> None:
    ranges = limit_range(max=CPU)
    ranges["spec"]["limits"][0]["type"] = "Pod"
    container, scope = only(pod(), ranges)
    assert not requested(container, "cpu", scope)

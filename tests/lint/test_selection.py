"""What label selectors take, and what is said where they take nothing."""

from __future__ import annotations

import pytest

from generator.lint import selection
from generator.objects.selection import pods_of, selector_of
from tests.lint.scoping import named, only, pod, scope_of

POLICY = named("networking.k8s.io/v1", "NetworkPolicy", "web", "spec: {podSelector: {}}")


def nearest(pods: str, labels: dict[str, str], *, whole: bool = True) -> tuple[str, str] | None:
    scope = scope_of(POLICY + pods, whole=whole)
    return selection.nothing(labels, only(scope, "NetworkPolicy/web"), scope)


def test_the_nearest_pod_is_named_with_what_it_lacks() -> None:
    pods = pod("api", "{app: web, tier: back}") + pod("web", "{app: web, tier: front, a: b}")
    assert nearest(pods, {"app": "web", "a": "b", "tier": "x"}) == ("error", "the nearest, Pod/web, has tier=front")
    assert nearest(pods, {"app": "web", "c": "d"}, whole=False) == ("warning", "the nearest, Pod/web, has no label c")


@pytest.mark.parametrize(
    ("pods", "labels"),
    [
        ("", {"app": "web"}),
        (pod("db", "{app: db}"), {"app": "db", "role": "primary"}),
        (pod("db", "{app: db}"), {"app": "${NAME}"}),
        (
            pod("db", "{app: db}") + named("x.example.com/v1", "Made", "m", "spec: {labels: {app: other}}"),
            {"app": "other"},
        ),
    ],
)
def test_labels_that_something_else_may_give_are_no_fault(pods: str, labels: dict[str, str]) -> None:
    assert nearest(pods, labels) is None


def test_a_role_that_the_pods_have_otherwise_is_a_fault() -> None:
    assert nearest(pod("db", "{app: db, role: main}"), {"app": "db", "role": "primary"}) is not None


def test_in_a_folder_some_pod_must_look_as_if_it_were_meant() -> None:
    other = pod("api", "{app: api, tier: front}")
    assert nearest(other, {"app": "web", "tier": "front"}, whole=False) is None
    assert nearest(other, {"app": "web", "tier": "front"}) == ("error", "")
    assert nearest(other + pod("web", "{app: website}"), {"app": "web"}, whole=False) == (
        "warning",
        "the nearest, Pod/web, has app=website",
    )


def test_selectors_with_expressions_and_without_labels() -> None:
    scope = scope_of(POLICY + pod("a", "{app: a}") + pod("b", "{app: b}", namespace="other"))
    policy = only(scope, "NetworkPolicy/web")
    assert len(pods_of({}, policy, scope)) == 2
    expression = {"matchExpressions": [{"key": "app", "operator": "NotIn", "values": ["b"]}]}
    assert selection.owners(pods_of(expression, policy, scope)) == "Pod/a"


def test_selectors_of_custom_resources_may_hold_anything() -> None:
    value = {"matchLabels": {"a": "b", "c": 1}, "matchExpressions": [{"key": "x", "operator": "In", "values": 3}, "y"]}
    expected = {"matchLabels": {"a": "b"}, "matchExpressions": [{"key": "x", "operator": "In", "values": []}]}
    assert selector_of(value) == expected
    assert selector_of(["a"]) == {}
    assert selector_of({"matchLabels": "a"}) == {"matchLabels": {}, "matchExpressions": []}


def test_labels_of_controllers_are_left_out() -> None:
    assert selection.lasting({"app": "db", "statefulset.kubernetes.io/pod-name": "db-0"}) == {"app": "db"}


def test_many_owners_are_counted() -> None:
    scope = scope_of("".join(pod(name) for name in "abcde"))
    assert selection.owners(scope.pods) == "Pod/a, Pod/b, Pod/c and 2 more"

"""What autoscalers scale, and how many replicas they keep."""

from __future__ import annotations

from generator.objects import scaling
from tests.lint.scoping import named, only, scope_of

TARGET = "scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}"
DEPLOYMENT = named("apps/v1", "Deployment", "web", "spec: {replicas: 4}", "shop")


def autoscaler(name: str, spec: str, namespace: str = "shop") -> str:
    return named("autoscaling/v2", "HorizontalPodAutoscaler", name, f"spec: {{{spec}}}", namespace)


def test_the_target_of_keda_is_a_deployment_unless_it_says_otherwise() -> None:
    text = named("keda.sh/v1alpha1", "ScaledObject", "web", "spec: {scaleTargetRef: {name: web}}")
    assert scaling.target(scope_of(text).resources[0]) == ("apps/v1", "Deployment", "web")


def test_a_target_without_a_kind_or_of_the_wrong_type_is_none() -> None:
    for ref in ("{name: web}", "web", "{kind: [], name: web}"):
        text = named("autoscaling/v2", "HorizontalPodAutoscaler", "web", f"spec: {{scaleTargetRef: {ref}}}")
        assert scaling.target(scope_of(text).resources[0]) is None
    odd = named("keda.sh/v1alpha1", "ScaledObject", "web", "spec: {scaleTargetRef: {name: [1]}}")
    assert scaling.target(scope_of(odd).resources[0]) is None


def test_scalers_are_those_of_the_same_namespace() -> None:
    text = DEPLOYMENT + autoscaler("here", TARGET) + autoscaler("there", TARGET, "other")
    text += named("keda.sh/v1alpha1", "ScaledObject", "keda", "spec: {scaleTargetRef: {name: web}}")
    scope = scope_of(text)
    web = only(scope, "Deployment/shop/web")
    assert [one.name for one in scaling.scalers(web, scope)] == ["here", "keda"]
    assert scaling.replicas(web) == 4
    first = scaling.first_of(only(scope, "ScaledObject/keda"), scope)
    assert first is not None
    assert first.name == "here"


def test_the_least_number_of_replicas() -> None:
    text = autoscaler("default", TARGET) + autoscaler("three", f"minReplicas: 3, {TARGET}")
    text += named("keda.sh/v1alpha1", "ScaledObject", "zero", "spec: {scaleTargetRef: {name: web}}")
    assert [scaling.least_under(one) for one in scope_of(text).resources] == [1, 3, 0]

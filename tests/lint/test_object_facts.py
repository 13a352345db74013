"""The facts that rules about objects share: names by kind, base64, webhooks, structural schemas, claims, selectors."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.lint import binary_data, object_names, structural_schemas, volume_claims, webhook_clients
from generator.lint.settings import Settings
from generator.lint.versioned_selectors import faults as selector_faults
from generator.lint.versioned_selectors import node_faults
from tests.lint.linting import findings_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.lint.rule import Report


def messages(reports: Iterable[Report]) -> list[str]:
    return [report.message for report in reports]


@pytest.mark.parametrize(
    ("kind", "name", "minor", "good"),
    [
        ("ConfigMap", "a.b", 37, True),
        ("ConfigMap", "A", 37, False),
        ("Namespace", "a.b", 37, False),
        ("Service", "1a", 35, False),
        ("Service", "1a", 36, True),
        ("ClusterRole", "system:node", 37, True),
        ("ClusterRole", "a/b", 37, False),
        ("Certificate.cert-manager.io", "A", 37, False),
        ("Kustomization.kustomize.config.k8s.io", "A", 37, True),
        ("User.user.openshift.io", "kube:admin", 37, True),
        ("ClusterTrustBundle", "example.com:signer:a", 37, True),
    ],
)
def test_names_by_kind(kind: str, name: str, minor: int, good: bool) -> None:
    assert (object_names.name_check(kind, minor)(name) is None) is good


def test_which_kinds_need_a_name() -> None:
    assert object_names.needs_name("Secret")
    assert not object_names.needs_name("TokenReview")
    assert not object_names.needs_name("LimitRange")


@given(st.binary(max_size=40))
def test_base64_is_taken_and_measured(data: bytes) -> None:
    text = base64.b64encode(data).decode()
    assert binary_data.fault(text) is None
    assert binary_data.fault(text[:4] + "\n" + text[4:]) is None
    assert binary_data.size(text) == len(data)
    assert binary_data.decoded(text) == data


@pytest.mark.parametrize("text", ["a", "ab", "abc", "a b=", "ab-_", "a=bc", "a===", "====", "ab=="[:3]])
def test_what_is_no_base64(text: str) -> None:
    assert binary_data.fault(text)


@pytest.mark.parametrize("url", ["https://a", "https://a.b:8443/c/d", "HTTPS://a/"])
def test_urls_of_webhooks(url: str) -> None:
    assert webhook_clients.url_fault(url) is None


@pytest.mark.parametrize("url", ["", "a.b", "http://a", "https:///a", "https://u@a", "https://a?b", "https://a/#b"])
def test_what_is_no_url_of_a_webhook(url: str) -> None:
    assert webhook_clients.url_fault(url)


@pytest.mark.parametrize(
    ("resources", "refused"),
    [
        (["*"], False),
        (["*", "pods/log"], False),
        (["pods", "*"], False),
        (["*", "pods"], True),
        (["*/*", "pods"], True),
        ([], True),
    ],
)
def test_resources_of_a_webhook(resources: list[str], refused: bool) -> None:
    rule = {"operations": ["*"], "apiGroups": ["*"], "apiVersions": ["*"], "resources": resources}
    assert bool(messages(webhook_clients.rule_faults(rule, ()))) is refused


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ({"type": "string"}, None),
        ({"x-kubernetes-preserve-unknown-fields": True}, None),
        ({}, "a has no type"),
        ({"type": "array"}, "a is an array without items"),
        ({"type": "array", "items": {}}, "items of a has no type"),
        ({"type": "object", "additionalProperties": False}, "additionalProperties must not be false"),
        ({"type": "object", "additionalProperties": {}}, "additionalProperties of a has no type"),
        ({"type": "string", "$ref": "#/x"}, "$ref is not allowed in the schema of a custom resource"),
        (
            {"type": "array", "items": {"type": "object"}, "x-kubernetes-list-type": "map"},
            "a list of type map has no x-kubernetes-list-map-keys",
        ),
        (
            {"type": "string", "not": {"properties": {"b": {"nullable": True}}}},
            "nullable within not: it belongs outside, where the field is declared",
        ),
    ],
)
def test_fields_of_structural_schemas(field: dict[str, Any], message: str | None) -> None:
    schema = {"type": "object", "properties": {"a": field}}
    assert messages(structural_schemas.faults(schema, ("s",), is_root=True)) == ([message] if message else [])


def test_keys_of_a_list_are_required_or_have_a_default() -> None:
    items = {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string", "default": ""}}}
    listed = {
        "type": "array", "items": items, "x-kubernetes-list-type": "map",
        "x-kubernetes-list-map-keys": ["a", "b", "c"],
    }  # fmt: skip
    schema = {"type": "object", "properties": {"list": listed}}
    assert messages(structural_schemas.faults(schema, ("s",), is_root=True)) == [
        "the key 'a' is neither required nor has a default",
        "the key 'c' is no property of the items",
    ]


def test_a_claim_with_what_it_needs() -> None:
    spec = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}
    assert messages(volume_claims.faults(spec, ("spec",), 37)) == []
    source = {"kind": "VolumeSnapshot", "name": "a"}
    assert messages(volume_claims.faults({**spec, "dataSource": source}, ("spec",), 37)) == []
    assert messages(volume_claims.faults({**spec, "dataSourceRef": source}, ("spec",), 37))
    assert len(messages(volume_claims.faults({}, ("spec",), 37))) == 2


def test_values_in_selectors_are_checked_from_1_27_on() -> None:
    selector = {"matchExpressions": [{"key": "a", "operator": "In", "values": ["b c"]}]}
    assert messages(selector_faults(selector, (), 26)) == []
    assert messages(selector_faults(selector, (), 27))
    assert messages(selector_faults(None, (), 27)) == []


def test_nodes_of_a_volume() -> None:
    term = {"matchExpressions": [{"key": "a", "operator": "In", "values": ["b c"]}]}
    assert messages(node_faults({"nodeSelectorTerms": [term]}, (), 32)) == []
    assert messages(node_faults({"nodeSelectorTerms": [term]}, (), 33))
    assert messages(node_faults({"nodeSelectorTerms": []}, (), 33)) == ["there are no nodeSelectorTerms"]


@pytest.mark.parametrize(("whole", "severity"), [(True, "error"), (False, "warning")])
def test_the_same_object_twice_is_an_error_in_an_application(whole: bool, severity: str) -> None:
    twice = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\n" * 2
    found = findings_in(twice, Settings(only=("duplicate-object",)), whole=whole)
    assert [(one.severity, one.place.line) for one in found] == [(severity, 7)]


@pytest.mark.parametrize(("size", "refused"), [(2**20, False), (2**20 + 1, True)])
def test_data_have_a_mebibyte(size: int, refused: bool) -> None:
    large = f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a}}\ndata: {{a: {'x' * size}}}\n"
    found = findings_in(large, Settings(only=("config-data",)))
    assert [one.message for one in found] == (
        [f"the data have {size} bytes, and {2**20} are allowed"] if refused else []
    )


@pytest.mark.parametrize(("extra", "refused"), [(0, False), (1, True)])
def test_annotations_have_256_kibibytes(extra: int, refused: bool) -> None:
    text = "x" * (2**18 - 1 + extra)
    large = f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a, annotations: {{a: {text}}}}}\n"
    assert bool(findings_in(large, Settings(only=("annotation-syntax",)))) is refused


@pytest.mark.parametrize(("minor", "refused"), [(35, True), (36, False)])
def test_the_name_of_a_service_by_version(minor: int, refused: bool) -> None:
    service = "apiVersion: v1\nkind: Service\nmetadata: {name: 1st}\nspec: {ports: [{port: 80}]}\n"
    assert bool(findings_in(service, Settings(only=("object-name",)), minor)) is refused


@pytest.mark.parametrize(("minor", "refused"), [(33, False), (34, True)])
def test_the_group_of_a_target_by_version(minor: int, refused: bool) -> None:
    scaler = (
        "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\n"
        "spec: {maxReplicas: 2, scaleTargetRef: {kind: Deployment, name: a}}\n"
    )
    assert bool(findings_in(scaler, Settings(only=("autoscaler-range",)), minor)) is refused


def test_what_a_later_version_brings() -> None:
    policy = "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata: {name: a}\n"
    found = findings_in(policy, Settings(only=("api-not-served",)), 29)
    assert [(one.message, one.cure) for one in found] == [
        (
            "ValidatingAdmissionPolicy of admissionregistration.k8s.io/v1 comes with Kubernetes 1.30 only",
            "write apiVersion: admissionregistration.k8s.io/v1beta1",
        )
    ]

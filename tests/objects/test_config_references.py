"""The ConfigMaps and Secrets that a pod refers to."""

from __future__ import annotations

import pytest

from generator.documents.manifest import shown
from generator.objects import config_references
from tests.lint.scoping import named, scope_of

POD = """
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: "a:1"
    env:
    - {name: A, valueFrom: {configMapKeyRef: {name: env, key: a}}}
    - {name: B, valueFrom: {secretKeyRef: {name: env, key: b, optional: true}}}
    - {name: C, value: c}
    envFrom: [{configMapRef: {name: from}}, {secretRef: {name: from}}]
    volumeMounts:
    - {name: whole, mountPath: /a, subPath: conf/x}
    - {name: items, mountPath: /b, subPath: path}
    - {name: whole, mountPath: /c}
  volumes:
  - {name: whole, configMap: {name: whole}}
  - {name: items, secret: {secretName: items, items: [{key: k, path: path}]}}
  - {name: both, projected: {sources: [{configMap: {name: pc}}, {secret: {name: ps, items: [{key: q, path: p}]}}]}}
"""


def test_references_in_order_with_their_keys() -> None:
    (pod,) = scope_of(POD).pods
    found = [(one.kind, one.name, one.key, one.optional) for one in config_references.references(pod)]
    assert found == [
        ("ConfigMap", "env", "a", False),
        ("Secret", "env", "b", True),
        ("ConfigMap", "from", "", False),
        ("Secret", "from", "", False),
        ("ConfigMap", "whole", "", False),
        ("ConfigMap", "whole", "conf", False),
        ("Secret", "items", "", False),
        ("Secret", "items", "k", False),
        ("ConfigMap", "pc", "", False),
        ("Secret", "ps", "", False),
        ("Secret", "ps", "q", False),
    ]


def test_paths_lead_to_the_name_and_to_the_key() -> None:
    (pod,) = scope_of(POD).pods
    mounted = list(config_references.references(pod))[5]
    assert shown(mounted.path) == "spec.volumes[0].configMap.name"
    assert shown(mounted.key_path) == "spec.containers[0].volumeMounts[0].subPath"


@pytest.mark.parametrize(
    ("kind", "rest", "expected"),
    [
        ("ConfigMap", "data: {a: x}\nbinaryData: {b: AA==}", {"a", "b"}),
        ("Secret", "data: {a: AA==}\nstringData: {b: x}", {"a", "b"}),
        ("Secret", "", set()),
        ("Secret", "type: kubernetes.io/service-account-token", None),
    ],
)
def test_keys(kind: str, rest: str, expected: set[str] | None) -> None:
    assert config_references.keys(scope_of(named("v1", kind, "a", rest)).resources[0]) == expected


def test_keys_that_a_controller_writes_are_unknown() -> None:
    text = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, annotations: {cert-manager.io/inject-ca-from: b}}}"
    assert config_references.keys(scope_of(text).resources[0]) is None

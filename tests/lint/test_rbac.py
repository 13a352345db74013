"""What the rules of roles allow, and whom bindings name."""

from __future__ import annotations

from typing import Any

import pytest

from generator.documents.manifest import Manifest
from generator.lint.rbac import binds_account, grants, is_cluster_wide, ships, spoken
from generator.objects.resource import Resource
from generator.objects.scope import Scope
from tests.lint.linting import source_of

ORIGIN = source_of("a: b").manifests[0].origin


def resource(kind: str, name: str, namespace: str = "", **more: Any) -> Resource:
    metadata = {"name": name, **({"namespace": namespace} if namespace else {})}
    value = {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": kind, "metadata": metadata, **more}
    return Resource(Manifest(value, ORIGIN), value)


def role(**rule: Any) -> Resource:
    return resource("ClusterRole", "reader", rules=[{"apiGroups": [""]}, rule])


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ({"apiGroups": [""], "resources": ["pods", "secrets"], "verbs": ["get", "patch"]}, "get on secrets"),
        ({"apiGroups": ["*"], "resources": ["secrets"], "verbs": ["*"]}, "get and list on secrets"),
        ({"apiGroups": ["apps"], "resources": ["secrets"], "verbs": ["get"]}, ""),
        ({"apiGroups": [""], "resources": ["*"], "verbs": ["get"]}, ""),
        ({"apiGroups": [""], "resources": ["secrets"], "verbs": ["create"]}, ""),
        ({"apiGroups": [""], "resources": ["secrets"], "resourceNames": ["a"], "verbs": ["get"]}, ""),
        ({"nonResourceURLs": ["/metrics"], "verbs": ["get"]}, ""),
        ({}, ""),
    ],
)
def test_what_a_rule_grants(rule: dict[str, Any], found: str) -> None:
    assert ", ".join(map(str, grants(role(**rule), "", ("secrets",), ("get", "list")))) == found


def test_names_in_a_sentence() -> None:
    assert [spoken(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]


def test_a_cluster_role_that_only_role_bindings_name_is_not_cluster_wide() -> None:
    one, ref = role(), {"kind": "ClusterRole", "name": "reader"}
    near, wide = resource("RoleBinding", "a", roleRef=ref), resource("ClusterRoleBinding", "a", roleRef=ref)
    assert [is_cluster_wide(one, Scope([one, *more], 37, {})) for more in ([], [near], [near, wide])] == [
        True,
        False,
        True,
    ]
    assert not is_cluster_wide(resource("Role", "reader"), Scope([], 37, {}))


def test_what_ships_with_kubernetes() -> None:
    assert ships(resource("ClusterRole", "system:node"))
    assert ships(resource("ClusterRoleBinding", "cluster-admin"))
    assert not ships(resource("Role", "system:mine"))
    assert not ships(resource("ClusterRole", "reader"))


@pytest.mark.parametrize(
    ("subject", "bound"),
    [
        ({"kind": "ServiceAccount", "name": "web"}, True),
        ({"kind": "ServiceAccount", "name": "web", "namespace": "shop"}, True),
        ({"kind": "ServiceAccount", "name": "web", "namespace": "bank"}, False),
        ({"kind": "ServiceAccount", "name": "other"}, False),
        ({"kind": "User", "name": "web"}, False),
        ({"kind": "User", "name": "system:serviceaccount:shop:web"}, True),
        ({"kind": "Group", "name": "system:serviceaccounts:shop"}, True),
        ({}, False),
    ],
)
def test_whom_a_binding_names(subject: dict[str, Any], bound: bool) -> None:
    binding, pod = resource("RoleBinding", "a", "shop", subjects=[subject]), resource("Role", "x", "shop")
    assert binds_account(binding, "web", pod) is bound

from __future__ import annotations

from typing import Any

import pytest

from tests.resources.apps import BASIC, app, one

RULES = [{"apiGroups": [""], "resources": ["configmaps"], "verbs": ["get"]}]


@pytest.mark.parametrize(
    ("account", "name"),
    [
        ({}, "shop-web"),
        ({"create": True}, "shop-web"),
        ({"name": "own"}, "own"),
        ({"create": False, "name": "there"}, "there"),
        ({"create": False}, "default"),
    ],
)
def test_the_account_that_pods_run_as(account: dict[str, Any], name: str) -> None:
    assert one("web", {"serviceAccount": account}).pod("web")["serviceAccountName"] == name


@pytest.mark.parametrize(
    ("account", "name"),
    [({}, "shop-web"), ({"name": "own"}, "own"), ({"create": False, "name": "there"}, None), ({"create": False}, None)],
)
def test_the_account_that_is_made(account: dict[str, Any], name: str | None) -> None:
    found = one("web", {"serviceAccount": account}).objects().get("web/serviceaccount")
    assert (found and found["metadata"]["name"]) == name


@pytest.mark.parametrize("wanted", [True, False])
def test_a_token_only_where_it_is_wanted(wanted: bool) -> None:
    found = one("web", {"serviceAccount": {"automountToken": wanted}})
    tokens = found.pod("web"), found.object("web/serviceaccount")
    assert [item["automountServiceAccountToken"] for item in tokens] == [wanted, wanted]


def test_annotations_join_those_of_the_app() -> None:
    found = one("web", {"serviceAccount": {"annotations": {"role": "arn"}}}, annotations={"a": "b"})
    assert found.object("web/serviceaccount")["metadata"]["annotations"] == {"a": "b", "role": "arn"}


def test_annotations_are_not_those_of_the_workload() -> None:
    found = one("web", {"serviceAccount": {"annotations": {"role": "arn"}}})
    assert "annotations" not in found.workload("web")["metadata"]


def test_no_role_where_there_are_no_rules() -> None:
    assert not [key for key in one("web").objects() if "role" in key]


def ruled(account: dict[str, Any], **cluster: Any) -> Any:
    return one("web", {"serviceAccount": {"rules": RULES, "automountToken": True, **account}}, cluster)


def test_a_role_with_the_rules() -> None:
    assert ruled({}).object("web/role")["rules"] == RULES


@pytest.mark.parametrize(
    ("account", "cluster", "name", "namespace"),
    [
        ({}, {}, "shop-web", "default"),
        ({}, {"namespace": "shop-dev"}, "shop-web", "shop-dev"),
        ({"name": "own"}, {"namespace": "shop-dev"}, "own", "shop-dev"),
        ({"create": False, "name": "there"}, {}, "there", "default"),
    ],
)
def test_the_role_is_bound_to_the_account(account: Any, cluster: Any, name: str, namespace: str) -> None:
    subjects = ruled(account, **cluster).object("web/rolebinding")["subjects"]
    assert subjects == [{"kind": "ServiceAccount", "name": name, "namespace": namespace}]


def test_the_binding_names_the_role() -> None:
    found = ruled({})
    reference = found.object("web/rolebinding")["roleRef"]
    assert (reference["kind"], reference["name"]) == ("Role", found.object("web/role")["metadata"]["name"])


def test_rules_without_a_token_are_a_warning() -> None:
    found = one("web", {"serviceAccount": {"rules": RULES}}).warnings
    assert [(item.path, item.severity) for item in found] == [("components.web.serviceAccount.rules", "warning")]


def test_rules_with_a_token_are_none() -> None:
    assert ruled({}).warnings == []


def test_an_environment_has_no_account_of_its_own() -> None:
    environments = {"dev": {"components": {"web": {"serviceAccount": {"create": False, "name": "dev"}}}}, "prod": {}}
    found = app({"web": BASIC["web"]}, environments)
    assert [found.pod("web", name)["serviceAccountName"] for name in environments] == ["dev", "shop-web"]

from __future__ import annotations

from typing import Any

import pytest

from generator.errors import InputError
from generator.resources.environment import references
from tests.resources.apps import BASIC, app, one


def entries(env: dict[str, Any], **top: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = one("web", {"env": env}, **top).container("web")["env"]
    return found


SECRETS = {"db": {"existing": "shop-db"}, "api": {"external": {"store": "vault"}, "keys": {"key": {"remote": "a/b"}}}}
CONFIG = {"settings": {"data": {"CURRENCY": "EUR"}}}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("text", {"value": "text"}),
        ("", {"value": ""}),
        ("1.20", {"value": "1.20"}),
        ("yes", {"value": "yes"}),
        ({"value": "text"}, {"value": "text"}),
        (
            {"secretKeyRef": {"name": "db", "key": "user"}},
            {"valueFrom": {"secretKeyRef": {"name": "shop-db", "key": "user"}}},
        ),
        (
            {"configMapKeyRef": {"name": "settings", "key": "CURRENCY"}},
            {"valueFrom": {"configMapKeyRef": {"name": "shop-settings", "key": "CURRENCY"}}},
        ),
        ({"fieldRef": "metadata.name"}, {"valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}}),
        (
            {"resourceFieldRef": {"resource": "limits.cpu"}},
            {"valueFrom": {"resourceFieldRef": {"resource": "limits.cpu"}}},
        ),
        (
            {"secretKeyRef": {"name": "db", "key": "user", "optional": True}},
            {"valueFrom": {"secretKeyRef": {"name": "shop-db", "key": "user", "optional": True}}},
        ),
    ],
)
def test_one_variable(written: Any, expected: dict[str, Any]) -> None:
    assert entries({"X": written}, secrets={"db": SECRETS["db"]}, config=CONFIG) == [{"name": "X", **expected}]


def test_a_secret_of_an_external_store_has_the_name_of_its_object() -> None:
    env = {"X": {"secretKeyRef": {"name": "api", "key": "key"}}}
    found = one("web", {"env": env}, {"apiVersions": ["external-secrets.io/v1"]}, secrets={"api": SECRETS["api"]})
    name = found.container("web")["env"][0]["valueFrom"]["secretKeyRef"]["name"]
    assert name == found.object("externalsecret.api")["spec"]["target"]["name"]


@pytest.mark.parametrize(
    ("env", "order"),
    [
        ({"B": "1", "A": "2"}, ["B", "A"]),
        ({"URL": "x://$(USER)", "USER": "u"}, ["USER", "URL"]),
        ({"A": "$(B)", "B": "$(C)", "C": "c"}, ["C", "B", "A"]),
        ({"A": "$(C)$(B)", "B": "b", "C": "c"}, ["C", "B", "A"]),
        ({"A": "$$(B)", "B": "b"}, ["A", "B"]),
        ({"A": "$$$(B)", "B": "b"}, ["B", "A"]),
        ({"A": "$(NOWHERE)", "B": "b"}, ["A", "B"]),
        ({"Z": "z", "A": "$(B)", "Y": "y", "B": "b"}, ["Z", "B", "A", "Y"]),
    ],
)
def test_order(env: dict[str, str], order: list[str]) -> None:
    assert [item["name"] for item in entries(env)] == order


def test_what_the_app_says_comes_first_unless_it_refers() -> None:
    found = one("web", {"env": {"USER": "u"}}, env={"URL": "$(USER)", "LOG": "info"}).container("web")["env"]
    assert [item["name"] for item in found] == ["USER", "URL", "LOG"]


def test_references_in_an_environment_order_too() -> None:
    environments = {"dev": {"components": {"web": {"env": {"A": "$(B)"}}}}, "prod": {}}
    found = app({"web": {**BASIC["web"], "env": {"A": "a", "B": "b"}}}, environments)
    assert [item["name"] for item in found.container("web", "dev")["env"]] == ["B", "A"]


def test_environments_that_order_differently_are_refused() -> None:
    env = {"A": "a", "B": "b"}
    environments = {
        "dev": {"components": {"web": {"env": {"A": "$(B)"}}}},
        "prod": {"components": {"web": {"env": {"B": "$(A)"}}}},
    }
    with pytest.raises(InputError, match="A → B → A"):
        app({"web": {**BASIC["web"], "env": env}}, environments)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("$(A)", ["A"]),
        ("$(A)$(B)", ["A", "B"]),
        ("$$(A)", []),
        ("$$$(A)", ["A"]),
        ("$A ${B} $()", []),
        ("a$(A.b-c)d", ["A.b-c"]),
        ("$(A", []),
    ],
)
def test_references(text: str, names: list[str]) -> None:
    assert references(text) == names


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("debug", [{"name": "LEVEL", "value": "debug"}]),
        (None, None),
        ({"fieldRef": "metadata.name"}, [{"name": "LEVEL", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}}]),
    ],
)
def test_an_environment_overrides_removes_and_changes_the_kind(own: Any, expected: Any) -> None:
    environments = {"dev": {"env": {"LEVEL": own}}, "prod": {}}
    found = app({"web": BASIC["web"]}, environments, env={"LEVEL": "info"})
    assert found.container("web", "dev").get("env") == expected


def test_an_environment_that_says_nothing_keeps_the_kind() -> None:
    environments = {"dev": {"env": {"LEVEL": {"fieldRef": "metadata.name"}}}, "prod": {}}
    found = app({"web": BASIC["web"]}, environments, env={"LEVEL": "info"})
    assert found.container("web", "prod")["env"] == [{"name": "LEVEL", "value": "info"}]


def test_a_variable_that_is_empty_in_one_environment_is_there() -> None:
    environments = {"dev": {"env": {"LEVEL": ""}}, "prod": {}}
    found = app({"web": BASIC["web"]}, environments, env={"LEVEL": "info"})
    assert found.container("web", "dev")["env"] == [{"name": "LEVEL", "value": ""}]


def test_a_variable_that_is_empty_where_another_environment_has_none() -> None:
    environments = {"dev": {"env": {"LEVEL": ""}}, "prod": {}}
    found = app({"web": BASIC["web"]}, environments)
    assert [found.container("web", name).get("env") for name in environments] == [
        [{"name": "LEVEL", "value": ""}],
        None,
    ]


def test_texts_are_texts_in_the_values() -> None:
    assert one("web", env={"LEVEL": "info"}).values()["web"]["env"] == {"LEVEL": "info"}


def test_env_from_is_configs_then_secrets() -> None:
    more = {"use": {"secrets": ["db"], "config": ["settings", "flags"]}}
    found = one("web", more, secrets={"db": SECRETS["db"]}, config={**CONFIG, "flags": {"data": {"A": "1"}}})
    assert found.container("web")["envFrom"] == [
        {"configMapRef": {"name": "shop-settings"}},
        {"configMapRef": {"name": "shop-flags"}},
        {"secretRef": {"name": "shop-db"}},
    ]


def test_an_environment_uses_fewer() -> None:
    environments: dict[str, Any] = {"dev": {"components": {"web": {"use": {"config": []}}}}, "prod": {}}
    found = app({"web": {**BASIC["web"], "use": {"config": ["settings"]}}}, environments, config=CONFIG)
    assert ["envFrom" in found.container("web", name) for name in environments] == [False, True]


@pytest.mark.parametrize("inner", ["initContainers", "sidecars"])
def test_other_containers_take_over_no_variables(inner: str) -> None:
    found = one("web", {inner: {"other": {"image": "a:1", "env": {"B": "b"}}}}, env={"A": "a"})
    assert found.pod("web")["initContainers"][0]["env"] == [{"name": "B", "value": "b"}]

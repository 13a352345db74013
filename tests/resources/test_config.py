from __future__ import annotations

from typing import Any

import pytest

from generator.errors import InputError
from tests.resources.apps import BASIC, App, app, one

CONFIG = {"settings": {"data": {"CURRENCY": "EUR"}}, "flags": {"data": {"A": "1"}}}
V1, BETA = "external-secrets.io/v1", "external-secrets.io/v1beta1"


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({"data": {"A": "1", "B": "two\nlines\n"}}, {"data": {"A": "1", "B": "two\nlines\n"}}),
        ({"files": {"a.conf": "text\n"}}, {"data": {"a.conf": "text\n"}}),
        ({"files": {"a.conf": {"content": ""}}}, {"data": {"a.conf": ""}}),
        ({"data": {"A": "1"}, "files": {"a.conf": "text"}}, {"data": {"A": "1", "a.conf": "text"}}),
        ({"files": {"a.bin": {"contentBase64": "AAE="}}}, {"binaryData": {"a.bin": "AAE="}}),
        (
            {"data": {"A": "1"}, "files": {"a.bin": {"contentBase64": "AAE="}}},
            {"data": {"A": "1"}, "binaryData": {"a.bin": "AAE="}},
        ),
        ({"data": {"A": "1"}, "immutable": True}, {"data": {"A": "1"}, "immutable": True}),
        ({"data": {"A": "1"}, "immutable": False}, {"data": {"A": "1"}}),
    ],
)
def test_config_map(config: dict[str, Any], expected: dict[str, Any]) -> None:
    found = one("web", config={"settings": config}).object("configmap.settings")
    assert {key: value for key, value in found.items() if key not in ("apiVersion", "kind", "metadata")} == expected


def test_a_file_is_read() -> None:
    files = {"config/nginx.conf": "server {\n\tlisten 80;\n}\n"}
    found = app(
        {"web": BASIC["web"]}, files=files, config={"nginx": {"files": {"default.conf": {"file": "config/nginx.conf"}}}}
    )
    assert found.object("configmap.nginx")["data"] == {"default.conf": files["config/nginx.conf"]}


def test_name_of_a_config_map() -> None:
    assert one("web", config=CONFIG).object("configmap.settings")["metadata"]["name"] == "shop-settings"


def test_no_config_map_where_an_environment_removes_it() -> None:
    found = app({"web": BASIC["web"]}, {"dev": {"config": {"flags": None}}, "prod": {}}, config=CONFIG)
    assert ["configmap.flags" in found.objects(name) for name in ("dev", "prod")] == [False, True]


USES: dict[str, dict[str, Any]] = {
    "envFrom": {"use": {"config": ["settings"]}},
    "a variable": {"env": {"X": {"configMapKeyRef": {"name": "settings", "key": "CURRENCY"}}}},
    "a mount": {"mounts": {"/etc/settings": {"config": "settings"}}},
    "a sidecar": {"sidecars": {"other": {"image": "a:1", "mounts": {"/etc/settings": {"config": "settings"}}}}},
    "an init container": {"initContainers": {"other": {"image": "a:1", "use": {"config": ["settings"]}}}},
}


def annotations_of(found: App, environment: str, component: str = "web") -> dict[str, str]:
    metadata: dict[str, Any] = found.template(component, environment)["metadata"]
    return metadata.get("annotations") or {}


def rolled(use: dict[str, Any], config: dict[str, Any], kind: str = "web") -> bool:
    """Whether the pods of two environments differ where one of them has another config."""
    found = app({kind: {**BASIC[kind], **use}}, {"dev": {"config": config}, "prod": {}}, config=CONFIG)
    return annotations_of(found, "dev", kind) != annotations_of(found, "prod", kind)


@pytest.mark.parametrize("use", sorted(USES))
def test_a_change_rolls_what_uses_it(use: str) -> None:
    assert rolled(USES[use], {"settings": {"data": {"CURRENCY": "USD"}}})


@pytest.mark.parametrize("use", sorted(USES))
def test_a_change_of_another_config_rolls_nothing(use: str) -> None:
    assert not rolled(USES[use], {"flags": {"data": {"A": "2"}}})


def test_what_uses_nothing_is_not_rolled() -> None:
    assert not rolled({}, {"settings": {"data": {"CURRENCY": "USD"}}})


@pytest.mark.parametrize("kind", ["web", "worker", "stateful", "daemon", "cron"])
def test_every_kind_is_rolled(kind: str) -> None:
    assert rolled(USES["envFrom"], {"settings": {"data": {"CURRENCY": "USD"}}}, kind)


def test_where_no_environment_uses_it_there_is_no_checksum() -> None:
    assert annotations_of(one("web", config=CONFIG), "dev") == {}


def external(apis: list[str], **more: Any) -> App:
    secret = {
        "external": {"store": "vault", **more.pop("external", {})},
        "keys": {"key": {"remote": "shop/api", **more}},
    }
    return one("web", cluster={"apiVersions": apis}, secrets={"api": secret})


@pytest.mark.parametrize(
    ("apis", "version"),
    [
        ([V1], V1),
        ([BETA], BETA),
        ([BETA, V1], V1),
        ([f"{BETA}/ExternalSecret"], BETA),
        ([f"{V1}/SecretStore", BETA], BETA),
    ],
)
def test_version_of_external_secrets(apis: list[str], version: str) -> None:
    assert external(apis).object("externalsecret.api")["apiVersion"] == version


def test_without_an_environment_the_newest_is_assumed() -> None:
    assert external([BETA]).base_objects()["externalsecret.api"]["apiVersion"] == V1


@pytest.mark.parametrize("apis", [[], ["monitoring.coreos.com/v1"], ["external-secrets.io/v1alpha1"]])
def test_an_external_secret_without_its_api_is_refused(apis: list[str]) -> None:
    with pytest.raises(InputError, match=r"secrets\.api: .*does not serve external-secrets\.io"):
        external(apis)


@pytest.mark.parametrize(
    ("more", "spec"),
    [
        ({}, {"refreshInterval": "1h", "secretStoreRef": {"name": "vault", "kind": "SecretStore"}}),
        (
            {"external": {"storeKind": "ClusterSecretStore", "refreshInterval": "5m"}},
            {"refreshInterval": "5m", "secretStoreRef": {"name": "vault", "kind": "ClusterSecretStore"}},
        ),
        (
            {"property": "p", "version": "2"},
            {"data": [{"secretKey": "key", "remoteRef": {"key": "shop/api", "property": "p", "version": "2"}}]},
        ),
        ({}, {"data": [{"secretKey": "key", "remoteRef": {"key": "shop/api"}}]}),
        ({}, {"target": {"name": "shop-api", "creationPolicy": "Owner"}}),
    ],
)
def test_external_secret(more: dict[str, Any], spec: dict[str, Any]) -> None:
    assert spec.items() <= external([V1], **more).object("externalsecret.api")["spec"].items()


def test_an_existing_secret_is_no_object() -> None:
    assert not [
        key
        for key in one("web", secrets={"db": {"existing": "shop-db"}}).objects()
        if key.startswith("externalsecret.")
    ]


def test_a_secret_is_existing_here_and_external_there() -> None:
    secrets = {"api": {"external": {"store": "vault"}, "keys": {"key": {"remote": "a"}}}}
    environments = {"dev": {"secrets": {"api": {"existing": "there"}}}, "prod": {"cluster": {"apiVersions": [V1]}}}
    found = app({"web": {**BASIC["web"], "use": {"secrets": ["api"]}}}, environments, secrets=secrets)
    names = [found.container("web", name)["envFrom"][0]["secretRef"]["name"] for name in environments]
    assert names == ["there", "shop-api"]


def test_no_external_secret_where_it_exists() -> None:
    secrets = {"api": {"external": {"store": "vault"}, "keys": {"key": {"remote": "a"}}}}
    environments = {"dev": {"secrets": {"api": {"existing": "there"}}}, "prod": {"cluster": {"apiVersions": [V1]}}}
    found = app({"web": BASIC["web"]}, environments, secrets=secrets)
    assert ["externalsecret.api" in found.objects(name) for name in environments] == [False, True]

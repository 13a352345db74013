"""What is masked in an object that is shown, and what is not."""

from __future__ import annotations

from typing import Any

import pytest

from generator.diff.masks import CHANGED, MASK, Masker, both_masked
from tests.lint.mutations import objects

GITHUB = "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a"
KEY = "-----BEGIN " + "RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA7\n-----END RSA PRIVATE KEY-----\n"


def masked(value: Any) -> Any:
    return Masker().masked(value)


def variable(name: str, value: str) -> Any:
    return masked({"env": [{"name": name, "value": value}]})["env"][0]["value"]


def entry(text: str, name: str = "app.conf") -> Any:
    return masked({"kind": "ConfigMap", "data": {name: text}})["data"][name]


def test_all_data_of_secrets_is_masked_and_its_keys_are_not() -> None:
    secret = {"kind": "Secret", "data": {"a": "eA==", "b": None}, "stringData": {"c": "", "d": 7}, "type": "Opaque"}
    assert masked(secret) == {
        "kind": "Secret",
        "data": {"a": MASK, "b": None},
        "stringData": {"c": MASK, "d": MASK},
        "type": "Opaque",
    }
    assert masked({"kind": "Secret", "data": ["x", {"y": "z"}]})["data"] == [MASK, {"y": MASK}]
    assert masked({"kind": "Secret", "data": "x"})["data"] == MASK
    assert masked({"spec": {"template": {"kind": "Secret", "stringData": {"a": "x"}}}})["spec"]["template"][
        "stringData"
    ] == {"a": MASK}


def test_data_of_secrets_under_a_wrong_name_is_masked() -> None:
    assert masked({"kind": "Secret", "stringdata": {"a": "x"}, "immutable": True}) == {
        "kind": "Secret",
        "stringdata": {"a": MASK},
        "immutable": True,
    }


def test_options_in_any_list_are_masked() -> None:
    assert masked({"extraArgs": ["--token", "hunter2"]}) == {"extraArgs": ["--token", MASK]}


def test_the_manifest_in_an_annotation_is_masked() -> None:
    name = "kubectl.kubernetes.io/last-applied-configuration"
    assert masked({"kind": "Secret", "metadata": {"annotations": {name: "{...}", "a": "b"}}})["metadata"] == {
        "annotations": {name: MASK, "a": "b"}
    }


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("DB_PASSWORD", "x", MASK),
        ("API_TOKEN", "abc", MASK),
        ("ANY", GITHUB, MASK),
        ("DATABASE_URL", "postgres://shop:hunter2@db/shop", MASK),
        ("Authorization", "Basic c2hvcA==", MASK),
        ("DB_PASSWORD", "", ""),
        ("DB_PASSWORD", "$(OTHER)", "$(OTHER)"),
        ("DB_PASSWORD", "${OTHER}", "${OTHER}"),
        ("DB_PASSWORD", "$(OTHER)x", MASK),
        ("DB_PASSWORD", "${OTHER:-hunter2}", MASK),
        ("DB_PASSWORD", '{{ "hunter2" }}', MASK),
        ("DB_HOST", "db.shop", "db.shop"),
        ("DATABASE_URL", "postgres://shop:$(PASSWORD)@db/shop", "postgres://shop:$(PASSWORD)@db/shop"),
        ("PASSWORD_FILE", "/run/secrets/db", "/run/secrets/db"),
    ],
)
def test_values_of_variables(name: str, value: str, expected: str) -> None:
    assert variable(name, value) == expected


def test_a_variable_that_is_no_text_is_masked_by_its_name() -> None:
    assert masked({"env": [{"name": "PASSWORD", "value": 1234}]})["env"][0]["value"] == MASK
    assert masked({"env": [{"name": "PORT", "value": 1234}]})["env"][0]["value"] == 1234


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--password=hunter2", "--user=shop"], [f"--password={MASK}", "--user=shop"]),
        (["--password", "hunter2", "--user", "shop"], ["--password", MASK, "--user", "shop"]),
        (["--password", "--user"], ["--password", "--user"]),
        (["DB_PASSWORD=hunter2"], [f"DB_PASSWORD={MASK}"]),
        (["sh", "-c", "mysql --password=hunter2 shop"], ["sh", "-c", MASK]),
        (
            ["sh", "-c", "set -e\nexport DB_PASSWORD=hunter2\nrun"],
            ["sh", "-c", f"set -e\nexport DB_PASSWORD={MASK}\nrun"],
        ),
        (["curl", "-H", "Authorization: Bearer abcdefgh12345"], ["curl", "-H", f"Authorization: {MASK}"]),
        (["--dsn", "postgres://shop:hunter2@db/shop"], ["--dsn", MASK]),
        (["--port", 8080, None], ["--port", 8080, None]),
    ],
)
def test_words_of_commands(words: list[Any], expected: list[Any]) -> None:
    assert masked({"args": words})["args"] == expected
    assert masked({"exec": {"command": words}})["exec"]["command"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("host=db\npassword=hunter2\nport=1\n", f"host=db\npassword={MASK}\nport=1\n"),
        ("db:\n  password: hunter2\n  port: 1\n", f"db:\n  password: {MASK}\n  port: 1\n"),
        ("password: |\n  hunter2\n  hunter3\nport: 1\n", f"password: |\n  {MASK}\n  {MASK}\nport: 1\n"),
        ("password:\n\n  - hunter2\nport: 1\n", f"password:\n\n  {MASK}\nport: 1\n"),
        ('{\n  "password": "hunter2",\n  "port": 1\n}\n', f'{{\n  "password": {MASK}\n  "port": 1\n}}\n'),
        ('{"a": 1, "password": "hunter2"}', MASK),
        ("a: 1\nb: {port: 1, password: hunter2}\n", f"a: 1\nb: {MASK}\n"),
        ("url: postgres://shop:hunter2@db/shop\nport: 1", f"url: {MASK}\nport: 1"),
        ("postgres://shop:hunter2@db/shop\nport: 1", f"{MASK}\nport: 1"),
        ("host=db user=shop password=hunter2", f"host={MASK}"),
        (f"x\n{GITHUB}\n", f"x\n{MASK}\n"),
        (KEY, MASK),
        ("password: ${DB_PASSWORD}\n", "password: ${DB_PASSWORD}\n"),
        ("port: 1\nname: shop\n", "port: 1\nname: shop\n"),
        ("# the password is elsewhere\nport: 1\n", "# the password is elsewhere\nport: 1\n"),
    ],
)
def test_entries_of_config_maps(text: str, expected: str) -> None:
    assert entry(text) == expected


def test_an_entry_with_the_name_of_a_secret_is_masked() -> None:
    assert entry("hunter2", "DB_PASSWORD") == MASK
    assert entry("{}", ".dockerconfigjson") == MASK


def test_fields_of_any_object_that_look_like_what_their_names_say_are_masked() -> None:
    value = {"spec": {"password": "hunter2", "secretName": "web-tls", "existingSecret": "web-secret", "note": GITHUB}}
    assert masked(value) == {
        "spec": {"password": MASK, "secretName": "web-tls", "existingSecret": "web-secret", "note": MASK}
    }


def test_what_is_another_secret_at_the_same_place_is_marked() -> None:
    before, after = (
        {
            "kind": "ConfigMap",
            "data": {"app.conf": f"a=1\npassword={old}\ntoken=same\n", "KEPT_PASSWORD": "x", f"{new}_PASSWORD": "x"},
        }
        for old, new in (("hunter2", "A"), ("hunter3", "B"))
    )
    mask = Masker()
    assert mask.masked(before)["data"]["app.conf"] == f"a=1\npassword={MASK}\ntoken={MASK}\n"
    assert Masker(mask.secrets).masked(after)["data"] == {
        "app.conf": f"a=1\npassword={CHANGED}\ntoken={MASK}\n",
        "KEPT_PASSWORD": MASK,
        "B_PASSWORD": MASK,
    }


def test_a_secret_under_a_harmless_name_on_the_other_side_is_masked_there_too() -> None:
    before = {"env": [{"name": "DB_PASSWORD", "value": "hunter2"}], "args": ["--token", "hunter3", "abc"]}
    after = {
        "env": [{"name": "OTHER", "value": "hunter2"}, {"name": "MORE", "value": "a"}],
        "args": [0, "hunter3", "abc"],
    }
    old, new = both_masked(before, after)
    assert old == {"env": [{"name": "DB_PASSWORD", "value": MASK}], "args": ["--token", MASK, "abc"]}
    assert new == {"env": [{"name": "OTHER", "value": MASK}, {"name": "MORE", "value": "a"}], "args": [0, MASK, "abc"]}
    assert both_masked(before, None)[1] is None


def test_base64_and_text_of_a_secret_are_the_same_secret() -> None:
    mask = Masker()
    mask.masked({"kind": "Secret", "data": {"a": "b2xk", "b": "b2xk"}})
    after = Masker(mask.secrets).masked({"kind": "Secret", "stringData": {"a": "old", "b": "new"}})
    assert after["stringData"] == {"a": MASK, "b": CHANGED}


@pytest.mark.parametrize("value", objects())
def test_a_masked_object_has_the_same_maps_lists_and_keys(value: dict[str, Any]) -> None:
    def form(one: Any) -> Any:
        if isinstance(one, dict):
            return {key: form(child) for key, child in one.items()}
        return [form(child) for child in one] if isinstance(one, list) else None

    assert form(masked(value)) == form(value)

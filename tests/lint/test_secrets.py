"""What is a secret by its name, by its form or in a URL, and what only looks like one."""

from __future__ import annotations

import pytest

from generator.objects import secret_names, tokens
from generator.objects.secret_texts import in_file, in_words
from generator.objects.secret_values import is_secret, password_in_url

SIGNS = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2w3X4y5Z6"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("DB_PASSWORD", "password"),
        ("PGPASSWORD", "password"),
        ("dbPassword", "password"),
        ("spring.datasource.password", "password"),
        ("SMTP_PASS", "password"),
        ("requirepass", "password"),
        ("PASSWORD_2", "password"),
        ("SECRET_KEY_BASE", "key"),
        ("AWS_SECRET_ACCESS_KEY", "key"),
        ("apiKey", "key"),
        ("x-api-key", "key"),
        ("GITHUB_TOKEN", "token"),
        ("CLIENT_SECRET", "secret"),
        ("IMAGE_SECRET", "reference"),
        ("GOOGLE_CREDENTIALS", "reference"),
    ],
)
def test_a_name_of_a_secret(name: str, kind: str) -> None:
    assert secret_names.kind(name) == kind
    assert any(word in name for word in secret_names.WORDS)


@pytest.mark.parametrize(
    "name",
    [
        "", "PASSWORD_FILE", "SECRET_NAME", "TOKEN_TTL", "MAX_TOKENS", "MAX_TOKEN", "AWS_ACCESS_KEY_ID", "CACHE_KEY",
        "COMPASS", "BYPASS", "PUBLIC_KEY", "NEXT_PUBLIC_API_KEY", "KEY", "passwordKey", "existingSecretName",
        "CSRF_TOKEN",
        "ALLOW_EMPTY_PASSWORD", "---", "a" * 100,
    ],
)  # fmt: skip
def test_no_name_of_a_secret(name: str) -> None:
    assert secret_names.kind(name) is None


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("password", "admin"),
        ("password", "12345"),
        ("secret", "supersecret"),
        ("token", "9f8e7d6c5b4a39281706"),
        ("key", "AbCdEfGhIjKl"),
        ("reference", "aB3dE6gH9jK2"),
    ],
)
def test_a_secret(kind: str, value: str) -> None:
    assert is_secret(kind, value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("password", ""),
        ("password", "no"),
        ("password", "true"),
        ("password", "$(DB_PASSWORD)"),
        ("password", "{{ .Values.password }}"),
        ("password", "<your password>"),
        ("password", "changeme"),
        ("password", "********"),
        ("password", "/run/secrets/db"),
        ("password", "vault:secret/data/db#password"),
        ("password", "shop-db-password"),
        ("password", "two words"),
        ("token", "3600"),
        ("token", "keycloak"),
        ("token", "https://auth.example/token"),
        ("key", "tls.key"),
        ("secret", "SECRET"),
        ("reference", "registry-credentials-2"),
    ],
)
def test_no_secret(kind: str, value: str) -> None:
    assert not is_secret(kind, value)


@pytest.mark.parametrize(
    ("text", "user"),
    [
        ("postgres://shop:hunter2@db/shop", "shop"),
        ("redis://:hunter2@redis:6379", ""),
        ("first http://a.example then amqp://u:p4ss@b/", "u"),
        ("https://shop:p@ss@api.example/v1", "shop"),
        ("curl http://admin:admin@grafana/api", "admin"),
    ],
)
def test_a_password_in_a_url(text: str, user: str) -> None:
    assert password_in_url(text) == user


@pytest.mark.parametrize(
    "text",
    [
        "", "http://db:5432/", "http://host:80/@x", "postgres://shop:$(PASSWORD)@db", "postgres://shop:${P}@db",
        "http://user@host", "://", "mysql://user:password@host/db", "https://<user>:<pass>@host", "a://b:%s@c",
    ],
)  # fmt: skip
def test_no_password_in_a_url(text: str) -> None:
    assert password_in_url(text) is None


@pytest.mark.parametrize(
    ("kind", "token"),
    [
        ("AWS access key", "AK" + "IAQ4T7RZ2XKD5MWJ3N"),
        ("GitHub token", "ghp" + "_" + SIGNS[:36]),
        ("GitHub token", "github" + "_pat_" + (SIGNS * 2)[:82]),
        ("GitLab token", "glpat" + "-" + SIGNS[:20]),
        ("Slack token", "xoxb" + "-" + "123456789012-" + SIGNS[:24]),
        ("Slack webhook", "https://hooks.slack.com" + "/services/T0AB1CD2E/B0AB1CD2E/" + SIGNS[:24]),
        ("Stripe key", "sk" + "_live_" + SIGNS[:24]),
        ("Google API key", "AI" + "za" + SIGNS[:35]),
        ("npm token", "npm" + "_" + SIGNS[:36]),
        ("PyPI token", "pypi" + "-AgE" + SIGNS),
        ("Docker Hub token", "dckr" + "_pat_" + SIGNS[:27]),
        ("SendGrid key", "SG" + "." + SIGNS[:22] + "." + SIGNS[:43]),
        ("DigitalOcean token", "dop" + "_v1_" + "0123456789abcdef" * 4),
        ("OpenAI key", "sk" + "-" + SIGNS[:20] + "T3Blbk" + "FJ" + SIGNS[:20]),
        ("Anthropic key", "sk" + "-ant-api03-" + (SIGNS * 2)[:95]),
        ("Vault token", "hvs" + "." + SIGNS[:24]),
        ("Grafana token", "glsa" + "_" + SIGNS[:32] + "_0a1b2c3d"),
        ("Azure storage key", "Account" + "Key=" + (SIGNS * 2)[:86] + "=="),
        ("private key", "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIE"),
        ("private key", "-----BEGIN " + "PRIVATE KEY-----\\nMIIE"),
        ("JSON Web Token", "ey" + "JhbGciOiJIUzI1NiJ9.ey" + "JzdWIiOiJzaG9wIn0." + SIGNS[:43]),
    ],
)
def test_a_token(kind: str, token: str) -> None:
    assert [found.kind for found in tokens.found_in(f'key: "{token}"')] == [kind]
    assert any(prefix in token for prefix in tokens.PREFIXES)


@pytest.mark.parametrize(
    "text",
    ["", "AKIAIOSFODNN7EXAMPLE", "ghp_" + "x" * 36, "AKIA", "-----BEGIN PUBLIC KEY-----", "eyJhbGciOiJ9", "npm_run"],
)
def test_no_token(text: str) -> None:
    assert tokens.found_in(text) == []


def test_settings_of_a_file() -> None:
    text = (
        '# password=no\npassword: "a b"\n- token = 9f8e7d6c5b4a39281706\nurl: "amqp://u:p4ss@b/"\n{"pwd":"hunter2",\n'
    )
    assert [found[:2] for found in in_file("a.conf", text)] == [("token", "token"), ("url", "URL with a password")]
    assert [*in_file("a.sh", text)] == []
    assert [*in_file("a", "#!/bin/sh\npassword=hunter2")] == []
    assert [found.name for found in in_file("a.json", '"pwd":"hunter2",\n"pwd": "again"')] == ["pwd"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--password=hunter2"], [(0, "password", 7)]),
        (["--password", "hunter2"], [(1, "password", 7)]),
        (["-password", "hunter2"], [(1, "password", 7)]),
        (["--password", "--verbose"], []),
        (["-pMyPass", "hunter2"], []),
        (["sh", "-c", "mysql --password hunter2 db"], [(2, "password", 7)]),
        (["postgres://u:p4ss@db/x?sslmode=disable"], [(0, "", 0)]),
        (["--url=postgres://u:p4ss@db/x?sslmode=disable"], [(0, "url", 0)]),
        (["--token-ttl", "3600", "--secret", "shop-tls"], []),
    ],
)
def test_secrets_of_a_command(words: list[str], found: list[tuple[int, str, int]]) -> None:
    assert [(index, one.name, one.length) for index, one in in_words(words)] == found

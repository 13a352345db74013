"""Texts that are secrets themselves, and not references to them, paths, switches or placeholders."""

from __future__ import annotations

_REFERENCES = (
    "vault:", "ref+", "op://", "arn:", "secretref", "sm://", "ssm:", "ssm/", "awssm", "gcp:", "azurekeyvault", "enc[",
    "projects/", "keystore:", "keyring:", "file:", "env:", "secret:", "secret/", "secret://", "k8s:", "valuefrom",
    "{{", "{%", "${", "$(", "$", "%(", "<", "[[", "@", "__", "#{", "&", "!",
)  # fmt: skip
_WORDS = frozenset(
    {
        "true",
        "false",
        "yes",
        "no",
        "on",
        "off",
        "none",
        "null",
        "nil",
        "undefined",
        "enabled",
        "disabled",
        "default",
        "secret",
        "token",
        "key",
    }
)
_PLACEHOLDERS = (
    "changeme", "change-me", "change_me", "replaceme", "replace-me", "replace_me", "replace-with", "replace_with",
    "todo", "placeholder", "redacted", "your-", "your_", "insert-", "insert_", "example-", "dummy",
    "xxx", "***", "...", "fixme", "sample",
)  # fmt: skip
_NOT_SECRET = _REFERENCES + _PLACEHOLDERS
_INSIDE = ("{{", "${", "$(", "_here", "-here", "placeholder", "changeme", "change_me", "change-me")
_NAME_ENDS = ("-secret", "-secrets", "-tls", "-cert", "-certs", "-credentials", "-creds", "-token", "-key", "-password")
_SHORTEST = {"password": 3, "secret": 6, "token": 8, "key": 8, "reference": 12}
_LONGEST = 4096
_WORD = 12


def is_secret(kind: str, value: str) -> bool:
    """Whether a value is the secret that its name says it is; ``kind`` is as secret_names.kind gives it."""
    text = value.strip()
    lower = text.lower()
    if not _SHORTEST[kind] <= len(text) <= _LONGEST or lower in _WORDS or " " in text or "\n" in text:
        return False
    if lower.startswith(_NOT_SECRET) or any(part in lower for part in _INSIDE) or len(set(text)) == 1:
        return False
    if _is_path(text) or "://" in text or (lower == text and lower.endswith(_NAME_ENDS)):
        return False
    return kind in ("password", "secret") or _is_random(kind, text)


def _is_path(text: str) -> bool:
    """Whether it names a file: ``/run/secrets/db``, ``./key.pem``."""
    return text.startswith(("/", "./", "../", "~/", "C:\\")) or text.endswith((".pem", ".key", ".crt", ".txt", ".json"))


def _is_random(kind: str, text: str) -> bool:
    """Whether a token or a key is one, rather than its name, a number or a word."""
    if text.replace(".", "").isdecimal():
        return False
    digits, mixed = any(one.isdigit() for one in text), text != text.lower() and text != text.upper()
    if kind == "reference":
        return digits and mixed
    return digits or mixed or (text.isalpha() and len(text) >= _WORD)


def password_in_url(text: str) -> str | None:
    """The user of the first URL in a text that holds a password of its own, None where there is none.

    ``postgres://shop:hunter2@db/shop`` has one; ``postgres://shop:$(PASSWORD)@db/shop`` and ``https://host:80/@x``
    have none.
    """
    start = text.find("://")
    while start >= 0:
        end = start + len("://")
        while end < len(text) and text[end] not in "/?# \t\n\"'<>`,;|()[]{}\\":
            end += 1
        user, colon, rest = text[start + len("://") : end].partition(":")
        password, at, _ = rest.rpartition("@")
        if colon and at and _is_written(password):
            return user
        start = text.find("://", end)
    return None


def _is_written(password: str) -> bool:
    lower = password.lower()
    if not password or lower.startswith(("$", "%", "*", "...")) or lower in ("password", "pass", "pwd", "secret"):
        return False
    return not lower.startswith(_PLACEHOLDERS) and not any(part in lower for part in _INSIDE)

"""Names that say that their value is a secret: DB_PASSWORD, apiKey, --auth-token; and not TOKEN_FILE, SECRET_NAME."""

from __future__ import annotations

from generator.lean import remembered

WORDS = tuple(
    form
    for word in ("pass", "pwd", "secret", "token", "key", "credential")
    for form in (word, word.upper(), word.capitalize())
)
"""Pieces of text of which one is in every such name."""

_SECRET = (
    "password", "passwd", "passphrase", "pwd", "secret", "token", "apikey", "secretkey", "accesskey", "privatekey",
)  # fmt: skip
_ALONE = frozenset({"pass", "passwords", "credential", "credentials", "requirepass", *_SECRET})
_KEYS = frozenset(
    {
        "access", "account", "admin", "api", "app", "auth", "cookie", "encryption", "hmac", "jwt", "license", "master",
        "private", "secret", "service", "session", "shared", "signing", "storage", "webhook",
    }
)  # fmt: skip
_OWNERS = _KEYS | {"client", "consumer", "oauth", "oauth2", "django", "flask", "rails", "state", "refresh"}
_AFTER = frozenset({"base", "base64", "b64", "value", "plain", "prod", "dev", "test", "staging", "old", "new"})
_HARMLESS = frozenset(
    {
        "public", "csrf", "xsrf", "max", "min", "num", "page", "pagination", "continue", "no", "allow", "enable",
        "disable", "skip", "require", "use",
    }
)  # fmt: skip
_LONGEST = 64


@remembered
def kind(name: str) -> str | None:
    """What a name says its value is: "password", "token", "key", "secret"; None for any other name.

    "reference" is for those that may as well hold the name of a Secret: IMAGE_SECRET, CREDENTIALS.
    """
    if len(name) > _LONGEST:
        return None
    parts = _parts(name)
    while parts and (parts[-1].isdecimal() or parts[-1] in _AFTER):
        parts.pop()
    if not parts or not _HARMLESS.isdisjoint(parts):
        return None
    last = parts[-1]
    if last == "key":
        return "key" if len(parts) > 1 and parts[-2] in _KEYS else None
    if last in _ALONE or last.endswith(_SECRET):
        return _kind_of(last, parts[-2] if len(parts) > 1 else "")
    return None


def _kind_of(word: str, before: str) -> str:
    if word.startswith("pass") or word.endswith(("pass", "password", "passwd", "passphrase", "pwd")):
        return "password"
    if word.endswith("token"):
        return "token"
    if word.endswith("key"):
        return "key"
    return "secret" if word.endswith("secret") and (before in _OWNERS or word != "secret") else "reference"


def is_plain(name: str) -> bool:
    """Whether a name is nothing but the word for a secret: ``password``, ``token``."""
    return name in _ALONE


def said(found: str) -> str:
    """What ``kind`` gave as a word of a message."""
    return "secret" if found == "reference" else found


def _parts(name: str) -> list[str]:
    """The words of a name in lower case: DB_PASSWORD, dbPassword, db-password and db.password alike."""
    parts, word = [], ""
    for before, letter in zip(f" {name}", name, strict=False):
        starts = letter.isupper() and before.islower()
        if not letter.isalnum() or starts:
            parts.append(word)
            word = ""
        if letter.isalnum():
            word += letter
    return [part.lower() for part in (*parts, word) if part]

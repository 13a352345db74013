"""What helm knows of a chart repository: ``repositories.yaml``, as ``helm repo add`` writes it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.documents.node import plain
from generator.documents.reader import read_document
from generator.errors import InputError
from generator.programs.helm import Connection

if TYPE_CHECKING:
    from collections.abc import Mapping


class Login(NamedTuple):
    """How a repository is reached: the value of the header Authorization, "" for none, and what helm connects with."""

    authorization: str
    connection: Connection

    def __repr__(self) -> str:
        return "Login(…)"

    def over(self, asked: Connection) -> Connection:
        """What a command line asks for, and what helm knows where it asks for nothing."""
        known = self.connection
        return Connection(
            asked.plain_http,
            asked.ca_file or known.ca_file,
            asked.cert_file or known.cert_file,
            asked.key_file or known.key_file,
            asked.insecure or known.insecure,
        )


def login_for(url: str) -> Login:
    """How helm reaches a repository; HELM_REPO_USERNAME, _PASSWORD and _ACCESS_TOKEN before what is written."""
    entry = _entry(url)
    environment = os.environ
    token = environment.get("HELM_REPO_ACCESS_TOKEN", "")
    username = environment.get("HELM_REPO_USERNAME") or _text(entry, "username")
    password = environment.get("HELM_REPO_PASSWORD") or _text(entry, "password")
    connection = Connection(
        ca_file=_text(entry, "caFile"),
        cert_file=_text(entry, "certFile"),
        key_file=_text(entry, "keyFile"),
        insecure=entry.get("insecure_skip_tls_verify") is True,
    )
    return Login(f"Bearer {token}" if token else _basic(username, password), connection)


def _basic(username: str, password: str) -> str:
    if not username and not password:
        return ""
    import base64

    return f"Basic {base64.b64encode(f'{username}:{password}'.encode()).decode()}"


def _entry(url: str) -> dict[str, Any]:
    """The entry of a repository, {} where helm knows none with this URL."""
    path = repositories_file(os.environ)
    try:
        with open(path, encoding="utf-8") as file:
            content = plain(read_document(file.read(), path))
    except (OSError, UnicodeDecodeError, InputError):
        return {}
    entries = content.get("repositories") if isinstance(content, dict) else None
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict) and _text(entry, "url").rstrip("/") == url:
            return entry
    return {}


def repositories_file(environment: Mapping[str, str]) -> str:
    """Where helm has its repositories.yaml."""
    if named := environment.get("HELM_REPOSITORY_CONFIG"):
        return named
    own = "~/Library/Preferences" if sys.platform == "darwin" else "~/.config"
    configuration = environment.get("XDG_CONFIG_HOME") or os.path.expanduser(own)
    return os.path.join(environment.get("HELM_CONFIG_HOME") or os.path.join(configuration, "helm"), "repositories.yaml")


def _text(entry: dict[str, Any], key: str) -> str:
    value = entry.get(key)
    return value if isinstance(value, str) else ""

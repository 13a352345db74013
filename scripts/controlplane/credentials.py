"""The secrets of one control plane, made on the spot.

The API server makes its own certificate; people are known by a token. What is left is the key that signs the tokens of
service accounts: a number on the curve P-256, which needs no library to write down.
"""

from __future__ import annotations

import base64
import json
import os
import secrets

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""How many points P-256 has (FIPS 186-4, D.1.2.3): a private key is any number from 1 below it."""
VERSION_1 = bytes.fromhex("020101")
P_256 = bytes.fromhex("a00a06082a8648ce3d030107")


def signing_key() -> str:
    """A new private key as PEM (RFC 5915, without the public key, which follows from it)."""
    number = (secrets.randbelow(ORDER - 1) + 1).to_bytes(32, "big")
    inside = VERSION_1 + b"\x04\x20" + number + P_256
    text = base64.encodebytes(b"\x30" + bytes([len(inside)]) + inside).decode()
    return f"-----BEGIN EC PRIVATE KEY-----\n{text}-----END EC PRIVATE KEY-----\n"


def token_file(token: str) -> str:
    """A file of static tokens in which this one is an administrator's."""
    return f"{token},admin,admin,system:masters\n"


def kubeconfig(name: str, port: int, authority: str, token: str) -> str:
    """A kubeconfig for the administrator; JSON, which is YAML too and is read without a library."""
    cluster = {"server": f"https://127.0.0.1:{port}"}
    cluster["certificate-authority-data"] = base64.b64encode(authority.encode()).decode()
    config = {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": name, "cluster": cluster}],
        "users": [{"name": "admin", "user": {"token": token}}],
        "contexts": [{"name": name, "context": {"cluster": name, "user": "admin"}}],
        "current-context": name,
    }
    return json.dumps(config, indent=1) + "\n"


def write_private(path: str, text: str) -> None:
    """Writes a file that only its owner can read."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)

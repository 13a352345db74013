"""``SHA256SUMS``: the checksum of every file beside it, as ``sha256sum --check`` reads it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "SHA256SUMS"


def digest(content: bytes) -> str:
    """The sha256 in hex."""
    return sha256(content).hexdigest()


def written(files: Mapping[str, bytes]) -> bytes:
    """The checksums of files by their names, sorted by name."""
    return "".join(f"{digest(files[name])}  {name}\n" for name in sorted(files)).encode()


def read(content: bytes) -> dict[str, str]:
    """The checksums by the names of the files; lines that are none are left out."""
    found = {}
    for line in content.decode("utf-8", "replace").splitlines():
        checksum, _, name = line.partition("  ")
        if name and len(checksum) == 2 * sha256().digest_size:
            found[name] = checksum
    return found

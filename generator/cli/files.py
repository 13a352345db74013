"""Files that a person named for the output."""

from __future__ import annotations

import os

from generator.errors import UsageError


def write_whole(path: str, text: str) -> None:
    """Write a file whole or not at all. UsageError where it cannot be written."""
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        with open(temporary, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            file.write(text)
        os.replace(temporary, path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None

"""The only place that reads what a description names, and that remembers what it read.

A later run asks whether every answer would be the same (``holds``), and if so need not render again.
"""

from __future__ import annotations

import os
from typing import NamedTuple

from generator.errors import InputError, Place, Problem

LARGEST = 16 * 1024 * 1024
"""Bytes that a file may have; a ConfigMap holds one megabyte, a description far less."""


class Dependency(NamedTuple):
    """Something that was asked of the disk, with the answer as a SHA-256.

    ``kind`` is "file" (its bytes), "absent" (no such file to read), "kind" (file, folder or absent), "glob" (the files
    that match) or "list" (the names in a folder).
    """

    kind: str
    path: str
    digest: str


class Files:
    """Reads files below a folder (the working directory), and remembers each answer."""

    def __init__(self, folder: str = "") -> None:
        self.folder = folder
        self._answers: dict[tuple[str, str], bytes] = {}

    def read_bytes(self, path: str) -> bytes:
        """The bytes of a file. InputError where it is missing, no file, unreadable or too large."""
        if ("file", path) not in self._answers:
            try:
                content = _content(self._on_disk(path))
            except FileNotFoundError:
                self._answers["absent", path] = b"absent"
                raise _unusable(path, "there is no such file") from None
            except IsADirectoryError:
                raise _unusable(path, "is a folder, not a file") from None
            except (OSError, ValueError) as error:
                raise _unusable(path, f"cannot be read: {_reason(error)}") from None
            if len(content) > LARGEST:
                raise _unusable(path, f"is larger than {LARGEST // (1024 * 1024)} MiB")
            self._answers["file", path] = content
        return self._answers["file", path]

    def read_text(self, path: str) -> str:
        """The text of a UTF-8 file, line breaks as they are. InputError as for bytes, and where it is no text."""
        content = self.read_bytes(path)
        try:
            text = content.decode()
        except UnicodeDecodeError as error:
            raise _unusable(path, f"is not UTF-8 text: byte {error.start + 1} is {content[error.start]:#04x}") from None
        if "\0" in text:
            raise _unusable(path, "is not text: it has a zero byte")
        return text

    def is_file(self, path: str) -> bool:
        """Whether there is a file of this name."""
        return self._ask("kind", path) == b"file"

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder of this name."""
        return self._ask("kind", path) == b"folder"

    def exists(self, path: str) -> bool:
        """Whether there is anything of this name."""
        return self._ask("kind", path) != b"absent"

    def names(self, path: str) -> list[str]:
        """The names in a folder, sorted; none where there is no folder."""
        return _names(self._ask("list", path))

    def glob(self, pattern: str) -> list[str]:
        """The files that a pattern (``*``, ``?``, ``[...]``, ``**``) matches, sorted by name."""
        return _names(self._ask("glob", pattern))

    def is_below(self, path: str, folder: str) -> bool:
        """Whether a path, all symbolic links followed, is inside a folder."""
        root = os.path.realpath(self._on_disk(folder))
        return os.path.commonpath([root, os.path.realpath(self._on_disk(path))]) == root

    def dependencies(self) -> list[Dependency]:
        """Everything that was asked so far, in that order."""
        return [Dependency(kind, path, _digest(answer)) for (kind, path), answer in self._answers.items()]

    def holds(self, dependency: Dependency) -> bool:
        """Whether the disk still gives the answer that was remembered."""
        kind, path, digest = dependency
        try:
            return _digest(self._answer("kind" if kind == "absent" else kind, path)) == digest
        except (OSError, ValueError):
            return False

    def _ask(self, kind: str, path: str) -> bytes:
        answer = self._answer(kind, path)
        self._answers[kind, path] = answer
        return answer

    def _answer(self, kind: str, path: str) -> bytes:
        if kind == "glob":
            return "\0".join(_matches(self.folder, path)).encode("utf-8", "surrogateescape")
        where = self._on_disk(path)
        if kind == "list":
            return "\0".join(_entries(where)).encode("utf-8", "surrogateescape")
        return _content(where) if kind == "file" else _kind_of(where)

    def _on_disk(self, path: str) -> str:
        return os.path.join(self.folder, path)


def _content(path: str) -> bytes:
    # Opening a pipe would wait for a writer.
    if os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
        raise OSError("not a regular file")
    with open(path, "rb") as stream:
        return stream.read(LARGEST + 1)


def _kind_of(path: str) -> bytes:
    if os.path.isdir(path):
        return b"folder"
    return b"file" if os.path.exists(path) else b"absent"


def _entries(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except (OSError, ValueError):
        return []


def _matches(folder: str, pattern: str) -> list[str]:
    import glob

    found = glob.glob(pattern, root_dir=folder or None, recursive=True)
    return sorted(path for path in found if os.path.isfile(os.path.join(folder, path)))


def _names(answer: bytes) -> list[str]:
    return answer.decode("utf-8", "surrogateescape").split("\0") if answer else []


def _digest(answer: bytes) -> str:
    import hashlib

    return hashlib.sha256(answer).hexdigest()


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else "") or str(error)


def _unusable(path: str, message: str) -> InputError:
    return InputError([Problem(Place(path, 0, 0), "", message)])

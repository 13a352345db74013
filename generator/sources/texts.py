"""The text of a file, or what is wrong with it; never blocks, and never reads more than a manifest can be."""

from __future__ import annotations

import os
import stat

from generator.errors import Place, Problem

LARGEST = 32 * 1024 * 1024
"""Bytes that a file may have; an object holds about a megabyte at most, so this is room for many."""
_AT_ONCE = 1 << 16
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_WIDE = (b"\xff\xfe", b"\xfe\xff")
PIPES = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")
"""What a shell names for ``<(helm template …)``."""


def text_of(path: str) -> str | Problem:
    """The text of a file, or why there is none."""
    try:
        data = _bytes_of_pipe(path) if path.startswith(PIPES) else _bytes_of(path)
    except OSError as error:
        return _wrong(path, f"cannot be read: {error.strerror or error}")
    except ValueError as error:
        return _wrong(path, f"cannot be read: {error}")
    return data if isinstance(data, Problem) else decoded(data, path)


def text_with_problems(path: str) -> tuple[str, list[Problem]]:
    """As much of the text of a file as can be read, and what is wrong with it.

    Bytes that are no UTF-8 are one problem, and stand as U+FFFD in the text: they hide nothing else in the file.
    """
    text = text_of(path)
    if not isinstance(text, Problem):
        return text, []
    try:
        data = _bytes_of(path)
    except (OSError, ValueError):
        return "", [text]
    if isinstance(data, Problem) or data.startswith(_WIDE):
        return "", [text]
    return data.decode("utf-8", "replace"), [text]


def decoded(data: bytes, source: str) -> str | Problem:
    """The text that the bytes of a file are, or why they are none."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        if data.startswith(_WIDE):
            return _wrong(source, "is UTF-16 text: it is not read", "save it as UTF-8")
        before = data[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode(errors="replace")) + 1
        place = Place(source, before.count(b"\n") + 1, column)
        return Problem(place, "", f"the byte {data[error.start]:#04x} is not UTF-8 text", "save the file as UTF-8")
    if "\0" in text:
        return _wrong(source, "is not text: it has a zero byte")
    return text


def _bytes_of(path: str) -> bytes | Problem:
    descriptor = os.open(path, _FLAGS)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return _wrong(path, "is no file that can be read")
        if status.st_size > LARGEST:
            return _too_large(path)
        return _all_of(descriptor)
    finally:
        os.close(descriptor)


def _all_of(descriptor: int) -> bytes:
    data = os.read(descriptor, _AT_ONCE)
    if len(data) < _AT_ONCE:
        return data
    parts = [data]
    while data:
        data = os.read(descriptor, _AT_ONCE)
        parts.append(data)
    return b"".join(parts)


def _bytes_of_pipe(path: str) -> bytes | Problem:
    with open(path, "rb") as stream:
        data = stream.read(LARGEST + 1)
    return data if len(data) <= LARGEST else _too_large(path)


def _too_large(path: str) -> Problem:
    cure = "split it, or leave it out with --exclude"
    return _wrong(path, f"is larger than {LARGEST // (1024 * 1024)} MiB: it is not read", cure)


def _wrong(source: str, message: str, cure: str = "") -> Problem:
    return Problem(Place(source, 0, 0), "", message, cure)

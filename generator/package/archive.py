"""Archives whose bytes depend on the files alone: ustar in gzip, without owners, order, or anybody's compressor.

The deflate stream holds stored blocks. What a compressor makes of a text differs between zlib, zlib-ng and their
versions, and with it the checksum of a release that nobody changed; a stored block is the same everywhere. RFC 1951
(3.2.4), RFC 1952 (2.3); POSIX pax(1), "ustar Interchange Format".
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LATEST = 8**11 - 1
"""The last second that the eleven octal digits of a ustar header can hold; a size has as many."""
_BLOCK = 512
_RECORD = 20 * _BLOCK
_STORED = 0xFFFF
_NAME, _PREFIX = 100, 155
_FILE, _PAX = b"0", b"x"
_GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
"""Deflate, no flags and so no name, no time, no word about the compressor, from no known system."""


def archive(files: Mapping[str, bytes], epoch: int, top: str) -> bytes:
    """A .tar.gz of files by their path below the folder ``top``: sorted, mode 0644, owned by 0, all from ``epoch``."""
    return _compressed(_tar({f"{top}/{path}": content for path, content in files.items()}, epoch))


def _tar(files: Mapping[str, bytes], epoch: int) -> bytes:
    parts = [part for path in sorted(files) for part in _member(path.encode(), files[path], epoch)]
    size = sum(map(len, parts)) + 2 * _BLOCK
    return b"".join([*parts, bytes(2 * _BLOCK + -size % _RECORD)])


def _member(path: bytes, content: bytes, epoch: int) -> Iterator[bytes]:
    """Header and content; a path that no ustar header can hold stands in a pax header in front of them."""
    split = _split(path)
    if split is None:
        record = _pax_record(b"path", path)
        yield _header(b"././@PaxHeader", b"", len(record), epoch, _PAX)
        yield _padded(record)
        split = b"", path[:_NAME]
    prefix, name = split
    yield _header(name, prefix, len(content), epoch, _FILE)
    yield _padded(content)


def _split(path: bytes) -> tuple[bytes, bytes] | None:
    """The path as prefix and name, cut at the first slash that leaves a name short enough; None where there is none."""
    if len(path) <= _NAME:
        return b"", path
    at = path.find(b"/", len(path) - _NAME - 1)
    return (path[:at], path[at + 1 :]) if 0 < at <= _PREFIX and at + 1 < len(path) else None


def _pax_record(key: bytes, value: bytes) -> bytes:
    """``<length> key=value`` and a line feed, where the length counts its own digits."""
    rest = b" " + key + b"=" + value + b"\n"
    length = len(rest)
    while length != len(rest) + len(str(length)):
        length = len(rest) + len(str(length))
    return str(length).encode() + rest


def _header(name: bytes, prefix: bytes, size: int, epoch: int, kind: bytes) -> bytes:
    numbers = b"0000644\0" + 2 * b"0000000\0" + b"%011o\0" % size + b"%011o\0" % epoch
    start = name.ljust(_NAME, b"\0") + numbers
    rest = kind + bytes(100) + b"ustar\x0000" + bytes(32 + 32 + 8 + 8) + prefix.ljust(_PREFIX, b"\0") + bytes(12)
    checksum = sum(start) + 8 * ord(" ") + sum(rest)
    return start + b"%06o\0 " % checksum + rest


def _padded(content: bytes) -> bytes:
    return content + bytes(-len(content) % _BLOCK)


def _compressed(content: bytes) -> bytes:
    """A gzip file of stored blocks."""
    blocks = [content[at : at + _STORED] for at in range(0, len(content), _STORED)]
    stored = [
        struct.pack("<BHH", at == len(blocks) - 1, len(block), len(block) ^ _STORED) + block
        for at, block in enumerate(blocks)
    ]
    return b"".join([_GZIP_HEADER, *stored, struct.pack("<II", crc32(content), len(content) & 0xFFFFFFFF)])

"""Answers of earlier runs, given again while everything they were made from is unchanged.

``render -o -`` and ``lint`` stand in loops: in editors, in ``watch``, in hooks, before ``kubectl diff``. Most of those
runs get the same input as the one before, and most of their time is the start of the program. So a run that only
prints leaves a record: what it printed, and the content hash of everything it read. The next run with the same command
line compares those hashes and prints the record; it imports little but this module, ``os`` and a hash function.

A record is a plain file of lengths and bytes with its own checksum, in a folder that nobody else can write to.
Whatever is odd about a record or the folder is a miss, never an error. ``FAIRLEAD_CACHE=off`` and ``--no-cache``
switch it off.
"""

from __future__ import annotations

import os
import sys

try:  # The plain modules load in a tenth of the time of OpenSSL, which hashlib brings along.
    from _sha2 import sha256  # type: ignore[import-not-found, unused-ignore]
except ImportError:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        from hashlib import sha256

from generator import __version__
from generator.cli.terminal import is_coloured

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    Dependency: TypeAlias = tuple[str, str, str]
    """Kind, name and content hash of something that was asked of the disk."""

MAGIC = b"fairlead replay 2\n"
MOST_RECORDS = 200
MOST_BYTES = 50_000_000
REPLAYED = ("render", "lint")
"""The commands whose outcome depends on nothing but the key and the dependencies they name."""
_UNRECORDED = ("-", "--output", "-o", "--baseline", "--update-baseline", "--around", "--schemas", "--fix", "--diff")
"""Arguments with which lint reads what is not recorded, or writes a file."""


def digest(content: bytes) -> str:
    """The hash by which contents are compared: sha256, hexadecimal."""
    return str(sha256(content).hexdigest())


def key_of(arguments: Sequence[str]) -> str:
    """The name of the record of a command line here and now, or "" where it is none that can be replayed."""
    if not arguments or arguments[0] not in REPLAYED or not _prints_only(arguments):
        return ""
    if "--no-cache" in arguments or os.environ.get("FAIRLEAD_CACHE", "").lower() in ("off", "0", "no", "false"):
        return ""
    try:
        coloured = f"{is_coloured(sys.stdout)} {is_coloured(sys.stderr)}"
        parts = [__version__, sys.version, os.getcwd(), coloured, *_program(), "", *arguments]
        return digest("\0".join(parts).encode("utf-8", "surrogateescape"))
    except (OSError, UnicodeError):
        return ""


def _prints_only(arguments: Sequence[str]) -> bool:
    """Whether the output goes to stdout; a miss here costs time only, and the command itself decides again."""
    if arguments[0] == "lint":
        return not any(argument.partition("=")[0] in _UNRECORDED for argument in arguments)
    return any(argument in ("-", "-o-", "--output-dir=-") for argument in arguments)


def _program() -> list[str]:
    """Path, time and size of each file of the program: an edited checkout and an upgrade give new keys.

    An installed program is written as a whole, so that one file tells of all.
    """
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if os.path.isdir(os.path.join(package, "_data")):
        status = os.stat(os.path.join(package, "__init__.py"))
        return [f"{package} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"]
    folders = [package]  # a checkout: the data is beside the package
    folders += [os.path.join(os.path.dirname(package), name) for name in ("overlays", "templates")]
    return [line for folder in folders for line in _files_below(folder)]


def _files_below(folder: str) -> list[str]:
    lines: list[str] = []
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return lines
    for entry in entries:
        if entry.is_dir():
            lines += [] if entry.name == "__pycache__" else _files_below(entry.path)
        else:
            status = entry.stat()
            lines.append(f"{entry.path} {status.st_mtime_ns} {status.st_size}")
    return lines


def folder() -> str:
    """Where records are kept; "" where there is no place for them."""
    root = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(root):  # The XDG specification: relative paths are to be ignored.
        home = os.path.expanduser("~")
        root = os.path.join(home, ".cache") if os.path.isabs(home) else ""
    return os.path.join(root, "fairlead") if root else ""


def find(key: str) -> tuple[bytes, bytes, int] | None:
    """stdout, stderr and exit code of the run recorded under the key, None where there is none that still holds."""
    place = os.path.join(folder(), key)
    if not key or not _is_private(folder()):
        return None
    try:
        with open(place, "rb") as file:
            dependencies, stdout, stderr, code = _unpacked(file.read())
        if not all(holds(*dependency) for dependency in dependencies):
            return None
        os.utime(place)
    except (OSError, ValueError):
        return None
    return stdout, stderr, code


def holds(kind: str, name: str, known: str) -> bool:
    """Whether the disk still gives the answer that a dependency of ``generator.app.files`` remembers.

    Raises OSError where a file cannot be read.
    """
    if kind == "file":
        with open(name, "rb") as file:
            return digest(file.read()) == known
    if kind in ("absent", "kind"):
        return digest(b"folder" if os.path.isdir(name) else b"file" if os.path.exists(name) else b"absent") == known
    if kind == "list":
        names = sorted(os.listdir(name)) if os.path.isdir(name) else []
        return digest("\0".join(names).encode("utf-8", "surrogateescape")) == known
    if kind in ("tree", "content"):
        return _rests(kind, name, known)
    # Patterns are rare and need more imports than all the rest; so the module that asked is asked again.
    from generator.app.files import Dependency, Files

    return Files().holds(Dependency(kind, name, known))


def _rests(kind: str, name: str, known: str) -> bool:
    """Whether a folder holds the same names ("tree"), or a file the same content, as ``cli.tree`` tells it fast."""
    from generator.cli import tree

    if kind == "tree":
        return digest("\0".join(tree.names(name)).encode("utf-8", "surrogateescape")) == known
    content, _, signature = known.partition(" ")
    if signature and tree.signature(name) == signature:
        return True
    with open(name, "rb") as file:
        return digest(file.read()) == content


def keep(key: str, dependencies: Sequence[Dependency], stdout: bytes, stderr: bytes, code: int = 0) -> None:
    """Record a run, whole or not at all; where that is not possible, nothing happens."""
    place = folder()
    if not key or not place:
        return
    temporary = os.path.join(place, f".{key[:16]}.{os.getpid()}")
    try:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        if not os.path.isdir(place):
            os.mkdir(place, 0o700)
        if not _is_private(place):
            return
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "wb") as file:
            file.write(_packed(dependencies, stdout, stderr, code))
        os.replace(temporary, os.path.join(place, key))
        _evict(place)
    except (OSError, UnicodeError):
        _remove(temporary)


def _is_private(place: str) -> bool:
    """Whether only this user can have written the records: what they hold may be piped into a cluster."""
    try:
        status = os.stat(place)
    except OSError:
        return False
    if not hasattr(os, "getuid"):
        return True
    return status.st_uid == os.getuid() and not status.st_mode & 0o077


def _packed(dependencies: Sequence[Dependency], stdout: bytes, stderr: bytes, code: int) -> bytes:
    fields = "\0".join(field for dependency in dependencies for field in dependency)
    first = fields.encode("utf-8", "surrogateescape")
    body = b"%d %d %d %d\n" % (len(first), len(stdout), len(stderr), code) + first + stdout + stderr
    return MAGIC + digest(body).encode() + b"\n" + body


def _unpacked(record: bytes) -> tuple[list[Dependency], bytes, bytes, int]:
    start = len(MAGIC) + 65
    body = record[start:]
    if record[:start] != MAGIC + digest(body).encode() + b"\n":
        raise ValueError("not a record, or a damaged one")
    lengths, _, rest = body.partition(b"\n")
    first, second, third, code = map(int, lengths.split())
    if len(rest) != first + second + third:
        raise ValueError("a record of another length")
    fields = rest[:first].decode("utf-8", "surrogateescape").split("\0") if first else []
    dependencies = list(zip(fields[0::3], fields[1::3], fields[2::3], strict=True))
    return dependencies, rest[first : first + second], rest[first + second :], code


def _evict(place: str) -> None:
    """Remove the records that were used longest ago until the rest is within the bounds."""
    entries = []
    for entry in os.scandir(place):
        status = entry.stat(follow_symlinks=False)
        entries.append((status.st_mtime_ns, status.st_size, entry.path))
    total = sum(size for _, size, _ in entries)
    count = len(entries)
    for _, size, path in sorted(entries):
        if count <= MOST_RECORDS and total <= MOST_BYTES:
            return
        _remove(path)
        count, total = count - 1, total - size


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        pass

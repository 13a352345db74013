"""A chart archive that is to be pushed: read once, with what its Chart.yaml says and the sha256 of its bytes."""

from __future__ import annotations

import io
import os
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from generator.documents.reading import read
from generator.errors import InputError, Place, Problem
from generator.package import release
from generator.package.metadata import index_fields

if TYPE_CHECKING:
    import tarfile
    from collections.abc import Iterator, Sequence

    from generator.documents.node import Plain

LARGEST = 100 * 2**20
"""Bytes that a chart may unpack to: what helm takes at most."""

_NAME = re.compile(r"[a-zA-Z0-9_-][a-zA-Z0-9._-]*")
_IDENTIFIER = r"(?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)"
_SEMVER = re.compile(
    r"(?:0|[1-9][0-9]*)\.(?:0|[1-9][0-9]*)\.(?:0|[1-9][0-9]*)"
    rf"(?:-{_IDENTIFIER}(?:\.{_IDENTIFIER})*)?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?"
)


class ChartArchive:
    """An archive as a person named it (``path``), its bytes, and what Chart.yaml says of it.

    ``fields`` are those of Chart.yaml that an index.yaml has too. ``epoch`` is the time in seconds of its newest file:
    the same for the same bytes. ``provenance`` is the text of the ``.prov`` file beside it, b"" where there is none.
    """

    def __init__(self, path: str, content: bytes, fields: dict[str, Any], epoch: int, provenance: bytes) -> None:
        self.path = path
        self.content = content
        self.fields = fields
        self.name: str = fields["name"]
        self.version: str = fields["version"]
        self.epoch = epoch
        self.provenance = provenance

    @cached_property
    def sha256(self) -> str:
        """The sha256 of the bytes, in hex."""
        import hashlib

        return hashlib.sha256(self.content).hexdigest()

    @property
    def file(self) -> str:
        """The name of its file wherever it is pushed to."""
        return f"{self.name}-{self.version}.tgz"


def read_archives(paths: Sequence[str]) -> list[ChartArchive]:
    """The archives that were named, each once: files, or the folder or release.json of a release with its charts.

    InputError, with all problems, where one is no chart archive, is not the one that its release.json is about, or
    has the version of another one with other bytes.
    """
    problems: list[Problem] = []
    found: dict[tuple[str, str], ChartArchive] = {}
    for path in paths:
        try:
            for archive in _named(path):
                first = found.setdefault((archive.name, archive.version), archive)
                if first.sha256 != archive.sha256:
                    problems.append(
                        _problem(
                            archive.path, f"is version {archive.version} as is {first.path}, but not the same bytes"
                        )
                    )
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return list(found.values())


def _named(path: str) -> Iterator[ChartArchive]:
    if os.path.isdir(path) or os.path.basename(path) == release.FILE:
        folder = path if os.path.isdir(path) else os.path.dirname(path)
        charts = release.read(path).charts
        if not charts:
            raise InputError([_problem(path, "holds no chart", "package one with: fairlead package --format chart")])
        for chart in charts:
            yield _recorded(os.path.join(folder, chart.file), chart.sha256)
        return
    beside = os.path.join(os.path.dirname(path), release.FILE)
    charts = release.read(beside).charts if os.path.isfile(beside) else ()
    yield _recorded(path, next((chart.sha256 for chart in charts if chart.file == os.path.basename(path)), ""))


def _recorded(path: str, sha256: str) -> ChartArchive:
    """The archive in a file, whose bytes are those that a release record says ("" says nothing)."""
    archive = read_archive(path)
    if sha256 not in {"", archive.sha256}:
        message = f"is not what was packaged: sha256:{sha256} in {release.FILE}, sha256:{archive.sha256} here"
        raise InputError([_problem(path, message, "package it again with: fairlead package")])
    return archive


def read_archive(path: str) -> ChartArchive:
    """The archive in a file. InputError where it is no chart that helm could push."""
    content = _content(path)
    provenance = _content(f"{path}.prov") if os.path.isfile(f"{path}.prov") else b""
    name, text, epoch = _chart_yaml(path, content)
    fields = index_fields(_document(text, f"{path}/{name}"))
    wrong = [_problem(f"{path}/{name}", message, cure) for message, cure in _wrong(fields)]
    if wrong:
        raise InputError(wrong)
    return ChartArchive(path, content, fields, epoch, provenance)


def _document(content: bytes, source: str) -> Plain:
    """The value of the one document in a text, None where it has none. InputError where it cannot be read."""
    try:
        reading = read(content.decode(), source)
    except UnicodeDecodeError:
        raise InputError([_problem(source, "is no UTF-8 text")]) from None
    if reading.problems:
        raise InputError(reading.problems)
    if len(reading.documents) > 1:
        raise InputError([_problem(source, "holds more than one document")])
    return reading.documents[0].value if reading.documents else None


def _wrong(fields: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with the name and version of a chart, each with the cure."""
    if not _NAME.fullmatch(fields.get("name", "")):
        yield "name: a chart needs one, of letters, digits, -, _ and dots", ""
    if not _SEMVER.fullmatch(fields.get("version", "")):
        yield f"version: {fields.get('version', '')!r} is no semantic version", "write one like 1.2.3"


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise InputError([_problem(path, f"cannot be read: {error.strerror or error}")]) from None


def _chart_yaml(path: str, content: bytes) -> tuple[str, bytes, int]:
    """The name and bytes of an archive's own Chart.yaml, and the time of the newest member."""
    import gzip
    import tarfile
    import zlib

    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            unpacked = packed.read(LARGEST + 1)
        if len(unpacked) > LARGEST:
            raise InputError([_problem(path, f"unpacks to more than {LARGEST // 2**20} MiB, which helm refuses")])
        with tarfile.open(fileobj=io.BytesIO(unpacked), mode="r:") as archive:
            members = archive.getmembers()
            found = _own_chart(archive, members)
    except (OSError, EOFError, zlib.error, tarfile.TarError, ValueError) as error:
        raise InputError(
            [_problem(path, f"is no chart archive: {error}", "name a .tgz that helm or fairlead packaged")]
        ) from None
    if found is None:
        raise InputError([_problem(path, "is no chart archive: it holds no Chart.yaml")])
    return *found, max(0, *(int(member.mtime) for member in members))


def _own_chart(archive: tarfile.TarFile, members: Sequence[tarfile.TarInfo]) -> tuple[str, bytes] | None:
    for member in members:
        if member.name.partition("/")[2] == "Chart.yaml":
            file = archive.extractfile(member)
            return None if file is None else (member.name, file.read())
    return None


def _problem(path: str, message: str, cure: str = "") -> Problem:
    return Problem(Place(path, 0, 0), "", message, cure)

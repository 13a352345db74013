"""The record of a release: ``release.json`` beside the archives of one version, which later steps read.

It says what was packaged and for whom, and holds no secret: hashes, names and addresses only. Version 1 has these keys;
a reader ignores keys that it does not know, and later versions with another meaning get another number.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.errors import InputError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE = "release.json"
_VERSION = 1
_CURE = "package it again with: fairlead package"


class Chart(NamedTuple):
    """A chart archive: the name of its file, beside the record, and the sha256 of its bytes in hex."""

    file: str
    sha256: str


class Bundle(NamedTuple):
    """An archive of rendered files: its ``format`` is ``manifests`` or ``kustomize``."""

    file: str
    sha256: str
    format: str


class ImageUse(NamedTuple):
    """An image as an environment's manifests name it, and its digest (``sha256:…``), "" where none is written."""

    image: str
    digest: str


class Environment(NamedTuple):
    """What an environment gets, and where it is.

    ``namespace`` and ``context`` are "" where the description names none, ``kube_version`` is like ``1.33``.
    ``values_file`` is the file in the chart that holds what the environment changes. ``values_hash`` is the sha256 in
    hex of the JSON (sorted keys, no blanks) of all its values: those of values.yaml with its changes over them.
    ``images`` are in the order of their names.
    """

    namespace: str
    context: str
    protected: bool
    kube_version: str
    values_file: str
    values_hash: str
    images: tuple[ImageUse, ...]


class Release(NamedTuple):
    """One version of an app as it was packaged.

    ``commit`` is the full hash, "" outside of git; ``dirty`` says that a file of the app was not as in that commit.
    ``build`` is the address of the build, "" where none is known. ``epoch`` is the time in seconds that every file of
    the archives has, and ``epoch_source`` where it is from: ``SOURCE_DATE_EPOCH``, ``commit`` or ``constant``.
    """

    name: str
    version: str
    app_version: str
    commit: str
    dirty: bool
    build: str
    epoch: int
    epoch_source: str
    charts: tuple[Chart, ...]
    bundles: tuple[Bundle, ...]
    environments: dict[str, Environment]


def written(release: Release) -> bytes:
    """The record as JSON: the same bytes for the same release."""
    content = {
        "release": _VERSION,
        "name": release.name,
        "version": release.version,
        "appVersion": release.app_version,
        "commit": release.commit,
        "dirty": release.dirty,
        "build": release.build,
        "epoch": release.epoch,
        "epochSource": release.epoch_source,
        "charts": [chart._asdict() for chart in release.charts],
        "bundles": [bundle._asdict() for bundle in release.bundles],
        "environments": {name: _environment(one) for name, one in release.environments.items()},
    }
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def _environment(one: Environment) -> dict[str, Any]:
    return {
        "namespace": one.namespace,
        "context": one.context,
        "protected": one.protected,
        "kubeVersion": one.kube_version,
        "valuesFile": one.values_file,
        "valuesHash": one.values_hash,
        "images": [image._asdict() for image in one.images],
    }


def read(path: str) -> Release:
    """The record in a file, or in the folder of a release. InputError where there is none that can be used."""
    place = os.path.join(path, FILE) if os.path.isdir(path) else path
    try:
        with open(place, encoding="utf-8") as file:
            content = json.load(file)
    except FileNotFoundError:
        raise _unusable(place, "there is no such file") from None
    except OSError as error:
        raise _unusable(place, f"cannot be read: {error.strerror or error}") from None
    except (ValueError, RecursionError):
        raise _unusable(place, "is not the JSON of a release record") from None
    return _release(content, place)


def _release(content: Any, place: str) -> Release:
    """The release that plain JSON describes."""
    found = _Reader(content, place)
    if found.value("release", int) != _VERSION:
        raise _unusable(place, f"is a release record of version {content['release']}, and {_VERSION} is known here")
    return Release(
        name=found.value("name", str),
        version=found.value("version", str),
        app_version=found.value("appVersion", str),
        commit=found.value("commit", str),
        dirty=found.value("dirty", bool),
        build=found.value("build", str),
        epoch=found.value("epoch", int),
        epoch_source=found.value("epochSource", str),
        charts=tuple(Chart(one.file("file"), one.value("sha256", str)) for one in found.items("charts")),
        bundles=tuple(
            Bundle(one.file("file"), one.value("sha256", str), one.value("format", str))
            for one in found.items("bundles")
        ),
        environments={name: _read_environment(one) for name, one in found.entries("environments")},
    )


def _read_environment(found: _Reader) -> Environment:
    return Environment(
        namespace=found.value("namespace", str),
        context=found.value("context", str),
        protected=found.value("protected", bool),
        kube_version=found.value("kubeVersion", str),
        values_file=found.value("valuesFile", str),
        values_hash=found.value("valuesHash", str),
        images=tuple(ImageUse(one.value("image", str), one.value("digest", str)) for one in found.items("images")),
    )


class _Reader:
    """A map of the record, whose values are taken out by their key and type; ``path`` is where it stands."""

    def __init__(self, content: Any, place: str, path: str = "") -> None:
        self._place = place
        self._path = path
        if not isinstance(content, dict):
            raise self._wrong("", "is no map")
        self._content: dict[str, Any] = content

    def value(self, key: str, kind: type) -> Any:
        """The value of a key; InputError where it is missing or of another type."""
        found = self._content.get(key)
        if type(found) is not kind:
            raise self._wrong(key, "is missing" if found is None else f"is no {_KINDS[kind]}")
        return found

    def file(self, key: str) -> str:
        """The name of a file beside the record: one that leads elsewhere is refused."""
        name: str = self.value(key, str)
        if not name or name in {".", ".."} or "/" in name or "\\" in name or "\0" in name:
            raise self._wrong(key, f"{name!r} is no name of a file beside the record")
        return name

    def items(self, key: str) -> Iterable[_Reader]:
        """The maps of a list."""
        found = self.value(key, list)
        return [_Reader(item, self._place, self._below(f"{key}[{at}]")) for at, item in enumerate(found)]

    def entries(self, key: str) -> Iterable[tuple[str, _Reader]]:
        """The maps of a map by their names."""
        found = self.value(key, dict)
        return [(name, _Reader(item, self._place, self._below(f"{key}.{name}"))) for name, item in found.items()]

    def _below(self, key: str) -> str:
        return ".".join(part for part in (self._path, key) if part)

    def _wrong(self, key: str, message: str) -> InputError:
        return _unusable(self._place, message, self._below(key))


_KINDS = {str: "text", int: "whole number", bool: "truth value", list: "list", dict: "map"}


def _unusable(place: str, message: str, path: str = "") -> InputError:
    return InputError([Problem(Place(place, 0, 0), path, message, _CURE)])

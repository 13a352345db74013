"""The files of a release: chart, bundles of rendered files, checksums and the record, from a model and its facts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from generator.documents.emitter import emit
from generator.package import checksums, release
from generator.package.archive import archive
from generator.package.checksums import digest
from generator.package.release import Bundle, Chart, Environment, Release

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.documents.node import Plain
    from generator.package.release import ImageUse
    from generator.resources.model import Model
    from generator.resources.settings import Settings

FORMATS = ("chart", "manifests", "kustomize")
COMMIT = "org.opencontainers.image.revision"
CREATED = "org.opencontainers.image.created"
BUILD = "fairlead.dev/build"
IMAGES = "fairlead.dev/images"
"""Annotations of the chart. Helm copies them to the manifest in a registry; ``created`` takes the place of the time
that helm would write there, so that the manifest's digest is the same for the same chart."""


class Facts(NamedTuple):
    """What a release says besides what is rendered.

    ``commit`` is "" outside of git, ``dirty`` whether a file was not as in it, ``build`` the address of the build or
    "". ``images`` are the images of each environment, ``protected`` the environments that are.
    """

    commit: str
    dirty: bool
    build: str
    epoch: int
    epoch_source: str
    images: Mapping[str, tuple[ImageUse, ...]]
    protected: frozenset[str]


class Packaged(NamedTuple):
    """The files of a release by their names, and its record; the archives come first."""

    files: dict[str, bytes]
    release: Release

    @property
    def archives(self) -> list[str]:
        """The names of the chart's archive and the bundles."""
        return [*(one.file for one in self.release.charts), *(one.file for one in self.release.bundles)]


def packaged(model: Model, facts: Facts, formats: Sequence[str]) -> Packaged:
    """The release of a model in some of FORMATS."""
    metadata = annotated(model, facts)
    version = str(metadata["version"])
    name = f"{model.name}-{version}"
    files: dict[str, bytes] = {}
    charts, bundles = [], []
    if "chart" in formats:
        file = f"{name}.tgz"
        files[file] = archive(_chart(model, metadata), facts.epoch, model.name)
        charts.append(Chart(file, digest(files[file])))
    for sort, tree in _trees(model):
        if sort in formats:
            file = f"{name}-{sort}.tgz"
            files[file] = archive(_encoded(tree), facts.epoch, name)
            bundles.append(Bundle(file, digest(files[file]), sort))
    record = Release(
        name=model.name,
        version=version,
        app_version=str(metadata.get("appVersion", "")),
        commit=facts.commit,
        dirty=facts.dirty,
        build=facts.build,
        epoch=facts.epoch,
        epoch_source=facts.epoch_source,
        charts=tuple(charts),
        bundles=tuple(bundles),
        environments={one: _environment(one, settings, facts) for one, settings in model.environments.items()},
    )
    files[release.FILE] = release.written(record)
    files[checksums.FILE] = checksums.written(files)
    return Packaged(files, record)


def annotated(model: Model, facts: Facts) -> dict[str, Plain]:
    """Chart.yaml with where the chart is from: the commit and its time, the build, the images of all environments."""
    from generator.render.chart import chart_metadata

    images = sorted({one.image for found in facts.images.values() for one in found})
    said = {
        BUILD: facts.build,
        IMAGES: "\n".join(images),
        CREATED: datetime.fromtimestamp(facts.epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        COMMIT: f"{facts.commit}-dirty" if facts.commit and facts.dirty else facts.commit,
    }
    return {**chart_metadata(model), "annotations": {key: value for key, value in said.items() if value}}


def _chart(model: Model, metadata: dict[str, Plain]) -> dict[str, bytes]:
    from generator.render.chart import chart_files

    return _encoded({**chart_files(model), "Chart.yaml": emit(metadata)})


def _trees(model: Model) -> Iterator[tuple[str, dict[str, str]]]:
    """The files of each bundle: manifests in a folder an environment, the kustomization's base and overlays."""
    from generator.render.kustomize import base_files, overlay_files
    from generator.render.manifests import manifest_files

    manifests = {
        f"{name}/{path}": text
        for name, settings in model.environments.items()
        for path, text in manifest_files(model, settings).items()
    }
    overlays = {
        f"overlays/{name}/{path}": text
        for name, settings in model.environments.items()
        for path, text in overlay_files(model, settings).items()
    }
    yield "manifests", manifests
    yield "kustomize", {**{f"base/{path}": text for path, text in base_files(model).items()}, **overlays}


def _encoded(files: Mapping[str, str]) -> dict[str, bytes]:
    return {path: text.encode() for path, text in files.items()}


def _environment(name: str, settings: Settings, facts: Facts) -> Environment:
    cluster = settings.description.get("cluster") or {}
    return Environment(
        namespace=settings.cluster.namespace,
        context=str(cluster.get("context") or ""),
        protected=name in facts.protected,
        kube_version=f"1.{settings.cluster.minor}",
        values_file=f"values.{name}.yaml",
        values_hash=_hash(settings.values),
        images=facts.images.get(name, ()),
    )


def _hash(values: dict[str, Plain]) -> str:
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()

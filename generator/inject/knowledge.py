"""What is known of a workload, and who said so."""

from __future__ import annotations

from generator.inject.keys import BY_ANNOTATION, BY_NAME, PREFIX
from generator.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.inject.settings import Section, Settings
    from generator.objects.resource import Resource


MANIFEST = "the manifest"
"""The source of what an object itself says."""


class Known(NamedTuple):
    """A value and its source in words.

    ``--longest-request``, ``annotation fairlead.dev/longest-request``, ``.fairlead.yaml:4``, ``Service/shop/web``,
    ``EXPOSE 8080 of Dockerfile:7``, ``default``.
    """

    value: Plain
    source: str


class Misspoken(NamedTuple):
    """An annotation whose value nobody can read: where it is, and what is wrong."""

    path: Path
    message: str


def gathered(resource: Resource, settings: Settings) -> tuple[dict[str, Known], list[Misspoken]]:
    """What people say of a workload by the names of ``keys.KEYS``, first wins: flags, annotations, configuration.

    And the annotations that cannot be read.
    """
    said, misspoken = _annotated(resource)
    found = {name: Known(value, BY_NAME[name].flag) for name, value in settings.flags.items()}
    for layer in (said, *_configured(resource, settings.sections)):
        found = {**layer, **found}
    return found, misspoken


def _annotated(resource: Resource) -> tuple[dict[str, Known], list[Misspoken]]:
    """What the annotations of the pod template, and below them those of the workload, say."""
    found: dict[str, Known] = {}
    misspoken = []
    for annotation, value, path in _annotations(resource):
        key = BY_ANNOTATION.get(annotation)
        if key is None or key.name in found:
            continue
        try:
            found[key.name] = Known(key.parse(value), f"annotation {annotation}")
        except ValueError as error:
            misspoken.append(Misspoken(path, f"{annotation}: {value!r} {error}"))
    return found, misspoken


def _annotations(resource: Resource) -> Iterator[tuple[str, Plain, Path]]:
    pod = resource.pod
    places: list[tuple[Mapping[str, Plain], Path]] = [(resource.annotations, ("metadata", "annotations"))]
    if pod is not None:
        places.insert(0, (pod.metadata.get("annotations") or {}, (*pod.path, "metadata", "annotations")))
    for said, path in places:
        for name, value in said.items():
            if name.startswith(PREFIX):
                yield name, value, (*path, name)


def _configured(resource: Resource, sections: tuple[Section, ...]) -> Iterator[dict[str, Known]]:
    for section in sections:
        if _chooses(section, resource):
            yield {name: Known(value, section.source) for name, value in section.values.items()}


def _chooses(section: Section, resource: Resource) -> bool:
    from fnmatch import fnmatchcase

    wanted = ((section.kind, resource.kind), (section.name, resource.name), (section.namespace, resource.namespace))
    if any(glob and not fnmatchcase(text, glob) for glob, text in wanted):
        return False
    labels = {**(resource.pod.labels if resource.pod else {}), **resource.labels}
    return all(key in labels and fnmatchcase(str(labels[key]), glob) for key, glob in section.labels.items())

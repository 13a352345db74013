"""The images of each environment, and which of them can be another one tomorrow under the same name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.documents.manifest import flatten
from generator.errors import Problem
from generator.objects.images import is_mutable, is_placeholder, parse
from generator.objects.resource import Resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.documents.source import Source
    from generator.errors import Place
    from generator.package.release import ImageUse

_CURE = "name a version that is never pushed again, or better a digest: sha256:…"
_NO_TAG_CHARACTER = re.compile("[^A-Za-z0-9_.-]")


class Used(NamedTuple):
    """An image that a container of an environment names: the object, and the line of the description."""

    image: str
    environment: str
    object: str
    place: Place
    source_line: str


def used_images(source: Source) -> Iterator[Used]:
    """The images of the containers of an environment's objects, in the order of these."""
    for manifest in flatten(source.manifests):
        if not isinstance(manifest.value, dict):
            continue
        resource = Resource(manifest, manifest.value)
        for container in resource.pod.containers if resource.pod else ():
            path = (*container.pod.path, *container.path, "image")
            place = manifest.place(path)
            image = container.value.get("image")
            line = manifest.origin.line(place)
            yield Used(image if isinstance(image, str) else "", source.environment, str(resource), place, line)


def recorded(used: Iterable[Used]) -> tuple[ImageUse, ...]:
    """The images, each once, for the record of a release."""
    from generator.package.release import ImageUse

    return tuple(ImageUse(image, parse(image).digest) for image in sorted({one.image for one in used if one.image}))


def movable(used: Iterable[Used], protected: Iterable[str], branches: frozenset[str]) -> list[Problem]:
    """What can move, by its line: an error in protected environments, a warning in the others.

    ``branches`` are the names of the repository's branches: an image tagged with one is pushed with each commit.
    """
    guarded = frozenset(protected)
    tags = frozenset(_NO_TAG_CHARACTER.sub("-", branch).lower() for branch in branches)
    found: dict[Problem, list[str]] = {}
    for one in used:
        reason = _reason(one.image, tags)
        if reason:
            severity = "error" if one.environment in guarded else "warning"
            place = one.place if one.place.source else None
            problem = Problem(place, "", f"{one.image or 'no image'}: {reason}", _CURE, one.source_line, severity)
            names = found.setdefault(problem, [])
            names += [one.environment] if one.environment not in names else []
    problems = [problem._replace(environments=tuple(names)) for problem, names in found.items()]
    return sorted(problems, key=lambda one: (one.severity, one.place or ("", 0, 0), one.message))


def _reason(text: str, branches: frozenset[str]) -> str:
    """Why an image can be another one tomorrow, "" where it cannot as far as its name tells."""
    image = parse(text)
    if image.digest:
        return ""
    if is_placeholder(text):
        return "stands for an image that is put in later"
    if not image.tag:
        return "has no tag, which means latest, and that moves"
    if is_mutable(image.tag):
        return f"the tag {image.tag} moves"
    if image.tag.lower() in branches:
        return f"the tag {image.tag} is the name of a branch, and moves with it"
    return ""

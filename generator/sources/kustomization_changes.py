"""What in a kustomization set a value that its resource has not: a patch, or a field such as ``images``."""

from __future__ import annotations

import os

from generator.documents.reading import read
from generator.errors import Problem
from generator.lean import TYPE_CHECKING, NamedTuple
from generator.lint.kustomization import patches
from generator.objects.values import at, maps
from generator.sources.counterparts import alike, counterpart, value_at
from generator.sources.texts import text_of

if TYPE_CHECKING:
    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.errors import Place
    from generator.sources.kustomization_files import Kustomization


class Changed(NamedTuple):
    """A value that was changed: the object that it is in, the object's name before, its path, and the value."""

    object: dict[str, Plain]
    name: str
    path: Path
    value: Plain


def change_behind(chain: list[Kustomization], changed: Changed) -> Place | None:
    """Where the outermost kustomization that can have set a value says so."""
    for kustomization in chain:
        place = _patch(kustomization, changed) or _field(kustomization, changed)
        if place is not None:
            return place
    return None


def _patch(kustomization: Kustomization, changed: Changed) -> Place | None:
    for patch in reversed(list(patches(kustomization.value))):
        if not _is_meant(patch.target, changed):
            continue
        if patch.is_inline:
            if _set_by(patch.text, kustomization.file, changed) is not None:
                return kustomization.place(patch.where, key=True)
            continue
        file = os.path.normpath(os.path.join(kustomization.folder, patch.text))
        text = text_of(file)
        place = None if isinstance(text, Problem) else _set_by(text, file, changed)
        if place is not None:
            return place
    return None


def _is_meant(target: Plain, changed: Changed) -> bool:
    """Whether a target can mean an object; selectors by label and annotation are taken to."""
    if not isinstance(target, dict):
        return True
    if target.get("kind") not in (None, "", changed.object.get("kind")):
        return False
    name = target.get("name")
    return not isinstance(name, str) or not name or _matches(name, changed.name)


def _matches(pattern: str, name: str) -> bool:
    import re

    try:
        return re.fullmatch(pattern, name) is not None
    except (re.error, OverflowError):
        return pattern == name


def _set_by(text: str, file: str, changed: Changed) -> Place | None:
    """The place in a patch of what set a value."""
    for document in read(text, file).documents:
        if isinstance(document.value, list):
            place = next(
                (
                    document.place((index, "value") if "value" in operation else (index, "path"))
                    for index, operation in reversed(list(enumerate(document.value)))
                    if isinstance(operation, dict) and _leads_to(operation.get("path"), changed.path)
                ),
                None,
            )
            if place is not None:
                return place
        elif isinstance(document.value, dict) and _is_same(document.value, changed):
            path, whole = counterpart(changed.object, document.value, changed.path)
            if whole and alike(value_at(document.value, path), changed.value):
                return document.place(path)
    return None


def _is_same(patch: dict[str, Plain], changed: Changed) -> bool:
    """Whether a strategic patch is about an object; one with a target of its own may carry any name."""
    return patch.get("kind") in (None, changed.object.get("kind")) and (
        at(patch, "metadata", "name") in (None, changed.name) or changed.name in str(at(patch, "metadata", "name"))
    )


def _leads_to(pointer: Plain, path: Path) -> bool:
    """Whether a JSON pointer is that of a path or of something around it; ``-`` is the end of a list."""
    if not isinstance(pointer, str) or not pointer.startswith("/"):
        return False
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer[1:].split("/")]
    if len(steps) > len(path):
        return False
    return all(
        step == str(own) or (step == "-" and isinstance(own, int)) for step, own in zip(steps, path, strict=False)
    )


def _field(kustomization: Kustomization, changed: Changed) -> Place | None:
    """The field of a kustomization that sets values like this one."""
    path = _field_path(kustomization.value, changed)
    return None if path is None else kustomization.place(path, key=not path or isinstance(path[-1], str))


def _field_path(value: dict[str, Plain], changed: Changed) -> Path | None:
    last = changed.path[-1] if changed.path else ""
    around = changed.path[-2] if len(changed.path) > 1 else ""
    if last == "image":
        return _image(value, changed.value)
    if changed.path == ("spec", "replicas"):
        return _named(value, "replicas", changed.name)
    if around in ("labels", "matchLabels", "selector"):
        return _label(value, last)
    if last == "namespace" and value.get("namespace") == changed.value:
        return ("namespace",)
    return _metadata(value, changed, around, last) or _generator(value, changed)


def _metadata(value: dict[str, Plain], changed: Changed, around: str | int, last: str | int) -> Path | None:
    if around == "annotations" and at(value, "commonAnnotations", last) is not None:
        return ("commonAnnotations", last)
    if changed.path != ("metadata", "name"):
        return None
    return next(((key,) for key in ("namePrefix", "nameSuffix") if value.get(key)), None)


def _image(value: dict[str, Plain], image: Plain) -> Path | None:
    """The item of ``images`` that gave an image its name, tag or digest."""
    for index, item in enumerate(maps(value.get("images"))):
        name = str(item.get("newName") or item.get("name"))
        ending = str(image)[len(name) :]
        if str(image).startswith(name) and ending[:1] in ("", ":", "@"):
            part = next((key for key in ("digest", "newTag", "newName") if item.get(key)), "name")
            return ("images", index, part)
    return None


def _named(value: dict[str, Plain], key: str, name: str) -> Path | None:
    found = (index for index, item in enumerate(maps(value.get(key))) if item.get("name") == name)
    return next(((key, index) for index in found), None)


def _label(value: dict[str, Plain], label: str | int) -> Path | None:
    if at(value, "commonLabels", label) is not None:
        return ("commonLabels", label)
    for index, item in enumerate(maps(value.get("labels"))):
        if at(item, "pairs", label) is not None:
            return ("labels", index, "pairs", label)
    return None


def _generator(value: dict[str, Plain], changed: Changed) -> Path | None:
    """The generator of a ConfigMap or a Secret: its name without the hash that kustomize appends."""
    key = {"ConfigMap": "configMapGenerator", "Secret": "secretGenerator"}.get(str(changed.object.get("kind")), "")
    for index, item in enumerate(maps(value.get(key))):
        name = item.get("name")
        if isinstance(name, str) and name and name in changed.name:
            return (key, index)
    return None

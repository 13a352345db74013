"""Where a difference is to be looked for: the line that a person wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from generator.diff.model import Difference, ObjectDiff
    from generator.documents.manifest import Manifest, Path
    from generator.documents.node import Plain
    from generator.errors import Place


def edited(manifest: Manifest, path: Path, *, key: bool = False) -> Place:
    """The line to edit for the value at a path: the values file's of a chart, app.yaml's of an app, or its own.

    What came from defaults that ship with fairlead has no line but the nearest one of the app.yaml.
    """
    # An origin without a text knows the description itself; its causes are the shipped defaults.
    if not manifest.origin.text:
        return _described(manifest, path)
    if not hasattr(manifest.origin, "cause"):
        return manifest.place(path, key=key)
    causes = (manifest.cause(one) for one in (path, *(_leaves(manifest, path) if path else ())))
    return next((cause for cause in causes if cause is not None), None) or manifest.place(path, key=key)


def _described(manifest: Manifest, path: Path) -> Place:
    """The line of a description that gave a value; of a map or a list the first line that gave a part of it."""
    own = manifest.place(path)
    if not path or own != manifest.place(()):
        return own
    places = (manifest.place(leaf) for leaf in _leaves(manifest, path))
    return next((place for place in places if place != own), own)


def _leaves(manifest: Manifest, path: Path) -> Iterator[Path]:
    """The paths of the scalars in the map or list at a path, none for a scalar."""
    value = at(manifest.value, *path)
    return _below(value, path) if isinstance(value, dict | list) else iter(())


def _below(value: Plain, path: Path) -> Iterator[Path]:
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _below(child, (*path, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _below(child, (*path, index))
    else:
        yield path


def place_of(diff: ObjectDiff, difference: Difference) -> tuple[Place | None, Literal["before", "after"]]:
    """The line of a difference, and the side whose files it is in: before for what is gone, else after."""
    if difference.after_path is not None and diff.after is not None:
        added = difference.before_path is None
        return edited(diff.after.manifest, difference.after_path, key=added), "after"
    if difference.before_path is not None and diff.before is not None:
        return edited(diff.before.manifest, difference.before_path, key=True), "before"
    return None, "after"

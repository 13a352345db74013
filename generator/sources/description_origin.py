"""Where in an app description the values of a rendered object come from."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.render.resolve import setting_behind
from generator.resources.nodes import Optional, Setting, settings_used
from generator.resources.settings import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.app.application import Application
    from generator.documents.manifest import Path
    from generator.documents.node import Node, Plain
    from generator.errors import Place
    from generator.resources.nodes import Tree
    from generator.resources.settings import Settings

_SHIPPED = ("defaults", "preset")
"""The layers that nobody wrote in this description."""
_SECTIONS = {
    "configmap": "config",
    "externalsecret": "secrets",
    "persistentvolumeclaim": "volumes",
}
"""The sections of a description that objects without a component are made from, by the start of their ids."""


class DescriptionOrigin:
    """The origin of one object of one environment; places are lines that a person wrote.

    A value leads to the setting behind it, the setting to the paths of the description that it was made from. What
    was made from shipped defaults, or is the same in every app, leads to the component, or the section, that the
    object belongs to; ``cause`` then names the default's own place.
    """

    __slots__ = ("_application", "_part", "_settings", "_tree", "_value")

    text = ""

    def __init__(
        self, application: Application, settings: Settings, object_id: str, tree: Tree, value: dict[str, Plain]
    ) -> None:
        self._application = application
        self._settings = settings
        self._part = _part(object_id)
        self._tree = tree
        self._value = value

    @property
    def source(self) -> str:
        """The app description, as a person named it."""
        return self._application.source

    def place(self, path: Path, *, key: bool = False) -> Place:
        """The line of the description that gave the value at a path, or is the nearest reason for it."""
        steps = tuple(str(step) for step in path)
        node = self._patch(steps)
        if node is None:
            found = list(self._inputs(steps))
            node = next((one for one in found if one is not None and _is_written(one)), None)
            if node is None:
                return self._of_part()
        return node.key_place if key or isinstance(node.value, dict | list) else node.place

    def cause(self, path: Path) -> Place | None:
        """The place in the shipped defaults, or in a preset, of a value that nobody wrote; None for any other."""
        found = [node for node in self._inputs(tuple(str(step) for step in path)) if node is not None]
        return found[0].place if found and not any(map(_is_written, found)) else None

    def line(self, place: Place) -> str:
        """The line of the description, or of a file that it names."""
        lines = self._application.texts.get(place.source, [])
        return lines[place.line - 1] if 0 < place.line <= len(lines) else ""

    def _inputs(self, steps: tuple[str, ...]) -> Iterator[Node | None]:
        """The nodes of the description that the value at a path was made from, the nearest first."""
        node, rest = setting_behind(self._tree, steps, self._settings.values)
        if isinstance(node, Setting):
            yield from self._behind((*node.path, *rest))
        elif isinstance(node, Optional):
            yield from self._behind((*node.setting.path, *rest))
        elif not isinstance(node, dict | list):
            for path in sorted(settings_used(node), reverse=True):
                yield from self._behind(path)

    def _behind(self, path: tuple[str, ...]) -> Iterator[Node | None]:
        """The nodes that a value of the settings was made from: below the input where it was taken as it is."""
        reason, rest = self._reason(path)
        for source in reason.inputs:
            steps = source
            if source == ("extra", "manifests"):
                steps = (*source, reason.rule.removeprefix("from "))
            yield self._deepest(steps, rest)

    def _reason(self, path: tuple[str, ...]) -> tuple[Reason, tuple[str, ...]]:
        for length in range(len(path), 0, -1):
            reason = self._settings.reasons.get(path[:length])
            if reason is not None:
                return reason, path[length:]
        return Reason("", ()), ()

    def _deepest(self, steps: tuple[str, ...], rest: tuple[str, ...]) -> Node | None:
        """The node at an input, or as far below it as the rest of the path leads."""
        node = self._settings.node.at(steps)
        for step in rest:
            below = node.at((step,)) if node is not None else None
            if below is None:
                break
            node = below
        return node

    def _patch(self, steps: tuple[str, ...]) -> Node | None:
        """The value of the last patch of this object that set a path, or what is around it."""
        extra = self._settings.node.get("extra")
        patches = extra.get("patches") if extra is not None else None
        found: Node | None = None
        for patch in patches.value if patches is not None else []:
            target, operations = patch.get("target"), patch.get("patch")
            if target is not None and operations is not None and self._is_meant(target):
                for operation in operations.value:
                    found = _set_by(operation, steps) or found
        return found

    def _is_meant(self, target: Node) -> bool:
        group, _, version = str(self._value["apiVersion"]).rpartition("/")
        facts = {
            "kind": self._value["kind"],
            "name": self._value["metadata"].get("name"),
            "component": self._part[1] if self._part[0] == "components" else "",
            "group": group,
            "version": version,
        }
        return all(facts.get(key) == child.value for key, child in target.items())

    def _of_part(self) -> Place:
        """The place of the component or section that the object was made from."""
        node: Node = self._settings.node
        for step in self._part:
            below = node.get(step)
            if below is None or not _is_written(_first_written(below)):
                break
            node = below
        return _first_written(node).key_place


def _part(object_id: str) -> tuple[str, ...]:
    sort, dot, name = object_id.partition(".")
    if sort == "extra":
        return ("extra", "manifests")
    return (_SECTIONS[sort], name) if dot and sort in _SECTIONS else ("components", object_id.partition("/")[0])


def _is_written(node: Node) -> bool:
    return not node.layer.startswith(_SHIPPED)


def _first_written(node: Node) -> Node:
    """The node of the lowest layer that a person wrote: a map that an environment adds to began in the app."""
    while node.previous is not None and isinstance(node.value, dict) and _is_written(node.previous):
        node = node.previous
    return node


def _set_by(operation: Node, steps: tuple[str, ...]) -> Node | None:
    """The part of a patch's operation that gave the value at a path, None where it is about another one."""
    pointer = operation.get("path")
    if pointer is None or not isinstance(pointer.value, str):
        return None
    path = tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.value.split("/")[1:])
    if not path or steps[: len(path)] != path:
        return None
    value = operation.get("value")
    return (value.at(steps[len(path) :]) if value is not None else None) or value or pointer

"""``--set path=value``: layers that a command line lays over an environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.app.check import Check
from generator.app.layers import Layer
from generator.app.paths import parse
from generator.app.schema import Schema, definition
from generator.app.trees import copied, unusable
from generator.documents.node import Node
from generator.documents.reader import read_document
from generator.errors import FairleadError, Place, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.app.paths import Path

NAME = "--set"


def assigned(assignments: Iterable[str]) -> list[Layer]:
    """A layer for each ``path=value``, not yet normalised. UsageError where one is malformed."""
    return [_layer(assignment) for assignment in assignments]


def check_assignment(layer: Layer) -> Check:
    """What the schema finds wrong with a layer of the command line, which is pruned of it."""
    check = Check()
    check.value(layer.tree, _settable(), ())
    check.prune()
    return check


def applicable(settings: Iterable[Layer], app: Node) -> list[Layer]:
    """The layers that the base can take too: those that are not about a component of some environments only."""
    components = app.get("components")
    known = dict(components.items()) if components is not None else {}
    return [layer for layer in settings if all(name in known for name in _components(layer.tree))]


def _components(tree: Node) -> list[str]:
    components = tree.get("components")
    return list(components.value) if components is not None else []


def _settable() -> Schema:
    """An environment's schema without the words that choose its layers: those are chosen already."""
    schema = definition("environment")
    known = {key: value for key, value in schema["properties"].items() if key not in ("preset", "extends")}
    return {**schema, "properties": known}


def _layer(assignment: str) -> Layer:
    place = Place(f"{NAME} {assignment}", 0, 0)
    path, text = _split(assignment)
    node = _value(text, assignment, place)
    for step in reversed(path):
        node = Node({step: node}, place, place, None, NAME)
    return Layer(NAME, node)


def _split(assignment: str) -> tuple[Path, str]:
    end = _end_of_path(assignment)
    if end is None:
        raise UsageError(f"{NAME} {assignment}: write it as path=value, as in image.tag=1.42.0")
    try:
        return parse(assignment[:end]), assignment[end + 1 :]
    except ValueError as error:
        raise UsageError(f"{NAME} {assignment}: {error}") from None


def _end_of_path(assignment: str) -> int | None:
    """Where the first equals sign is that is neither quoted nor escaped."""
    quoted = escaped = False
    for index, character in enumerate(assignment):
        if escaped:
            escaped = False
        elif character == "\\":
            escaped = True
        elif character == '"':
            quoted = not quoted
        elif character == "=" and not quoted:
            return index
    return None


def _value(text: str, assignment: str, place: Place) -> Node:
    """What YAML makes of a value; nothing after the equals sign is empty text, not null."""
    if not text:
        return Node("", place, place, "", NAME)
    try:
        node = read_document(text, place.source)
    except FairleadError as error:
        raise UsageError(f"{NAME} {assignment}: the value is not YAML: {error}") from None
    problem = unusable(node)
    if problem:
        raise UsageError(f"{NAME} {assignment}: the value {problem}")
    return copied(node, NAME, place)

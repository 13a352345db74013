"""Where a value comes from: a path of the description, of the values, or of a rendered object."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from generator.app.paths import Path, parse, show
from generator.app.wording import nearest
from generator.documents.node import plain
from generator.errors import UsageError
from generator.render.outputs import checked_model
from generator.render.resolve import objects, setting_behind
from generator.resources.nodes import Checksum, Optional, Release, Setting, Text, settings_used
from generator.resources.settings import AS_WRITTEN, Reason, lookup

if TYPE_CHECKING:
    from generator.app.application import Application
    from generator.documents.node import Node, Plain
    from generator.errors import Place
    from generator.resources.model import Model
    from generator.resources.nodes import Tree
    from generator.resources.settings import Settings

_MISSING = object()


class Step(NamedTuple):
    """A line of an explanation: its kind ("written", "overrode", "rule", "input", "setting"), text and place."""

    kind: str
    text: str
    place: Place | None = None

    def __str__(self) -> str:
        return " ".join(filter(None, [self.kind, self.text, f"({self.place})" if self.place else ""]))


class Explanation(NamedTuple):
    """A value and the steps that led to it, the last word first."""

    value: Plain
    steps: list[Step]


def explain(application: Application, path: str, environment: str) -> Explanation:
    """Why a value is what it is in an environment. UsageError for a path that leads to nothing.

    ``path`` is one of the description (``components.web.replicas``), of the values (``web.strategy``) or of an object's
    field (``deployment/shop-web:spec.replicas``).
    """
    model = checked_model(application, [environment])
    settings = model.environments[environment]
    if ":" in path and "/" in path.partition(":")[0]:
        return _field(model, settings, *path.split(":", 1))
    try:
        steps = parse(path)
    except ValueError as error:
        raise UsageError(f"the path {path} cannot be read: {error}") from error
    node = settings.node.at(steps)
    if node is not None:
        return Explanation(plain(node), _written(node))
    value = lookup(settings.values, steps)
    if value is None:
        raise UsageError(_unknown(settings, steps))
    return Explanation(value, _setting(settings, steps))


def _unknown(settings: Settings, steps: Path) -> str:
    """What to say of a path that leads to nothing: where it ends, and what is there."""
    whole = settings.values if steps[0] in settings.values else plain(settings.node)
    depth = 0
    while depth < len(steps) and lookup(whole, steps[: depth + 1]) is not None:
        depth += 1
    found = lookup(whole, steps[:depth])
    known = list(found) if isinstance(found, dict) else []
    close = nearest(steps[depth], known)
    hint = f"; nearest: {close}" if close else ""
    there = f" has {', '.join(known)}{hint}" if known else " has nothing below it"
    return f"{show(steps)} is not set in {settings.environment}: {show(steps[:depth]) or 'the description'}{there}"


def _written(node: Node) -> list[Step]:
    """Where a value was written, and what it overrode, back to the first."""
    found = [Step("written", f"by {node.layer}" if node.layer else "", node.place)]
    earlier = node.previous
    while earlier is not None:
        shown = _short(plain(earlier))
        found.append(Step("overrode", f"{shown} by {earlier.layer}" if earlier.layer else shown, earlier.place))
        earlier = earlier.previous
    return found


def _short(value: Plain) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "…"  # noqa: PLR2004 — what fits on a line beside the place


def _setting(settings: Settings, path: Path) -> list[Step]:
    """The rule behind a value of the values, and what went into it."""
    reason, rest = _reason(settings, path)
    if reason.rule == AS_WRITTEN and len(reason.inputs) == 1:
        node = settings.node.at((*reason.inputs[0], *rest)) or settings.node.at(reason.inputs[0])
        return [Step("setting", show(path)), *(_written(node) if node is not None else [])]
    steps = [Step("setting", show(path)), Step("rule", reason.rule)]
    for source in reason.inputs:
        node = settings.node.at(source)
        if node is not None:
            steps += [Step("input", f"{show(source)} = {_short(plain(node))}", node.place), *_written(node)[1:]]
    return steps


def _reason(settings: Settings, path: Path) -> tuple[Reason, Path]:
    """The reason of the nearest setting above a path, and what is left of the path below it."""
    for length in range(len(path), 0, -1):
        if path[:length] in settings.reasons:
            return settings.reasons[path[:length]], path[length:]
    return Reason("the same in every environment", ()), path


def _field(model: Model, settings: Settings, name: str, field: str) -> Explanation:
    kind, _, own = name.partition("/")
    resolved = objects(model, settings)
    found = [
        key
        for key, item in resolved.items()
        if item["kind"].lower() == kind.lower() and item["metadata"]["name"] == own
    ]
    if not found:
        known = ", ".join(f"{item['kind'].lower()}/{item['metadata']['name']}" for item in resolved.values())
        raise UsageError(f"there is no {kind}/{own} in {settings.environment}; there are: {known}")
    try:
        steps = _named(resolved[found[0]], parse(field))
    except ValueError as error:
        raise UsageError(f"the path {field} cannot be read: {error}") from error
    tree = next(item.tree for item in model.objects if item.id == found[0])
    value = _value(resolved[found[0]], steps)
    if value is _MISSING:
        raise UsageError(f"{name} has no {field} in {settings.environment}")
    node, rest = setting_behind(tree, steps, settings.values)
    return Explanation(value, _behind(settings, node, rest))


def _named(value: Plain, path: Path) -> Path:
    """The path with list items that were named (``containers.web``) as numbers."""
    found: list[str] = []
    for step in path:
        here = _value(value, tuple(found))
        names = (
            [str(item.get("name", "")) if isinstance(item, dict) else "" for item in here]
            if isinstance(here, list)
            else []
        )
        found.append(str(names.index(step)) if step in names else step)
    return tuple(found)


def _value(value: Plain, path: Path) -> Plain:
    for step in path:
        if isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, dict) and step in value:
            value = value[step]
        else:
            return _MISSING
    return value


def _behind(settings: Settings, node: Tree, rest: Path) -> list[Step]:
    match node:
        case Setting():
            return _setting(settings, (*node.path, *rest))
        case Optional():
            return _setting(settings, (*node.setting.path, *rest))
        case Text() | Checksum() | Release():
            used = sorted(settings_used(node))
            rule = "made from the release's name" if not used else f"made from {', '.join(show(path) for path in used)}"
            return [Step("rule", rule), *(step for path in used for step in _setting(settings, path))]
        case dict() | list():
            used = sorted(settings_used(node))
            return [
                Step(
                    "rule",
                    f"made from {', '.join(show(path) for path in used)}" if used else "the same in every environment",
                )
            ]
    return [Step("rule", "part of every object of this kind: no environment changes it")]

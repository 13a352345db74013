"""The effects of two texts of manifests, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diff.compare import compare
from generator.diff.effects.environment import effects_of
from generator.diff.steps import shown
from generator.documents.manifest import Manifest, flatten
from generator.documents.reading import read
from generator.objects.admission import admit
from generator.objects.scope import Scope

if TYPE_CHECKING:
    from generator.diff.effect import Effect
    from generator.diff.model import EnvironmentDiff, ObjectDiff

NEWEST = 37


def scope_of(text: str, name: str, minor: int = NEWEST, *, whole: bool = True, strict: bool = True) -> Scope:
    """The objects of a text, in which nothing is wrong if it is taken strictly."""
    reading = read(text, name)
    assert not (strict and reading.problems), reading.problems
    manifests = flatten(Manifest(document.value, document) for document in reading.documents)
    found = [admit(manifest, minor, {}).resource for manifest in manifests]
    return Scope([one for one in found if one is not None], minor, {}, whole=whole)


def effects_between(before: str, after: str, minor: int = NEWEST, *, whole: bool = True) -> EnvironmentDiff:
    """The differences of two texts, with their effects."""
    sides = [
        scope_of(text, name, minor, whole=whole) for text, name in ((before, "before.yaml"), (after, "after.yaml"))
    ]
    (environment,) = compare({"": sides[0]}, {"": sides[1]}, ("before", "after")).environments
    return effects_of(environment, minor)


def told(diff: EnvironmentDiff) -> str:
    """All effects as the expected texts of fixtures/diff/effects hold them."""
    lines = [line for one in diff.objects for line in (head(one), *map(told_effect, one.effects))]
    if diff.effects:
        lines += ["the environment", *map(told_effect, diff.effects)]
    return "".join(f"{line}\n" for line in lines)


def head(diff: ObjectDiff) -> str:
    """``Deployment/web changed: spec.replicas``."""
    paths = ", ".join(shown(one.path) + (" (order)" if one.order else "") for one in diff.differences)
    return f"{diff.resource} {diff.action}{f': {paths}' if paths else ''}"


def told_effect(effect: Effect) -> str:
    """An effect with all that it knows, over several lines."""
    where = f"{effect.cause}: " if effect.cause else ""
    lines = [f"  {effect.kind}: {where}{effect.object}: {effect.message}"]
    if effect.path:
        lines.append(f"      path: {shown(effect.path)}")
    if effect.cure:
        lines.append(f"      cure: {effect.cure}")
    if effect.pods is not None:
        lines.append(f"      pods: {effect.pods}")
    if effect.numbers:
        lines.append(f"      numbers: {', '.join(f'{key} {value}' for key, value in effect.numbers.items())}")
    return "\n".join(lines)

"""Objects that tests write as text, as scopes and as diffs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.diff.compare import compare
from generator.diff.model import ABSENT
from generator.diff.steps import shown
from generator.documents.emitter import emit
from generator.documents.manifest import flatten
from generator.objects.admission import admit
from generator.objects.scope import Scope
from generator.schemas.bundle import versions
from generator.sources.manifests import text_source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.diff.model import Diff, Difference, ObjectDiff

NEWEST = versions()[-1]


def scope(text: str, name: str = "shop.yaml", minor: int = NEWEST, *, whole: bool = False) -> Scope:
    """The objects of a text, as read from a file of this name."""
    source = text_source(name, text)
    admitted = [admit(manifest, minor, {}) for manifest in flatten(source.manifests)]
    return Scope([one.resource for one in admitted if one.resource is not None], minor, {}, whole=whole)


def diff_of(before: str, after: str, *, across: bool = False) -> Diff:
    """What differs between two texts, as one environment without a name."""
    return compare({"": scope(before)}, {"": scope(after)}, ("HEAD", "working tree"), across=across)


def objects_of(before: str, after: str, *, across: bool = False) -> tuple[ObjectDiff, ...]:
    """The objects that differ between two texts."""
    return diff_of(before, after, across=across).environments[0].objects


def differences_of(before: str, after: str) -> tuple[Difference, ...]:
    """The differences of the one object that two texts have."""
    found = objects_of(before, after)
    if not found:
        return ()
    (one,) = found
    return one.differences


def said(differences: Iterable[Difference]) -> list[str]:
    """Differences as short lines: ``spec.replicas: 1 -> 2``, ``+ path: value``, ``- path: value``, ``~ path``."""
    return [_said(one) for one in differences]


def _said(one: Difference) -> str:
    path = shown(one.path)
    if one.order:
        before, after = (" ".join(str(item.keys[0][1]) for item in side) for side in (one.before, one.after))
        return f"{one.order}: {path}: {before} -> {after}"
    if one.before is ABSENT:
        return f"+ {path}: {one.after}"
    return f"- {path}: {one.before}" if one.after is ABSENT else f"{path}: {one.before} -> {one.after}"


def text_of(*objects: dict[str, Any]) -> str:
    """Objects as the text of a file."""
    return "---\n".join(emit(one) for one in objects)


def deployment(containers: str = "[{name: web, image: 'shop:1.0'}]", pod: str = "", spec: str = "") -> str:
    """A Deployment with these containers, and more fields of its pods and of its own, each with a comma behind it."""
    template = f"{{metadata: {{labels: {{app: web}}}}, spec: {{{pod}containers: {containers}}}}}"
    return (
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\n"
        f"spec: {{{spec}selector: {{matchLabels: {{app: web}}}}, template: {template}}}\n"
    )

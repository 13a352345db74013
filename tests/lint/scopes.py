"""Scopes of objects that tests write as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.objects.resource import Resource
from generator.objects.scope import Scope
from tests.lint.linting import NEWEST, source_of

if TYPE_CHECKING:
    from generator.documents.manifest import Manifest


def _manifest() -> Manifest:
    return source_of("apiVersion: v1\nkind: Pod\n").manifests[0]


def scope_of(*objects: dict[str, Any], whole: bool = False) -> Scope:
    """The objects as one scope, for rules without options."""
    manifest = _manifest()
    return Scope([Resource(manifest, one) for one in objects], NEWEST, {}, whole=whole)

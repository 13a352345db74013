"""A text as the scope that rules are asked with, for tests of the facts that they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.documents.manifest import Manifest, flatten
from generator.documents.reading import read
from generator.objects.admission import admit
from generator.objects.scope import Scope
from tests.lint.linting import NEWEST

if TYPE_CHECKING:
    from generator.objects.resource import Resource


def scope_of(text: str, *, whole: bool = False, minor: int = NEWEST) -> Scope:
    """The objects of a text."""
    manifests = [Manifest(document.value, document) for document in read(text, "scope.yaml").documents]
    admitted = [admit(manifest, minor, {}) for manifest in flatten(manifests)]
    return Scope([one.resource for one in admitted if one.resource is not None], minor, {}, whole=whole)


def only(scope: Scope, name: str) -> Resource:
    """The one object of a name (``Service/web``, ``Service/shop/web``)."""
    (found,) = [one for one in scope.resources if str(one) == name]
    return found


def pod(name: str, labels: str = "{}", spec: str = "", namespace: str = "") -> str:
    """A document with a pod: flow maps for its labels and what its spec holds beside the containers."""
    where = f", namespace: {namespace}" if namespace else ""
    return (
        f"---\napiVersion: v1\nkind: Pod\nmetadata: {{name: {name}{where}, labels: {labels}}}\n"
        f"spec: {{containers: [{{name: main, image: 'a:1'}}]{spec}}}\n"
    )


def named(api_version: str, kind: str, name: str, rest: str = "", namespace: str = "") -> str:
    """A document with an object: its name, and a line with what else it holds."""
    where = f", namespace: {namespace}" if namespace else ""
    return f"---\napiVersion: {api_version}\nkind: {kind}\nmetadata: {{name: {name}{where}}}\n{rest}\n"

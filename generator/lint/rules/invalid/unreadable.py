"""A file that cannot be read as Kubernetes reads it, or a chart or kustomization that cannot be rendered.

Nothing in it can be applied, and nothing else that is wrong with it can be found: broken YAML, a key that stands
twice, text behind the end of a document that Kubernetes drops without a word, a file that is no UTF-8 text, a
template that helm stops at, a file that a kustomization names and that is not there. It hides no other finding: what
can be read is looked at.

The template of a chart is no YAML before it is rendered. Met in a folder it is a warning here; lint the chart that it
is part of, or leave it out with `exclude`.

Source: sigs.k8s.io/yaml in its strict mode, as kubectl and the API server use it; helm; kustomize.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.source import Source
    from generator.errors import Problem


def check(source: Source) -> Iterator[Problem]:
    """What could not be read or rendered."""
    if source.kind != "app":
        yield from source.problems

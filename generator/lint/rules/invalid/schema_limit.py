"""A value outside the limits that a schema sets: a pattern, a length, a range, an exclusive choice.

Schemas of custom resources (CRDs) hold limits of their own: `minimum`, `maxLength`, `pattern`, `oneOf` and more. The
API server checks each object against them and refuses what is outside.

Rules in the expression language CEL (`x-kubernetes-validations`) are not evaluated: a custom resource that breaks
one of them passes here.

Source: *CustomResourceDefinition*, Kubernetes' API reference; the schema itself.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.mismatches import of_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.rule import Report
    from generator.schemas.check import Mismatch


def check(mismatches: list[Mismatch]) -> Iterator[Report]:
    """The mismatches that this rule speaks of."""
    return of_kind(mismatches, "limit")

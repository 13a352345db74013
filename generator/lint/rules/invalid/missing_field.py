"""A field that the kind requires is missing.

The API server refuses the object: it has no default for the field and cannot guess it.

```yaml
kind: Deployment
spec:
  template: {…}     # wrong: selector is missing
```

Source: the OpenAPI schemas that Kubernetes publishes for each version (`required`).
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
    return of_kind(mismatches, "required")

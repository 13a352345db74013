"""A value of another type than the field has: a number where text is wanted, a map where a list is.

The API server cannot decode the object and refuses it as a whole. Numbers and booleans in labels, annotations and
`env` are the usual case, because YAML reads `"true"` without its quotes as a boolean and `8080` as a number.

```yaml
env:
  - {name: PORT, value: 8080}     # wrong: value is text
  - {name: PORT, value: "8080"}   # right
```

Source: the OpenAPI schemas that Kubernetes publishes for each version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.lint.mismatches import of_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.rule import Report
    from generator.schemas.check import Mismatch


def check(mismatches: list[Mismatch]) -> Iterator[Report]:
    """The mismatches that this rule speaks of."""
    return of_kind(mismatches, "type")

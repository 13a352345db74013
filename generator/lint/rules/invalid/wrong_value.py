"""A value that is none of those which the field can have.

Some fields know a handful of words, and the API server refuses any other, capital letters included: `clusterip` is
no Service type. The published schemas do not say so, which is why other validators let it pass.

```yaml
imagePullPolicy: ifNotPresent   # wrong
imagePullPolicy: IfNotPresent   # right
```

Source: the constants of the Go types in `k8s.io/api`, and their use in the API server's validation.
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
    return of_kind(mismatches, "enum")

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

from generator.lean import TYPE_CHECKING
from generator.lint.mismatches import of_kind
from generator.lint.rule import Fix
from generator.objects.values import at
from generator.schemas.schema import field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Manifest
    from generator.lint.rule import Report
    from generator.schemas.check import Mismatch
    from generator.schemas.schema import Schema


def check(mismatches: list[Mismatch]) -> Iterator[Report]:
    """The mismatches that this rule speaks of."""
    return of_kind(mismatches, "enum")


def fix(manifest: Manifest, schema: Schema, report: Report) -> Iterator[Fix]:
    """A value that differs from an allowed one in its capitals alone is written as that one."""
    value, wanted = at(manifest.value, *report.path), field(schema, report.path)
    words = (wanted.closed or wanted.enum or ()) if wanted is not None and isinstance(value, str) else ()
    same = [word for word in words if isinstance(word, str) and word.lower() == value.lower()]
    if len(same) == 1:
        yield Fix(report.path, same[0])

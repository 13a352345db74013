"""A field that the kind does not have.

The API server refuses it: `kubectl apply` asks for strict field validation. Elsewhere it is worse, because the field
is dropped without a word, and what was meant by it does not happen: a `livenesProbe` never restarts anything.

```yaml
containers:
  - name: web
    image: shop/web:1.4.2
    livenesProbe: {httpGet: {path: /livez, port: 8080}}   # wrong: it is livenessProbe
```

Mostly it is a misspelling, an indentation that puts the field below the wrong parent, or a field of another
Kubernetes version. The cure names the nearest field that exists.

Source: the OpenAPI schemas that Kubernetes publishes for each version; *Field validation* in its API concepts.
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
    return of_kind(mismatches, "unknown")


def fix(manifest: Manifest, schema: Schema, report: Report) -> Iterator[Fix]:
    """A field that differs from a known one in its capitals alone gets that name, unless it is there as well."""
    *above, key = report.path
    owner = field(schema, tuple(above))
    same = [name for name in owner.properties if name.lower() == str(key).lower()] if owner is not None else []
    if len(same) == 1 and same[0] not in at(manifest.value, *above):
        yield Fix(report.path, same[0], "rename")

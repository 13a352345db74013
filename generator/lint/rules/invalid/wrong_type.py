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
    return of_kind(mismatches, "type")


def fix(manifest: Manifest, schema: Schema, report: Report) -> Iterator[Fix]:
    """A number or boolean where text is wanted is put in quotes as it is written; text that is one loses them."""
    from generator.lint.fixes import is_number, written

    value, wanted = at(manifest.value, *report.path), field(schema, report.path)
    if wanted is None or wanted.format not in ("", "int32", "int64"):
        return
    if isinstance(value, bool | int | float) and "string" in wanted.types:
        text = written(manifest, report.path)
        if text:
            yield Fix(report.path, text)
    elif isinstance(value, str) and "boolean" in wanted.types and value in ("true", "false"):
        yield Fix(report.path, value == "true")
    elif isinstance(value, str) and "integer" in wanted.types and is_number(value):
        yield Fix(report.path, int(value))

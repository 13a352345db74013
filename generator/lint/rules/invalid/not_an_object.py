"""A document that is no Kubernetes object: it is no map, or lacks `apiVersion` or `kind`.

`kubectl apply` refuses the file with *Object 'Kind' is missing*. Often it is a values file, a patch or a fragment
that has landed among the manifests; sometimes a `---` has torn an object in two.

```yaml
kind: ConfigMap          # wrong: no apiVersion
metadata: {name: settings}
```

Write both fields, or exclude the file when it is none of Kubernetes' (`exclude` in the configuration).

Source: apimachinery, `pkg/runtime/serializer/json`.
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
    return of_kind(mismatches, "object")

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

from typing import TYPE_CHECKING

from generator.lint.mismatches import of_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.rule import Report
    from generator.schemas.check import Mismatch


def check(mismatches: list[Mismatch]) -> Iterator[Report]:
    """The mismatches that this rule speaks of."""
    return of_kind(mismatches, "unknown")

"""A CSIDriver that asks for tokens that the API server refuses.

Each audience stands once, and a token lives at least ten minutes.

```yaml
tokenRequests:
- audience: vault
  expirationSeconds: 60    # wrong
  expirationSeconds: 600   # right
```

Source: `pkg/apis/storage/validation/validation.go` (`validateTokenRequests`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_LEAST, _MOST = 600, 2**32


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with the tokens of a driver."""
    seen: set[Any] = set()
    for index, request in enumerate(maps(resource.spec.get("tokenRequests"))):
        path = ("spec", "tokenRequests", index)
        audience, seconds = request.get("audience") or "", request.get("expirationSeconds")
        if audience in seen:
            yield Report((*path, "audience"), f"the audience {audience!r} stands twice", "remove one")
            continue
        seen.add(audience)
        if isinstance(seconds, int) and not _LEAST <= seconds <= _MOST:
            where = (*path, "expirationSeconds")
            yield Report(where, f"expirationSeconds is {seconds}, and may be {_LEAST} to {_MOST}")

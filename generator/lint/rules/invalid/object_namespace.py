"""A namespace that is no DNS label, such as `shop.example` or `My_Team`.

Names of namespaces are parts of the host names of Services, so they are lower-case letters, digits and `-`, with a
letter or digit at both ends, 63 characters at most. No other namespace can exist, so that the object can go nowhere.

```yaml
metadata:
  name: web
  namespace: shop_prod   # wrong
  namespace: shop-prod   # right
```

A namespace on an object that belongs to none (a ClusterRole, a PersistentVolume) is ignored by the API server, and
not reported.

Source: `apimachinery/pkg/api/validation/objectmeta.go` (`ValidateObjectMetaAccessor`), `apiserver`
`pkg/registry/rest/meta.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import syntax
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with an object's namespace."""
    namespace = resource.namespace
    reason = syntax.dns_label(namespace) if namespace else None
    if reason:
        yield Report(("metadata", "namespace"), f"{namespace!r} is no name of a namespace: {reason}")

"""A workload that is put into the namespace `default`.

It is where everything lands that was applied without thinking, so it cannot be given its own rights, quotas and network
policies, and cleaning up is dangerous.

```yaml
metadata: {namespace: shop}
```

An object without a namespace goes wherever it is applied, and is no finding. Only what makes pods is looked at: the
rest of an application goes with it.

Source: Kubernetes documentation, "Namespaces" (initial namespaces).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """A workload in the namespace default."""
    if resource.namespace == "default":
        message = "the namespace default is shared with everything that names no other"
        yield Report(("metadata", "namespace"), message, "give the application a namespace of its own")

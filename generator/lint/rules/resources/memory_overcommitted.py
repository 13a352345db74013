"""A container that may use more memory than it requests.

Where many do, a node promises more than it has, and under pressure it evicts those that are furthest above their
request. Off in every profile: a request equal to the limit costs memory that is mostly idle.

```yaml
resources:
  requests: {memory: 256Mi}
  limits: {memory: 256Mi}
```

Source: Kubernetes documentation, "Pod Quality of Service Classes".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects import quantities
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope


def check(container: Container, _scope: Scope) -> Iterator[Report]:
    """A limit of memory above the request."""
    request = at(container.value, "resources", "requests", "memory")
    limit = at(container.value, "resources", "limits", "memory")
    wanted, most = quantities.parse(request), quantities.parse(limit)
    if wanted is not None and most is not None and wanted < most:
        message = f"memory is requested as {request} and limited to {limit}: the node may promise more than it has"
        yield Report(("resources", "requests", "memory"), message, f"request {limit}")
